"""The operator's decisions, and the founder's choice to ask for one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.opening import letters
from tenants.opening.concluding import hold, reserve
from tenants.opening.labels import check_label, clean_label
from tenants.opening.locking import locked
from tenants.opening.models import WITH_SPACE, RefusedDomain, SpaceRequest, State
from tenants.opening.organisations import official
from tenants.opening.queries import taken_labels
from tenants.territory import mail


@transaction.atomic
def ask_operator(*, by: Actor, request: SpaceRequest) -> None:
    """Leave the decision to the operator: the founder has no address in the official domain."""
    require("opening.fill", by, request)
    row = locked(request, by)
    if row.state == State.AWAITING_OFFICIAL:
        hold(row)
        record("opening.hold", by=by, target=row)


@transaction.atomic
def accept_request(*, by: Actor, request: SpaceRequest, message: str = "", label: str = "") -> SpaceRequest:
    """Accept a held request: its address is taken and its space built. `label` gives it another address.

    A request already accepted is left as it is. Raises `RuleBroken` on the label when it is taken or unusable, and
    `RuleBroken("not_held")` for a request that waits for no decision.
    """
    require("opening.decide", by, request)
    row = locked(request, by, "opening.decide")
    if row.state in WITH_SPACE:
        return row
    _only_held(row)
    wanted = clean_label(label) or row.label
    problem = check_label(wanted, taken=taken_labels(), organisation=official(row))
    # What imitates a name is the operator's to judge; a label in use or malformed is not.
    if problem and (wanted != row.label or problem.code == "label_taken"):
        raise RuleBroken(problem.code, problem.message, "label")
    row.label = wanted
    _decided(row, by, message)
    reserve(row)
    record("opening.accept", by=by, target=row, label=row.label)
    return row


@transaction.atomic
def refuse_request(*, by: Actor, request: SpaceRequest, message: str, refuse_domain: bool = False) -> SpaceRequest:
    """Refuse a held request; the founder reads the message. `refuse_domain` holds all that comes from that mail domain.

    Raises `RuleBroken` without a message, for a domain open to all, and for a request that waits for no decision.
    """
    require("opening.decide", by, request)
    row = locked(request, by, "opening.decide")
    if row.state == State.REFUSED:
        return row
    _only_held(row)
    if not message.strip():
        raise RuleBroken("message", _("Écrivez au demandeur pourquoi sa demande est refusée."), "message")
    domain = mail.domain_of(row.email)
    if refuse_domain and mail.is_free(domain):
        text = _("@%(domain)s est ouvert à tous : le retenir bloquerait des personnes qui n’y sont pour rien.")
        raise RuleBroken("free_domain", text % {"domain": domain}, "refuse_domain")
    if refuse_domain and domain:
        RefusedDomain.objects.get_or_create(domain=domain, defaults={"refused_by": by.pk})
    _decided(row, by, message)
    row.state = State.REFUSED
    row.save()
    record("opening.refuse", by=by, target=row, refused_domain=refuse_domain)
    letters.say_refused(row)
    return row


@transaction.atomic
def forget_domain(*, by: Actor, domain: RefusedDomain) -> None:
    """Hold no more what comes from a mail domain; what waits already goes on waiting."""
    require("opening.forget_domain", by, domain)
    record("opening.forget_domain", by=by, target=domain, label=domain.domain)
    domain.delete()


@transaction.atomic
def retry_request(*, by: Actor, request: SpaceRequest) -> SpaceRequest:
    """Build again a space whose building failed. Raises `RuleBroken` when its address was taken since."""
    require("opening.decide", by, request)
    row = locked(request, by, "opening.decide")
    if row.state in WITH_SPACE:
        return row
    if row.state != State.FAILED:
        raise RuleBroken("not_failed", _("Cette demande n’a pas échoué."))
    reserve(row)
    record("opening.retry", by=by, target=row)
    return row


def _only_held(row: SpaceRequest) -> None:
    if row.state != State.HELD:
        message = _("Cette demande n’attend pas de décision : elle est « %(state)s ».")
        raise RuleBroken("not_held", message % {"state": row.get_state_display()})


def _decided(row: SpaceRequest, by: Actor, message: str) -> None:
    row.message, row.decided_by, row.decided_at = message.strip(), by.pk, timezone.now()
