"""The part of an address made from a title."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.text import slugify

LONGEST = 60  # characters: leaves room for a number within the 80 of the columns


def free_slug(title: str, among: QuerySet, fallback: str) -> str:
    """Return a slug of a title that no row of `among` has: "arbres", "arbres-2"… `fallback` when no letter is left."""
    stem = slugify(title)[:LONGEST].rstrip("-") or fallback
    taken = set(among.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
