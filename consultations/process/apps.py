"""Declares the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest


LISTED = 50  # consultations proposed as destinations of links


class ProcessConfig(AppConfig):
    """Consultations, themes, steps, contributions."""

    name = "consultations.process"
    label = "process"

    def ready(self) -> None:
        """Declare the permissions, the pages a space starts with, the lines of menus."""
        from billing_free.metering.registry import register_meter
        from billing_free.quotas.registry import register_counter
        from billing_free.quotas.table import CONSULTATIONS
        from consultations.process import availability, opening, permissions, personal  # noqa: F401 (permissions declares them)
        from consultations.process.meters import METERS, open_consultations
        from platform_core.files.removal import remove_files
        from platform_core.pages import blanks
        from tenants.brand.links import register_destinations
        from tenants.features.registry import register_source
        from tenants.spaces.registry import on_deletion, on_opening

        for meter in METERS:
            register_meter(meter)
        register_counter(CONSULTATIONS, open_consultations)
        register_source(availability.SOURCE)
        register_destinations(destinations)
        on_opening("pages", opening.start_pages)
        on_deletion("files", lambda space: remove_files(space.schema_name))
        blanks.register(opening.described_blanks, opening.guides)
        blanks.register_suggestions(opening.suggested_values)
        personal.declare()
        register_menus()
        register_first_step()


def register_menus() -> None:
    """Declare the lines of menus."""
    from platform_core.access.roles import Role
    from platform_core.web.menus import Entry, for_roles, register

    register(
        Entry(menu="space", label=_("Accueil"), url_name="process:home", order=10),
        Entry(menu="space", label=_("Concertations"), url_name="process:list", order=20),
        Entry(menu="account", label=_("Mes contributions"), url_name="process:mine", icon="comment", order=15),
        Entry(
            menu="account",
            label=_("Espace de l’équipe"),
            url_name="process:team_home",
            icon="grid",
            order=90,
            shown=in_team,
        ),
        Entry(
            menu="team",
            label=_("Page d’accueil"),
            url_name="process:team_home_page",
            icon="home",
            group=_("Réglages"),
            order=82,
            shown=for_roles(Role.ADMINISTRATOR),
        ),
        Entry(menu="team", label=_("Tableau de bord"), url_name="process:team_home", icon="home", order=10),
        Entry(menu="team", label=_("Concertations"), url_name="process:team_list", icon="megaphone", order=20),
    )


def register_first_step() -> None:
    """Ask a new team for a first consultation."""
    from consultations.process.queries.team import is_started
    from platform_core.access.roles import Role
    from platform_core.web.menus import for_roles
    from platform_core.web.onboarding import FirstStep, register_onboarding_step

    register_onboarding_step(
        FirstStep(
            slug="consultation",
            order=40,
            title=_("Publier une première concertation"),
            why=_("C’est pour elle que l’on vient. Partez d’un modèle : cinq pages à remplir, et vous relisez avant."),
            action=_("Préparer une concertation"),
            url_name="process:team_start",
            done=lambda _request: is_started(),
            shown=for_roles(Role.ADMINISTRATOR),
        )
    )


def destinations() -> tuple[str, list[tuple[str, str]]]:
    """Return the consultations that visitors may read, the latest first, as destinations of links."""
    from django.contrib.auth.models import AnonymousUser
    from django.urls import reverse

    from consultations.process.models import Consultation

    latest = Consultation.objects.visible_to(AnonymousUser()).order_by("-published_at")[:LISTED]
    found = [
        (reverse("process:consultation", args=[slug]), title) for slug, title in latest.values_list("slug", "title")
    ]
    return str(_("Concertations")), found


def in_team(request: HttpRequest) -> bool:
    """Tell whether the person belongs to the team."""
    return request.user.is_authenticated and request.user.in_team
