"""Decide, ask, look. The rows are on the platform; what a space must know is copied into it in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing_free.plans.letters import say_members_are_full
from billing_free.plans.models import Ask, Raise, SpacePlan, Standing
from billing_free.plans.near import to_write
from billing_free.quotas.models import Allowance
from billing_free.quotas.operations import forget_old_counts, warn_of_limits
from billing_free.quotas.queries import Verdict, verdicts_under
from billing_free.quotas.table import MEMBERS, PLANS, QUOTAS, PlanName
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import entered, platform

MOST = 10**15


@transaction.atomic
def choose_plan(*, by: Actor, space: Space, plan: str, limits: Mapping[str, int] | None = None) -> SpacePlan:
    """Give a space a plan; `limits` (all quotas) only of one made to measure. Raises `RuleBroken` when some are missing."""
    require("plans.decide", by)
    held = _held(space)
    own = dict(limits or {}) if plan == PlanName.CHOICE else {}
    if plan not in PLANS and (own.keys() != QUOTAS.keys() or not all(0 <= n <= MOST for n in own.values())):
        raise RuleBroken("limits", _("Un plan sur mesure donne une limite à chaque usage."), "plan")
    chosen, _new = SpacePlan.objects.update_or_create(space=held, defaults={"plan": plan, "limits": own})
    _copy(held)
    record("plans.choose", by=by, target=held, plan=plan, limits=own)
    return chosen


@transaction.atomic
def raise_quota(*, by: Actor, space: Space, quota: str, limit: int, until: date, reason: str) -> Raise:
    """Raise one limit of a space until a day, included. It answers the request that waits, and the team is told.

    Raises `RuleBroken` for a day that is past, or without a reason.
    """
    require("plans.decide", by)
    held = _held(space)
    if until < timezone.localdate():
        raise RuleBroken("past", _("Choisissez un jour à venir."), "until")
    if quota not in QUOTAS or not 0 < limit <= MOST:
        raise RuleBroken("limit", _("Donnez une limite plus grande que zéro."), "limit")
    if not reason.strip():
        raise RuleBroken("reason", _("Dites pourquoi : l’équipe de l’espace le lit."), "reason")
    made = Raise.objects.create(space=held, quota=quota, limit=limit, until=until, reason=reason.strip())
    answered = Ask.objects.filter(space=held, answered_at=None)
    answered.update(answer=made.reason, answered_at=timezone.now())
    _copy(held)
    record("plans.raise", by=by, target=held, quota=quota, limit=limit, until=str(until), reason=made.reason)
    emit("plans.answered", space_id=held.pk, key=f"raise:{made.pk}", quota=quota)
    return made


@transaction.atomic
def end_raise(*, by: Actor, raised: Raise) -> Raise:
    """End a raised limit before its last day. Twice is once."""
    require("plans.decide", by)
    held = _held(raised.space)
    if Raise.objects.filter(pk=raised.pk, ended_at=None).update(ended_at=timezone.now()):
        _copy(held)
        record("plans.end_raise", by=by, target=held, quota=raised.quota)
    raised.refresh_from_db()
    return raised


@transaction.atomic
def answer_ask(*, by: Actor, ask: Ask, answer: str) -> Ask:
    """Answer a team without raising anything. Raises `RuleBroken` without words, or when it was answered meanwhile."""
    require("plans.decide", by)
    if not answer.strip():
        raise RuleBroken("answer", _("Écrivez votre réponse : l’équipe la lit."), "answer")
    now = timezone.now()
    if not Ask.objects.filter(pk=ask.pk, answered_at=None).update(answer=answer.strip(), answered_at=now):
        raise RuleBroken("answered", _("Cette demande a déjà reçu une réponse."), "answer")
    record("plans.answer", by=by, target=ask.space)
    emit("plans.answered", space_id=ask.space_id, key=f"ask:{ask.pk}", quota="")
    ask.refresh_from_db()
    return ask


def ask_for_more(*, by: Actor, space: Space, message: str) -> Ask:
    """Ask operators for more, from inside a space. Raises `RuleBroken` without words, or while another request waits."""
    require("plans.ask", by)
    if not message.strip():
        raise RuleBroken("message", _("Dites ce qu’il vous faut, pour quoi et jusqu’à quand."), "message")
    with transaction.atomic():
        try:
            with platform(), transaction.atomic():
                asked = Ask.objects.create(space_id=space.pk, message=message.strip())
        except IntegrityError as error:
            waits = _("Votre demande précédente attend encore une réponse.")
            raise RuleBroken("waits", waits, "message") from error
        record("plans.ask", by=by)
    return asked


def look_at_space(*, by: Actor, space: Space) -> list[Verdict]:
    """Warn the team of the space one is in, and write on the platform where it stands. Safe to run twice."""
    require("plans.look", by)
    with transaction.atomic():
        found = warn_of_limits(by=by)
        forget_old_counts(by=by)
        figures = {v.quota.slug: {"used": v.used, "limit": v.limit, "percent": v.percent} for v in found}
        fullest = min(max((v.percent for v in found), default=0), 10**6)
        near = to_write(found)
        with platform():
            seen = {"figures": figures, "fullest": fullest, "seen_at": timezone.now()}
            Standing.objects.update_or_create(space=space, defaults=seen)
            _write_on_pages(space, near)
            for verdict in found:
                if verdict.quota.slug == MEMBERS and verdict.is_full:
                    say_members_are_full(space, verdict)
    return found


def _held(space: Space) -> Space:
    """Lock a space, so that two decisions are copied in their order. Raises `RuleBroken` for one that is deleted."""
    held: Space = Space.objects.select_for_update().get(pk=space.pk)
    if held.state in {State.DELETED, State.PROVISIONING}:
        raise RuleBroken("state", _("Cet espace n’est pas en service."))
    return held


def _copy(space: Space) -> None:
    """Write in the space what was decided for it."""
    chosen = SpacePlan.objects.filter(space=space).first()
    current = Raise.objects.filter(space=space, ended_at=None, until__gte=timezone.localdate())
    raises = [[one.quota, one.limit, str(one.until)] for one in current]
    values = {"plan": chosen.plan if chosen else "", "limits": chosen.limits if chosen else {}, "raises": raises}
    with entered(space):
        allowance, _new = Allowance.objects.update_or_create(singleton=True, defaults=values)
        near = to_write(verdicts_under(allowance))
    _write_on_pages(space, near)


def _write_on_pages(space: Space, near: dict[str, list[Any]]) -> None:
    """Have the pages of the team say which limits are near, from now on. On the platform."""
    Space.objects.filter(pk=space.pk).exclude(near_limits=near).update(near_limits=near)
