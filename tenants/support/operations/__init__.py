"""What is written of accesses: asked for and opened by operators, given and ended by teams, watched all along."""

from tenants.support.operations.asking import ask_access, break_glass, open_entry
from tenants.support.operations.giving import end_access, give_access, offer_access, refuse_access
from tenants.support.operations.using import enter_space, leave_space, note_page

__all__ = [
    "ask_access",
    "break_glass",
    "end_access",
    "enter_space",
    "give_access",
    "leave_space",
    "note_page",
    "offer_access",
    "open_entry",
    "refuse_access",
]
