"""Who may do what with consultations and contributions, and why not."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.process.models import Consultation, Contribution, Moment, Phase, State, Status, Step
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role, signed_in
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("consultations.create")
def create(actor: Actor) -> Denial | None:
    """Start a consultation."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("consultations.edit")
def edit(actor: Actor, consultation: Consultation) -> Denial | None:
    """Change a consultation; an archived one no longer changes."""
    if consultation.state == State.ARCHIVED:
        return Denial("archived", gettext_lazy("Cette concertation est archivée : elle ne se modifie plus."))
    return has_role(actor, Role.ADMINISTRATOR)


@permission("consultations.publish")
def publish(actor: Actor, consultation: Consultation) -> Denial | None:
    """Make a draft public; what is missing is a rule, not a right."""
    if consultation.state != State.DRAFT:
        return Denial("already_published", gettext_lazy("Cette concertation est déjà publiée."))
    return has_role(actor, Role.ADMINISTRATOR)


@permission("consultations.close")
def close(actor: Actor, consultation: Consultation) -> Denial | None:
    """End a published consultation for good."""
    if consultation.state != State.PUBLISHED:
        return Denial("not_published", gettext_lazy("Seule une concertation publiée peut être close."))
    return has_role(actor, Role.ADMINISTRATOR)


@permission("consultations.extend")
def extend(actor: Actor, step: Step) -> Denial | None:
    """Move the end of a running or future step later; one that is over is not opened again."""
    if step.consultation.state != State.PUBLISHED:
        return Denial("not_published", gettext_lazy("Seule une étape d’une concertation publiée se prolonge."))
    if step.moment == Moment.AFTER:
        return Denial("closed", gettext_lazy("Cette étape est terminée : ajoutez plutôt une nouvelle étape."))
    return has_role(actor, Role.ADMINISTRATOR)


@permission("consultations.archive")
def archive(actor: Actor, consultation: Consultation) -> Denial | None:
    """Put a consultation that is over among those of the past."""
    if consultation.state == State.ARCHIVED:
        return Denial("archived", gettext_lazy("Cette concertation est déjà archivée."))
    if consultation.phase != Phase.OVER:
        return Denial(
            "not_over",
            gettext_lazy("Une concertation s’archive une fois terminée : attendez sa fin, ou mettez-y fin."),
        )
    return has_role(actor, Role.ADMINISTRATOR)


@permission("consultations.copy")
def copy(actor: Actor, consultation: Consultation) -> Denial | None:
    """Prepare the next edition from this one, whatever its state."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("consultations.delete")
def delete(actor: Actor, consultation: Consultation) -> Denial | None:
    """Throw away a draft: what was public stays."""
    if consultation.state != State.DRAFT:
        return Denial(
            "published", gettext_lazy("Une concertation publiée ne se supprime pas : elle se clôt, puis s’archive.")
        )
    return has_role(actor, Role.ADMINISTRATOR)


@permission("contributions.edit")
def edit_contribution(actor: Actor, contribution: Contribution) -> Denial | None:
    """Change one's own contribution while its step is open."""
    return own(actor, contribution) or step_open(contribution.step)


@permission("contributions.withdraw")
def withdraw_contribution(actor: Actor, contribution: Contribution) -> Denial | None:
    """Take back one's own contribution, whatever the date."""
    return own(actor, contribution)


def own(actor: Actor, contribution: Contribution) -> Denial | None:
    """Ask to be the author of a contribution that is not hidden."""
    if refusal := signed_in(actor):
        return refusal
    if contribution.author_id != actor.pk:
        return Denial("not_yours", gettext_lazy("Seul son auteur peut modifier cette contribution."))
    if contribution.status == Status.HIDDEN:
        return Denial("hidden", gettext_lazy("Cette contribution a été masquée par la modération."))
    return None


def step_open(step: Step) -> Denial | None:
    """Ask that one may take part in a step now; the reason says since when or from when."""
    if step.is_open:
        return None
    if step.consultation.state == State.DRAFT:
        return Denial("draft", _("Cette concertation n’est pas encore publiée."))
    if step.moment == Moment.BEFORE:
        return Denial("not_open", _("Cette étape ouvrira le %(date)s.") % {"date": moment(step.opens_at)})
    return Denial("closed", _("Cette étape est terminée depuis le %(date)s.") % {"date": moment(step.closes_at)})


def moment(at: object) -> str:
    """Return a date and time as people read them, in the space's time zone."""
    return date_format(localtime(at), "j F Y à H\\hi")  # type: ignore[arg-type]  # a datetime
