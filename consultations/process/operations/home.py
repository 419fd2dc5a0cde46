"""The home page of the space."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from consultations.process.blocks import Block, refuse_bad_blocks
from platform_core.access import require
from platform_core.access.actors import Actor
from tenants.brand.operations import keep_home
from tenants.spaces.models import Space


@transaction.atomic
def arrange_home(*, by: Actor, space: Space, blocks: Sequence[Block], seen: str | None = None) -> None:
    """Put the blocks of the home page in this order. Raises `RuleBroken` as `refuse_bad_blocks`, or when somebody else
    saved meanwhile.
    """
    require("brand.edit", by)
    refuse_bad_blocks(blocks)
    keep_home(by=by, space=space, blocks=[block.as_json() for block in blocks], seen=seen)
