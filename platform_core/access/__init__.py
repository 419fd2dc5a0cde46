"""The one permission mechanism. See README.md in this folder."""

from platform_core.access.actors import System, roles_of
from platform_core.access.permissions import Denial, abilities, may, permission, require
from platform_core.access.views import Access, lets_team_in, operator, public, signed_in, stays_open, team

__all__ = [
    "Access",
    "Denial",
    "System",
    "abilities",
    "lets_team_in",
    "may",
    "operator",
    "permission",
    "public",
    "require",
    "roles_of",
    "signed_in",
    "stays_open",
    "team",
]
