"""Reads the platform's legal pages: Markdown with blanks, filled with what this installation says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from platform_core.pages.blanks import blanks_in, filled, shown

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class LegalText:
    """A page as it is read: `blanks` names what this installation has not said."""

    title: str
    body: str
    blanks: tuple[str, ...]


@cache
def _read(slug: str) -> tuple[str, str]:
    """Return the title (the first line) and the body of a page."""
    first, _newline, body = (FOLDER / f"{slug}.md").read_text(encoding="utf-8").partition("\n")
    return first.removeprefix("# ").strip(), body.strip()


def legal_text(slug: str, facts: Mapping[str, str] | None = None) -> LegalText:
    """Return a page filled with the installation's facts (`LEGAL_FACTS`); what is missing is said where it is missing."""
    title, body = _read(slug)
    known = {**settings.LEGAL_FACTS, "adresse_plateforme": settings.APEX_HOST} if facts is None else facts
    text = filled(body, known)
    return LegalText(title, shown(text, "", _("à compléter par l’opérateur")), tuple(blanks_in(text)))
