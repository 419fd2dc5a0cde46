"""The fonts among which a space chooses: open, served from here, drawn so that letters are not confused.

Adding one: its file and licence in `static/web/fonts/`, a `static/web/css/font-<slug>.css`, a line here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Font:
    """A font: `slug` is what a space keeps; `stylesheet` is empty for the one that every page has already."""

    slug: str
    name: str
    description: Promise
    stylesheet: str = ""


USUAL = "atkinson"
FONTS = (
    Font(USUAL, "Atkinson Hyperlegible", _("dessinée par le Braille Institute pour les personnes malvoyantes")),
    Font("lexend", "Lexend", _("large et espacée, pour une lecture plus facile"), "web/css/font-lexend.css"),
    Font("inter", "Inter", _("sobre, dessinée pour les écrans"), "web/css/font-inter.css"),
)


def stylesheet_of(slug: str | None) -> str:
    """Return the static path of a font's stylesheet; empty for the usual one and for an unknown one."""
    return next((font.stylesheet for font in FONTS if font.slug == slug), "")
