"""What is limited, what happens when it is full, and the plans. All of it is code: this table is the rule.

Nothing here ever cuts a ballot, a survey answer, a support or a consultation that runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.spaces.models import Kind

MEMBERS, STORAGE, EMAILS, EXPORTS = "members", "storage", "emails", "exports"
CONSULTATIONS, API_CALLS = "consultations", "api_calls"
GIGA = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class Quota:
    """One thing that is limited. `per`: what it starts again with; what has no period is what there is now, and is
    warned about once a month at most. `meter`: the measure whose history is drawn. `full`: what happens at 100 %.
    """

    slug: str
    label: str | Promise
    full: str | Promise
    meter: str
    per: Literal["", "day", "month"] = ""
    is_bytes: bool = False


QUOTAS: dict[str, Quota] = {
    one.slug: one
    for one in (
        Quota(
            slug=MEMBERS,
            label=_("Membres"),
            meter="members",
            full=_(
                "Rien ne s’arrête : on peut toujours s’inscrire et vous pouvez toujours inviter votre équipe. "
                "L’opérateur est prévenu et vous contacte."
            ),
        ),
        Quota(
            slug=STORAGE,
            label=_("Fichiers"),
            meter="files",
            is_bytes=True,
            full=_(
                "On ne peut plus joindre de nouvelle image ni de nouveau document. Les textes continuent, et les "
                "réponses aux enquêtes comme les votes ne sont jamais refusés."
            ),
        ),
        Quota(
            slug=EMAILS,
            label=_("E-mails du mois"),
            meter="emails",
            per="month",
            full=_(
                "Les codes de connexion, les invitations, les alertes de modération partent toujours. Les autres "
                "notifications sont regroupées dans le résumé, qui part le mois suivant : rien n’est perdu."
            ),
        ),
        Quota(
            slug=EXPORTS,
            label=_("Exports du jour"),
            meter="exports",
            per="day",
            full=_("Vous pourrez demander un nouvel export le lendemain. Ceux qui sont en préparation se terminent."),
        ),
        Quota(
            slug=CONSULTATIONS,
            label=_("Concertations ouvertes"),
            meter="open_consultations",
            full=_(
                "Une concertation en cours n’est jamais coupée. Pour en publier une nouvelle, attendez qu’une autre "
                "se termine, ou demandez plus. Les brouillons ne comptent pas."
            ),
        ),
        Quota(
            slug=API_CALLS,
            label=_("Appels de programmes du jour"),
            meter="api_calls",
            per="day",
            full=_(
                "Les lectures faites par des programmes avec un jeton attendent le lendemain (erreur 429). "
                "Ce que des personnes écrivent par ce moyen n’est jamais refusé, ni les pages du site."
            ),
        ),
    )
}


class PlanName(models.TextChoices):
    """The plans. The last one has limits typed by an operator."""

    OPEN = "open", _("Ouvert")
    ASSOCIATION = "association", _("Association")
    COMMUNE = "commune", _("Commune")
    LARGE = "large", _("Grande collectivité")
    CHOICE = "choice", _("Sur mesure")


@dataclass(frozen=True)
class Plan:
    """What a kind of organisation may use: a limit for each quota (numbers; bytes for files), and why in a sentence."""

    sentence: str | Promise
    limits: dict[str, int]


def _limits(members: int, gigabytes: int, emails: int, exports: int, consultations: int, calls: int) -> dict[str, int]:
    return {
        MEMBERS: members,
        STORAGE: gigabytes * GIGA,
        EMAILS: emails,
        EXPORTS: exports,
        CONSULTATIONS: consultations,
        API_CALLS: calls,
    }


PLANS: dict[str, Plan] = {
    PlanName.OPEN: Plan(
        _("Pour commencer, quel que soit l’organisme : quelques concertations à la fois."),
        _limits(1_000, 2, 10_000, 10, 3, 5_000),
    ),
    PlanName.ASSOCIATION: Plan(
        _("Pour une association et ses adhérents, toute l’année."), _limits(3_000, 5, 20_000, 20, 5, 10_000)
    ),
    PlanName.COMMUNE: Plan(
        _("Pour une commune et ses habitants, plusieurs concertations de front."),
        _limits(20_000, 10, 100_000, 40, 15, 20_000),
    ),
    PlanName.LARGE: Plan(
        _("Pour une intercommunalité, un département ou une région."),
        _limits(200_000, 100, 1_000_000, 200, 60, 200_000),
    ),
}
CHOICE_SENTENCE = _("Des limites convenues avec l’opérateur de la plateforme.")
BY_KIND = {
    Kind.REGION: PlanName.LARGE,
    Kind.DEPARTEMENT: PlanName.LARGE,
    Kind.EPCI: PlanName.LARGE,
    Kind.COMMUNE: PlanName.COMMUNE,
    Kind.ASSOCIATION: PlanName.ASSOCIATION,
    Kind.OTHER: PlanName.OPEN,
}


def plan_for(kind: str) -> PlanName:
    """Return the plan of a kind of organisation, until an operator chooses another."""
    return BY_KIND.get(Kind(kind), PlanName.OPEN)
