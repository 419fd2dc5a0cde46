"""The form of the home page: the order of the blocks, which are shown, the free text."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.process.blocks import KINDS, LONGEST, TEXT, Block
from platform_core.richtext.fields import MarkdownField


class HomeForm(forms.Form):
    """`order` is each slug in its place, `on` those that are shown."""

    marks = "none"

    order = forms.MultipleChoiceField(choices=[(kind.slug, kind.label) for kind in KINDS])
    on = forms.MultipleChoiceField(choices=[(kind.slug, kind.label) for kind in KINDS], required=False)
    text = MarkdownField(label=_("Texte libre"), required=False, max_length=LONGEST, rows=6)

    def blocks(self) -> list[Block]:
        """Return the blocks as they were arranged."""
        data = self.cleaned_data
        return [Block(slug, slug in data["on"], data["text"] if slug == TEXT else "") for slug in data["order"]]

    def moved(self, move: str) -> list[Block]:
        """Return the blocks with one moved a place: "slug:up" or "slug:down" (without script, nothing is saved yet)."""
        blocks = self.blocks()
        slug, _sep, way = move.partition(":")
        place = next((n for n, block in enumerate(blocks) if block.slug == slug), None)
        other = None if place is None else place + (-1 if way == "up" else 1)
        if place is not None and other is not None and 0 <= other < len(blocks):
            blocks[place], blocks[other] = blocks[other], blocks[place]
        return blocks
