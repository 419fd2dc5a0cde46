"""What the team's dashboard and list read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from consultations.process.models import Consultation, Partner, Phase, State, Step
from consultations.process.queries.public import in_phase, listed, steps_with_extensions
from platform_core.access.actors import Actor
from platform_core.accounts.models import Invitation, User
from platform_core.pages.queries import missing_pages

SOON = timedelta(days=10)


@dataclass(frozen=True)
class FirstSteps:
    """What a new team does first; each is true once done."""

    pages: bool
    team: bool
    consultation: bool
    published: bool

    @property
    def all_done(self) -> bool:
        """Tell whether nothing is left."""
        return self.pages and self.team and self.published


def first_steps(actor: Actor) -> FirstSteps:
    """Return where the team of that member is in its first steps, in one query."""
    others = User.objects.exclude(roles=[]).exclude(pk=OuterRef("pk"))
    done = User.objects.filter(pk=actor.pk).values_list(
        ~Exists(missing_pages()),
        ExpressionWrapper(Exists(others) | Exists(Invitation.objects.all()), BooleanField()),
        Exists(Consultation.objects.all()),
        Exists(Consultation.objects.exclude(state=State.DRAFT)),
    )
    pages, team, consultation, published = done.get()
    return FirstSteps(pages=pages, team=team, consultation=consultation, published=published)


def edited(actor: Actor) -> QuerySet[Consultation]:
    """Return the consultations an actor may see as the wizard reads them: `is_steered`, and their steps with extensions."""
    steered = Exists(Partner.objects.filter(consultation=OuterRef("pk")))
    steps = Prefetch("steps", steps_with_extensions())
    return Consultation.objects.visible_to(actor).annotate(is_steered=steered).prefetch_related(steps)


def on_home(actor: Actor, most: int) -> tuple[Sequence[Consultation], Sequence[Consultation]]:
    """Return the consultations that are running, then the drafts, `most` of each, as `listed` gives them; two queries."""
    visible = listed(actor)
    running = in_phase(visible, Phase.OPEN)[:most]
    drafts = visible.filter(state=State.DRAFT).order_by("-updated_at")[:most]
    chosen = Q(pk__in=running.values("pk")) | Q(pk__in=drafts.values("pk"))
    both = list(visible.filter(chosen).order_by("closes_at", "pk"))
    latest = sorted((one for one in both if one.is_draft), key=lambda one: one.updated_at, reverse=True)
    return [one for one in both if not one.is_draft], latest


def closing_soon() -> QuerySet[Step]:
    """Return the open steps that end within ten days, the first to end first."""
    now = timezone.now()
    return (
        Step.objects.filter(
            consultation__state=State.PUBLISHED, opens_at__lte=now, closes_at__gt=now, closes_at__lte=now + SOON
        )
        .select_related("consultation")
        .order_by("closes_at")
    )


def answers_due() -> QuerySet[Consultation]:
    """Return the consultations that are over or due, and whose promised answer is expected within ten days or late."""
    return Consultation.objects.filter(
        state__in=[State.PUBLISHED, State.CLOSED], answer_due_on__lte=timezone.localdate() + SOON
    ).order_by("answer_due_on")
