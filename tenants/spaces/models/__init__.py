"""Rows of the platform's schema: spaces, what they are built from, how they end."""

from tenants.spaces.models.deletion import Deletion, Origin, Receipt
from tenants.spaces.models.space import (
    Domain,
    Kind,
    Snapshot,
    Space,
    SpaceQuerySet,
    new_signing_key,
    offered_at_first,
)
from tenants.spaces.rules import State

__all__ = [
    "Deletion",
    "Domain",
    "Kind",
    "Origin",
    "Receipt",
    "Snapshot",
    "Space",
    "SpaceQuerySet",
    "State",
    "new_signing_key",
    "offered_at_first",
]
