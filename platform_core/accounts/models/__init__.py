"""Accounts. Each schema has its own: the same person in two spaces has two accounts that know nothing of each other."""

from platform_core.accounts.models.entrance import Entrance, Joining, Way
from platform_core.accounts.models.people import EntryPass, Suspension, User, UserManager
from platform_core.accounts.models.structures import (
    Structure,
    StructureInvitation,
    StructureMember,
    StructureRequest,
)
from platform_core.accounts.models.team import Invitation

__all__ = [
    "Entrance",
    "EntryPass",
    "Invitation",
    "Joining",
    "Structure",
    "StructureInvitation",
    "StructureMember",
    "StructureRequest",
    "Suspension",
    "User",
    "UserManager",
    "Way",
]
