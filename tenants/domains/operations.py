"""Claim a domain, have it checked, put it in service, make it the main address, take it away."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.domains import rules
from tenants.domains.looking import Seen, problems_of
from tenants.domains.models import OwnDomain, new_token
from tenants.domains.names import clean_name
from tenants.spaces.models import Domain, Space
from tenants.spaces.scopes import platform


@transaction.atomic
def claim_domain(*, by: Actor, space: Space, name: str) -> OwnDomain:
    """Say that a domain is the space's; nothing answers there until the DNS proves it. Raises `RuleBroken`."""
    require("domains.claim", by, space)
    clean = clean_name(name)
    now = timezone.now()
    with platform():
        Space.objects.select_for_update().get(pk=space.pk)  # two at once: neither is counted twice
        _refuse_claim(space, clean)
        domain = OwnDomain.objects.create(
            space=space, name=clean, claimed_at=now, check_asked_at=now, next_check_at=now
        )
        emit("domain.to_check", domain_id=domain.pk)
    record("domains.claim", by=by, target=domain, name=clean)
    return domain


def _refuse_claim(space: Space, name: str) -> None:
    own = OwnDomain.objects.filter(space=space)
    if own.filter(name=name).exists():
        raise RuleBroken("known", _("Ce domaine est déjà dans votre liste."), "name")
    if own.count() >= rules.MOST:
        sentence = _("Un espace a cinq domaines au plus. Retirez-en un d’abord.")
        raise RuleBroken("too_many", sentence, "name")
    if Domain.objects.filter(domain=name).exclude(tenant__state="deleted").exists():
        sentence = _("Ce domaine mène déjà à un autre espace. Il doit d’abord y être retiré.")
        raise RuleBroken("in_use", sentence, "name")


@transaction.atomic
def ask_check(*, by: Actor, domain: OwnDomain) -> None:
    """Have the worker look now. Asked again within ten seconds, or while one is under way: nothing more is done."""
    require("domains.change", by, domain)
    now = timezone.now()
    with platform():
        ready = Q(checked_at=None) | Q(checked_at__lte=now - rules.BUTTON)
        unasked = Q(check_asked_at=None) | Q(check_asked_at__lte=now - rules.SOON)  # one lost on the way
        found = OwnDomain.objects.filter(ready & unasked, pk=domain.pk)
        if found.update(check_asked_at=now, next_check_at=now):
            emit("domain.to_check", domain_id=domain.pk)


@transaction.atomic
def note_check(*, by: Actor, domain: OwnDomain, seen: Seen, at: datetime) -> None:
    """Write what a check found, and draw what follows: in service, doubted, trusted no more.

    What was looked up for a token that has changed meanwhile, or a domain that is gone, is worth nothing.
    """
    require("domains.note", by, domain)
    held = OwnDomain.objects.select_for_update(of=("self",)).filter(pk=domain.pk, token=domain.token).first()
    if held is None:
        return
    problems = problems_of(seen, held.token)
    if not held.verified_at and not problems and not _put_in_service(by, held, at):
        problems = [rules.TAKEN]
    elif held.verified_at and problems != [rules.SILENT]:
        _count_failure(held, at, failed=bool(problems))
    held.found, held.problems, held.checked_at, held.check_asked_at = seen.kept(), problems, at, None
    if held.verified_at and rules.is_lost(at, failures=held.failures, failing_since=held.failing_since):
        _stop_trusting(by, held, at)
    held.next_check_at = rules.next_check(
        at, claimed_at=held.claimed_at, verified=bool(held.verified_at), failing=bool(held.failing_since)
    )
    held.save()


def _put_in_service(by: Actor, held: OwnDomain, at: datetime) -> bool:
    """Route the name to the space; False when another one has it. The database decides between two at once."""
    try:
        with transaction.atomic():
            Domain.objects.filter(domain=held.name, tenant__state="deleted").delete()
            Domain.objects.create(tenant=held.space, domain=held.name, is_primary=False)
            OwnDomain.objects.filter(pk=held.pk).update(verified_at=at)
    except IntegrityError:
        return False
    held.verified_at, held.lost_at, held.failures, held.failing_since = at, None, 0, None
    record("domains.verify", by=by, target=held, name=held.name)
    emit("domain.verified", domain_id=held.pk, at=at.isoformat())
    return True


def _count_failure(held: OwnDomain, at: datetime, *, failed: bool) -> None:
    if not failed:
        held.failures, held.failing_since = 0, None
        return
    held.failures += 1
    if held.failing_since is None:
        held.failing_since = at
        emit("domain.failing", domain_id=held.pk, at=at.isoformat())


def _stop_trusting(by: Actor, held: OwnDomain, at: datetime) -> None:
    """Stop answering there. To come back, it must be proved anew: the former token may be known to whoever has it now."""
    _unroute(held)
    held.verified_at, held.lost_at, held.token, held.claimed_at = None, at, new_token(), at
    held.failures, held.failing_since = 0, None
    record("domains.lose", by=by, target=held, name=held.name)
    emit("domain.lost", domain_id=held.pk, at=at.isoformat())


def _unroute(domain: OwnDomain) -> None:
    Domain.objects.filter(tenant_id=domain.space_id, domain=domain.name).delete()
    Space.objects.filter(pk=domain.space_id, own_host=domain.name).update(own_host="")


@transaction.atomic
def choose_main(*, by: Actor, domain: OwnDomain) -> None:
    """Make a domain in service the main address: the others lead to it. Raises `RuleBroken` when it is not in service."""
    require("domains.change", by, domain)
    with platform():
        held = OwnDomain.objects.select_for_update(of=("self",)).filter(pk=domain.pk).first()
        if held is None or not held.verified_at:
            raise RuleBroken(
                "not_in_service", _("Ce domaine n’est pas en service : il ne peut pas être l’adresse principale.")
            )
        Space.objects.filter(pk=held.space_id).update(own_host=held.name)
    record("domains.choose_main", by=by, target=domain, name=domain.name)


@transaction.atomic
def leave_main(*, by: Actor, space: Space) -> None:
    """Go back to the address that the platform gives."""
    require("domains.claim", by, space)
    with platform():
        Space.objects.filter(pk=space.pk).update(own_host="")
    record("domains.leave_main", by=by, target=space)


@transaction.atomic
def remove_domain(*, by: Actor, domain: OwnDomain) -> None:
    """Take a domain away: it answers no more, at once."""
    require("domains.change", by, domain)
    with platform():
        OwnDomain.objects.select_for_update(of=("self",)).filter(pk=domain.pk).first()  # a check under way ends first
        _unroute(domain)
        OwnDomain.objects.filter(pk=domain.pk).delete()
    record("domains.remove", by=by, target=domain, name=domain.name)
