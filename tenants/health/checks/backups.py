"""Backups: what the slice that makes them says of them to the console."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.console.registry import watched
from tenants.health.registry import Reading, Status

SLUG = "backup"


def read_backups() -> Reading:
    """Tell whether every space has a recent backup; to watch when nobody makes any."""
    for service in watched():
        found = service()
        if found.slug == SLUG:
            advice = _("Lancez « manage.py checkbackups » : il dit quels espaces manquent et pourquoi.")
            return Reading(
                status=Status.FINE if found.works else Status.DOWN,
                says=found.says,
                advice="" if found.works else advice,
                url=reverse("backup:list", urlconf=settings.PUBLIC_SCHEMA_URLCONF),
            )
    return Reading(
        status=Status.WATCH,
        says=_("La plateforme ne sait rien de ses sauvegardes."),
        advice=_("Mettez en place la sauvegarde chaque nuit, puis essayez une restauration."),
    )
