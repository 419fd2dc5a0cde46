"""Rules that need no database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from platform_core.errors import RuleBroken
from platform_core.web.fonts import FONTS

LOOK = frozenset({"name", "tagline", "accent", "font"})


class Place(StrEnum):
    """Where a picture of the space's own is shown."""

    LOGO = "logo"
    BANNER = "banner"


# Width and height, in pixels, under which a picture is blurred where it is shown.
SMALLEST = {Place.LOGO: (96, 48), Place.BANNER: (1000, 250)}

# French zones, all of them (https://www.iana.org/time-zones, territories of France), in the words of people who live there.
FRENCH_ZONES = {
    "Europe/Paris": gettext_lazy("France métropolitaine"),
    "America/Guadeloupe": gettext_lazy("Guadeloupe, Saint-Barthélemy, Saint-Martin"),
    "America/Martinique": gettext_lazy("Martinique"),
    "America/Cayenne": gettext_lazy("Guyane"),
    "America/Miquelon": gettext_lazy("Saint-Pierre-et-Miquelon"),
    "Indian/Reunion": gettext_lazy("La Réunion"),
    "Indian/Mayotte": gettext_lazy("Mayotte"),
    "Pacific/Noumea": gettext_lazy("Nouvelle-Calédonie"),
    "Pacific/Wallis": gettext_lazy("Wallis-et-Futuna"),
    "Pacific/Tahiti": gettext_lazy("Polynésie française : Tahiti"),
    "Pacific/Marquesas": gettext_lazy("Polynésie française : Marquises"),
    "Pacific/Gambier": gettext_lazy("Polynésie française : Gambier"),
}


def refuse_bad_look(look: Mapping[str, str]) -> None:
    """Raise `RuleBroken` for a field that is not of the look, a missing name, what is no colour, an unknown font."""
    if unknown := set(look) - LOOK:
        raise ValueError(f"not of the look of a space: {sorted(unknown)}")
    if "name" in look and not look["name"].strip():
        raise RuleBroken("name", _("Donnez un nom à l’espace."), "name")
    if "accent" in look and not re.fullmatch(r"#[0-9a-fA-F]{6}", look["accent"]):
        raise RuleBroken("accent", _("Écrivez la couleur sous la forme #1f4e79."), "accent")
    if "font" in look and look["font"] not in {font.slug for font in FONTS}:
        raise RuleBroken("font", _("Choisissez une police de la liste."), "font")


@cache
def european_zones() -> list[str]:
    """Return the zones of the other European countries, by name."""
    return sorted(name for name in available_timezones() if name.startswith("Europe/") and name not in FRENCH_ZONES)


def zones() -> list[tuple[Promise, list[tuple[str, Promise | str]]]]:
    """Return the zones proposed, by group, as a list of choices wants them."""
    french: list[tuple[str, Promise | str]] = list(FRENCH_ZONES.items())
    others: list[tuple[str, Promise | str]] = [
        (name, name.removeprefix("Europe/").replace("_", " ")) for name in european_zones()
    ]
    return [(gettext_lazy("France"), french), (gettext_lazy("Europe"), others)]


def refuse_unknown_zone(name: str) -> None:
    """Raise `RuleBroken` for a zone that is not proposed."""
    if name not in FRENCH_ZONES and name not in european_zones():
        raise RuleBroken("time_zone", _("Choisissez un fuseau horaire de la liste."), "time_zone")
    ZoneInfo(name)
