"""The first of a team's first steps: its space looks like its own."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import Role
from platform_core.web.menus import for_roles
from platform_core.web.onboarding import FirstStep
from tenants.spaces.models import Space


def is_dressed(request: HttpRequest) -> bool:
    """Tell whether the team chose something of what its space looks like."""
    space: Space = request.space  # type: ignore[attr-defined]  # set by the middleware
    usual = {name: Space._meta.get_field(name).get_default() for name in ("accent", "font", "home_blocks")}
    chosen = any(getattr(space, name) != value for name, value in usual.items())
    return chosen or bool(space.logo or space.banner or space.tagline)


DRESS = FirstStep(
    slug="brand",
    order=10,
    title=_("Donner un visage à l’espace"),
    why=_("Un logo, votre couleur, une phrase : les habitants savent tout de suite chez qui ils sont."),
    action=_("Choisir"),
    url_name="brand:identity",
    done=is_dressed,
    shown=for_roles(Role.ADMINISTRATOR),
)
