"""Who may write pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from platform_core.pages.models import WELCOME, Page


@permission("pages.start")
def start(actor: Actor) -> Denial | None:
    """Put the first pages in a new space: the platform does it."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("pages.add", to_support=True)
def add(actor: Actor) -> Denial | None:
    """Add a page."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("pages.edit", to_support=True)
def edit(actor: Actor, _page: Page | None = None) -> Denial | None:
    """Change a page."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("pages.delete")
def delete(actor: Actor, page: Page) -> Denial | None:
    """Remove a page of the team's own."""
    if page.is_required or page.slug == WELCOME:
        return Denial(
            "required", _("Cette page est indispensable à l’espace : elle se modifie, elle ne se supprime pas.")
        )
    return has_role(actor, Role.ADMINISTRATOR)
