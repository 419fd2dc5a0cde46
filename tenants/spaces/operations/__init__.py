"""The life of a space, one operation a step. The ways from a state to another are those of `rules.TRANSITIONS`."""

from tenants.spaces.operations.building import abandon_space, build_space, describe_space, reserve_space
from tenants.spaces.operations.deleting import delete_space
from tenants.spaces.operations.inviting import open_to_public, put_first_steps_away
from tenants.spaces.operations.moving import archive_space, reopen_space, suspend_space, unarchive_space
from tenants.spaces.operations.scheduling import (
    approve_deletion,
    ask_deletion,
    cancel_deletion,
    note_last_call,
    schedule_deletion,
)

__all__ = [
    "abandon_space",
    "approve_deletion",
    "archive_space",
    "ask_deletion",
    "build_space",
    "cancel_deletion",
    "delete_space",
    "describe_space",
    "note_last_call",
    "open_to_public",
    "put_first_steps_away",
    "reopen_space",
    "reserve_space",
    "schedule_deletion",
    "suspend_space",
    "unarchive_space",
]
