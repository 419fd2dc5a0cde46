"""Declares the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from tenants.spaces.models import Space


class DomainsConfig(AppConfig):
    """Domain names of spaces."""

    name = "tenants.domains"
    label = "domains"

    def ready(self) -> None:
        """Declare permissions, tasks, consumers, notifications, what goes with a space, and the line of the menu."""
        from platform_core.access.roles import Role
        from platform_core.web.menus import Entry, for_roles, register
        from tenants.domains import consumers, kinds, permissions, tasks  # noqa: F401 (they declare themselves)
        from tenants.spaces.registry import on_deletion

        kinds.declare()
        on_deletion("domains", forget)
        register(
            Entry(
                menu="team",
                label=_("Adresse web"),
                url_name="domains:page",
                icon="link",
                group=_("Réglages"),
                order=72,
                shown=for_roles(Role.ADMINISTRATOR),
            )
        )


def forget(space: Space) -> None:
    """Free the names of a space that is no more: whoever proves one next has it."""
    from tenants.domains.models import OwnDomain
    from tenants.spaces.models import Domain
    from tenants.spaces.scopes import platform

    with platform():
        names = list(OwnDomain.objects.filter(space=space).values_list("name", flat=True))
        Domain.objects.filter(tenant=space, domain__in=names).delete()
        OwnDomain.objects.filter(space=space).delete()
