"""The blocks of a space's home page: which there are, how they are kept, the usual arrangement.

The row of the space keeps [{"block": slug, "on": true, "text": "…"}]. It is read strictly: a value that is not exactly that
gives the usual page and is logged, it never takes the home page down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from platform_core.errors import RuleBroken

log = structlog.get_logger(__name__)
TEXT = "text"
LONGEST = 4_000  # characters of the free text


@dataclass(frozen=True)
class Kind:
    """A kind of block, as the team chooses it."""

    slug: str
    label: Promise
    help: Promise
    usual: bool = False  # shown where the team arranged nothing


KINDS = (
    Kind(
        "running", gettext_lazy("En ce moment"), gettext_lazy("Les concertations où l’on peut participer."), usual=True
    ),
    Kind("upcoming", gettext_lazy("Bientôt"), gettext_lazy("Les trois prochaines."), usual=True),
    Kind("over", gettext_lazy("Terminées"), gettext_lazy("Les trois dernières."), usual=True),
    Kind("figures", gettext_lazy("Chiffres"), gettext_lazy("Combien de concertations et de contributions.")),
    Kind("latest", gettext_lazy("Dernières contributions"), gettext_lazy("Les trois plus récentes.")),
    Kind(TEXT, gettext_lazy("Texte libre"), gettext_lazy("Écrit par votre équipe, ci-dessous.")),
    Kind(
        "structures",
        gettext_lazy("Appel aux associations"),
        gettext_lazy("Invite les structures à déclarer la leur pour participer en son nom."),
    ),
)


@dataclass(frozen=True)
class Block:
    """A block of one home page."""

    slug: str
    on: bool
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what is kept in the row of the space."""
        return {"block": self.slug, "on": self.on, "text": self.text}


USUAL = tuple(Block(kind.slug, kind.usual) for kind in KINDS)


def refuse_bad_blocks(blocks: Sequence[Block]) -> None:
    """Raise `RuleBroken` for an unknown block, one given twice, a text too long, or an empty text that is shown."""
    slugs = [block.slug for block in blocks]
    if len(set(slugs)) != len(slugs) or not set(slugs) <= {kind.slug for kind in KINDS}:
        raise RuleBroken("blocks", _("Cette page d’accueil n’est pas possible. Rechargez la page."))
    text = next((block for block in blocks if block.slug == TEXT), None)
    if text and len(text.text) > LONGEST:
        raise RuleBroken("text", _("Ce texte est trop long : 4 000 caractères au plus."), "text")
    if text and text.on and not text.text.strip():
        raise RuleBroken("text", _("Écrivez le texte libre, ou ne l’affichez pas."), "text")


def read_blocks(kept: object) -> list[Block]:
    """Return the blocks of a row, all kinds of them: one that is newer than the row comes last, not shown."""
    if kept == []:
        return list(USUAL)
    try:
        blocks = [_read(one) for one in _list(kept)]
        refuse_bad_blocks(blocks)
    except (TypeError, KeyError, RuleBroken) as error:
        log.warning("home_blocks_unreadable", error=str(error))
        return list(USUAL)
    there = {block.slug for block in blocks}
    return [*blocks, *(replace(block, on=False) for block in USUAL if block.slug not in there)]


def _list(kept: object) -> list[Any]:
    if not isinstance(kept, list):
        raise TypeError("not a list")
    return kept


def _read(one: Any) -> Block:
    if not isinstance(one, dict):
        raise TypeError("not a block")
    slug, on, text = one["block"], one["on"], one.get("text", "")
    if not (isinstance(slug, str) and isinstance(on, bool) and isinstance(text, str)):
        raise TypeError("not the fields of a block")
    return Block(slug, on, text)
