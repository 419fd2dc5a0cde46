"""What becomes of a request once an address is proved: the ladder decides. Used inside an operation's transaction."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import System
from platform_core.audit.log import record
from platform_core.background.tasks import DEFAULT, publish
from platform_core.errors import RuleBroken
from platform_core.scope import PLATFORM
from tenants.opening import letters
from tenants.opening.ladder import Assessment, Check, Decision, assess
from tenants.opening.models import RefusedDomain, SpaceRequest, State
from tenants.opening.organisations import claim_of, space_facts
from tenants.opening.queries import RESERVED, asked_elsewhere, namesake
from tenants.spaces.operations import reserve_space

LADDER = System("opening")
BUILD = "opening.build"


def conclude(row: SpaceRequest) -> None:
    """Examine a request whose founder's address is proved, and take it where the ladder says."""
    if not complete(row):
        row.state = State.DRAFT  # a screen was changed in another tab: the founder is led back to it
        row.save()
        return
    assessment = assess(claim_of(row), refused_domains=RefusedDomain.objects.values_list("domain", flat=True))
    own = [_first_request(row), _own_name(row)]
    checks = [*assessment.checks, *own]
    decision = assessment.decision if all(check.passed for check in own) else Decision.HELD
    row.checks = [asdict(check) for check in checks]
    row.decision, row.official_domain = decision.value, assessment.official_domain
    record("opening.assess", by=LADDER, target=row, decision=row.decision, failed=_failed(checks))
    _follow(row, decision, assessment)


def complete(row: SpaceRequest) -> bool:
    """Tell whether every screen was answered."""
    return all([row.organisation, row.name, row.label, row.email, row.charter_accepted_at])


def hold(row: SpaceRequest) -> None:
    """Leave the decision to the operator; the founder and the operators are told."""
    row.state, row.submitted_at = State.HELD, timezone.now()
    row.save()
    letters.say_held(row)


def reserve(row: SpaceRequest) -> None:
    """Take the address and have the space built. Raises `RuleBroken("label_taken")` when somebody was quicker."""
    row.space = reserve_space(by=LADDER, label=row.label, **space_facts(row))
    now = timezone.now()
    row.state, row.submitted_at, row.progressed_at = State.ACCEPTED, row.submitted_at or now, now
    row.progress = [{"step": RESERVED, "at": now.isoformat()}]
    row.attempts, row.last_error = 0, ""
    row.save()
    have_built(row.pk)


def have_built(request_id: int) -> None:
    """Wake the worker once the transaction commits; were the message lost, the periodic look finds the row."""
    transaction.on_commit(lambda: publish(BUILD, DEFAULT, schema=PLATFORM, request_id=request_id))


def _follow(row: SpaceRequest, decision: Decision, assessment: Assessment) -> None:
    if decision is Decision.HELD:
        hold(row)
    elif decision is Decision.CODE_TO_OFFICIAL:
        row.state = State.AWAITING_OFFICIAL
        row.save()
    else:
        try:
            reserve(row)
        except RuleBroken:  # the address was taken while the code was on its way: the founder chooses another
            row.space, row.state = None, State.DRAFT
            row.save()


def _first_request(row: SpaceRequest) -> Check:
    if asked_elsewhere(row):
        sentence = _("Un autre espace, ou une autre demande, existe déjà pour cette organisation.")
        return Check("first_request", passed=False, sentence=sentence)
    sentence = _("Aucun autre espace n’existe pour cette organisation.")
    return Check("first_request", passed=True, sentence=sentence)


def _own_name(row: SpaceRequest) -> Check:
    """Compare the name with those of the spaces of other organisations, however they are written."""
    other = namesake(row)
    if other:
        sentence = _("Le nom de l’espace est celui d’un autre espace, ou de son organisme : %(name)s.")
        return Check("distinct_name", passed=False, sentence=sentence % {"name": other.name})
    return Check("distinct_name", passed=True, sentence=_("Aucun autre espace ne porte ce nom."))


def _failed(checks: list[Check]) -> list[str]:
    return [check.code for check in checks if not check.passed]
