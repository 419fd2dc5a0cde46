"""What the dashboard shows: figures, and what asks for an operator, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, Q, Sum, Value, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.console.models import SpaceHealth
from tenants.console.queries.spaces import LAGGING, lagging_spaces
from tenants.console.queries.vitals import Service
from tenants.console.queries.waiting import Waiting
from tenants.lifecycle.queries import waiting_deletions
from tenants.spaces.models import Space, State
from tenants.spaces.rules import PREPARING


@dataclass(frozen=True)
class Attention:
    """One thing that waits for an operator: what, how much, where to act, and how serious."""

    title: str
    text: str | Promise
    url: str
    action: str
    tone: str  # of the badge: danger, warning or info


def states() -> dict[str, int]:
    """Return the number of spaces in each state; those in preparation are apart from those that are open."""
    preparing = Q(state=State.ACTIVE, opened_at=None)
    stage = Case(When(preparing, then=Value(PREPARING)), default="state")
    return dict(Space.objects.order_by().annotate(at=stage).values_list("at").annotate(Count("pk")))


def size_and_lateness() -> tuple[int | None, int]:
    """Return the size on disk of the tables of all spaces (`None` before the first measure) and how many of their
    deliveries are late, as last seen.
    """
    seen = SpaceHealth.objects.exclude(space__state=State.DELETED)
    late = Sum("late", filter=Q(space__state=State.ACTIVE))
    found = seen.aggregate(size=Sum("size_bytes"), late=late)
    return found["size"], found["late"] or 0


def attention(waiting: Waiting, late: int, by_state: dict[str, int], services: list[Service]) -> list[Attention]:
    """Return what asks for an operator, the most urgent first: the first line is the next step."""
    found = [
        *(_service(service) for service in services if not service.works),
        _builds(waiting.failed_builds) if waiting.failed_builds else None,
        _held(waiting.held) if waiting.held else None,
        _failures(waiting.failed_jobs) if waiting.failed_jobs else None,
        _late(late) if late else None,
        _lagging(lagging_spaces().count()),
        _to_approve(waiting_deletions().count()),
        _suspended(by_state[State.SUSPENDED]) if by_state.get(State.SUSPENDED) else None,
    ]
    return [each for each in found if each]


def _service(service: Service) -> Attention:
    title = _("À vérifier : %(service)s") % {"service": str(service.name).lower()}
    return Attention(title, service.says, "#services", _("Voir l’état des services"), "danger")


def _held(count: int) -> Attention:
    said = ngettext(
        "%(count)d demande d’espace attend une décision", "%(count)d demandes d’espace attendent une décision", count
    )
    text = _("Le lien avec l’organisation n’a pas pu être vérifié : lisez, puis acceptez ou refusez.")
    return Attention(said % {"count": count}, text, reverse("console:requests"), _("Examiner les demandes"), "warning")


def _builds(count: int) -> Attention:
    said = ngettext(
        "%(count)d espace n’a pas pu être construit", "%(count)d espaces n’ont pas pu être construits", count
    )
    url = reverse("console:failures")
    return Attention(said % {"count": count}, _("Le fondateur attend."), url, _("Voir les constructions"), "danger")


def _failures(count: int) -> Attention:
    said = ngettext("%(count)d travail de fond a échoué", "%(count)d travaux de fond ont échoué", count)
    text = _("Des e-mails ou des notifications ne sont pas partis. Une fois la cause levée, relancez-les.")
    return Attention(said % {"count": count}, text, reverse("console:failures"), _("Voir les échecs"), "danger")


def _late(count: int) -> Attention:
    said = ngettext("%(count)d travail de fond est en retard", "%(count)d travaux de fond sont en retard", count)
    text = _(
        "Il est essayé de nouveau tout seul. Si le retard dure, vérifiez l’envoi des e-mails et le travail de fond."
    )
    return Attention(said % {"count": count}, text, "#services", _("Voir l’état des services"), "warning")


def _lagging(count: int) -> Attention | None:
    if not count:
        return None
    said = ngettext("%(count)d espace n’a pas été mis à jour", "%(count)d espaces n’ont pas été mis à jour", count)
    text = _("Leur version n’est pas celle qui est en service : relancez la commande de mise à jour.")
    return Attention(
        said % {"count": count}, text, f"{reverse('console:spaces')}?etat={LAGGING}", _("Voir les espaces"), "danger"
    )


def _to_approve(count: int) -> Attention | None:
    if not count:
        return None
    said = ngettext("%(count)d suppression attend un accord", "%(count)d suppressions attendent un accord", count)
    text = _("Un opérateur l’a demandée : un autre doit l’accorder ou y renoncer.")
    url = reverse("console:deletions")
    return Attention(said % {"count": count}, text, url, _("Voir les suppressions"), "warning")


def _suspended(count: int) -> Attention:
    said = ngettext("%(count)d espace est suspendu", "%(count)d espaces sont suspendus", count)
    text = _("Les visiteurs y lisent que l’espace est fermé pour le moment.")
    url = f"{reverse('console:spaces')}?etat={State.SUSPENDED}"
    return Attention(said % {"count": count}, text, url, _("Voir les espaces suspendus"), "info")
