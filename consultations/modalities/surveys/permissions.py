"""Who may answer a survey, build it, read its results, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.modalities.surveys.models import Survey
from consultations.process.models import Moment, State, Step
from consultations.process.permissions import step_open
from platform_core.access.actors import Actor, roles_of
from platform_core.access.conditions import has_role, signed_in
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import TEAM, Role


@permission("surveys.answer")
def answer(actor: Actor, step: Step) -> Denial | None:
    """Answer, or correct one's answer, while the step is open."""
    return step_open(step) or signed_in(actor)


@permission("surveys.edit")
def edit(actor: Actor, step: Step) -> Denial | None:
    """Build the survey, as long as its step is not over."""
    if refusal := has_role(actor, Role.ADMINISTRATOR):
        return refusal
    if step.consultation.state == State.ARCHIVED:
        return Denial("archived", _("Cette concertation est archivée : elle ne se modifie plus."))
    if step.consultation.state != State.DRAFT and step.moment == Moment.AFTER:
        return Denial("over", _("Cette enquête est terminée : ses questions ne se modifient plus."))
    return None


@permission("surveys.forget")
def forget(actor: Actor, step: Step) -> Denial | None:
    """Forget drafts and keys, once nobody can answer any more."""
    if step.consultation.state == State.DRAFT or step.moment != Moment.AFTER:
        return Denial("not_over", _("Cette enquête n’est pas terminée."))
    return has_role(actor, Role.ADMINISTRATOR)


@permission("surveys.results", when_frozen=True, to_support=True)
def results(actor: Actor, step: Step) -> Denial | None:
    """Read the results: the team at any time, everybody once the survey is over, or before if the team says so."""
    if roles_of(actor) & TEAM:
        return None
    if step.consultation.state == State.DRAFT or step.moment == Moment.BEFORE:
        return Denial("before", _("Cette enquête n’a pas encore de résultats."))
    if step.moment == Moment.OPEN and not Survey.objects.of(step).shows_results:
        return Denial("later", _("Les résultats seront publiés à la fin de l’enquête."))
    return None


@permission("surveys.texts", when_frozen=True, to_support=True)
def texts(actor: Actor, step: Step) -> Denial | None:
    """Read what people wrote in their own words."""
    if roles_of(actor) & TEAM:
        return None
    if not Survey.objects.of(step).shows_texts:
        return Denial("team_only", _("Les textes libres ne sont lus que par l’équipe."))
    return results(actor, step)
