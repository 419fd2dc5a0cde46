"""Report, hide, keep, restore. Every decision closes the open reports and tells whom it concerns."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consultations.capabilities.moderation.models import Decision, Report, Verdict
from consultations.capabilities.moderation.rules import reason_choices
from consultations.process.contributing import set_status
from consultations.process.models import Contribution, Status
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit


@transaction.atomic
def report_contribution(*, by: Actor, contribution: Contribution, reason: str, message: str = "") -> Report:
    """Report a contribution; the same person twice changes nothing while the first report is open.

    Raises `NotAllowed`; `RuleBroken` for a reason that is not on the list.
    """
    require("moderation.report", by, contribution)
    _check_reason(reason)
    try:
        with transaction.atomic():
            report = Report.objects.create(
                contribution=contribution, reporter_id=by.pk, reason=reason, message=message
            )
    except IntegrityError:
        return Report.objects.get(contribution=contribution, reporter_id=by.pk, decision=None)
    emit("contribution.reported", report_id=report.pk, contribution_id=contribution.pk)
    return report


@transaction.atomic
def hide_contribution(*, by: Actor, contribution: Contribution, reason: str, message: str) -> Decision:
    """Hide a contribution from everybody but its author and the team. The author reads the reason and the message."""
    require("moderation.decide", by, contribution)
    _check_reason(reason)
    if not message.strip():
        raise RuleBroken("message", _("Expliquez à l’auteur pourquoi, en une phrase : il la lira."), "message")
    if contribution.status != Status.PUBLISHED:
        raise RuleBroken("status", _("Cette contribution n’est déjà plus affichée."))
    set_status(contribution, Status.HIDDEN, by=by)
    return _decide(contribution, Verdict.HIDE, by=by, reason=reason, message=message)


@transaction.atomic
def keep_contribution(*, by: Actor, contribution: Contribution) -> Decision:
    """Decide that a reported contribution respects the charter: its open reports are closed."""
    require("moderation.decide", by, contribution)
    return _decide(contribution, Verdict.KEEP, by=by)


@transaction.atomic
def restore_contribution(*, by: Actor, contribution: Contribution, message: str = "") -> Decision:
    """Show a hidden contribution again; its author is told."""
    require("moderation.decide", by, contribution)
    if contribution.status != Status.HIDDEN:
        raise RuleBroken("status", _("Cette contribution n’est pas masquée."))
    set_status(contribution, Status.PUBLISHED, by=by)
    return _decide(contribution, Verdict.RESTORE, by=by, message=message)


def _decide(
    contribution: Contribution, verdict: Verdict, *, by: Actor, reason: str = "", message: str = ""
) -> Decision:
    decision = Decision.objects.create(
        contribution=contribution, verdict=verdict, reason=reason, message=message.strip(), by_id=by.pk
    )
    Report.objects.filter(contribution=contribution, decision=None).update(decision=decision)
    record(f"moderation.{verdict}", by=by, target=contribution, reason=reason)
    emit("contribution.moderated", decision_id=decision.pk, contribution_id=contribution.pk, verdict=verdict)
    return decision


def _check_reason(reason: str) -> None:
    if reason not in dict(reason_choices()):
        raise RuleBroken("reason", _("Choisissez un motif dans la liste."), "reason")
