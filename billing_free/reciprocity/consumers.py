"""The teams concerned are told of a gift."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from billing_free.reciprocity.models import Gift, State
from platform_core.access import System
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState
from tenants.spaces.scopes import entered

SELF = System("reciprocity")


@consumer("reciprocity.tell_receiver", of="reciprocity.pledged")
def tell_receiver(event: Event) -> None:
    """Ask the space that received it to confirm."""
    gift = _gift(event)
    if gift.receiver and gift.state == State.PLEDGED:
        facts = {"space": gift.space.name, "description": gift.description}
        _tell(gift.receiver, "reciprocity.received", gift, facts)


@consumer("reciprocity.tell_giver", of="reciprocity.decided")
def tell_giver(event: Event) -> None:
    """Tell the team that gave what became of it."""
    gift = _gift(event)
    facts = {"description": gift.description, "confirmed": gift.state == State.CONFIRMED}
    _tell(gift.space, "reciprocity.decided", gift, facts)


def _gift(event: Event) -> Gift:
    return Gift.objects.select_related("space", "receiver").get(pk=event.payload["gift_id"])


def _tell(space: Space, kind: str, gift: Gift, facts: Mapping[str, object]) -> None:
    if space.state != SpaceState.ACTIVE:
        return
    with entered(space):
        team = User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
        notify(
            by=SELF,
            kind=kind,
            event=f"gift:{gift.pk}",
            recipients=list(team.values_list("pk", flat=True)),
            path=reverse("reciprocity:team"),
            facts=facts,
        )
