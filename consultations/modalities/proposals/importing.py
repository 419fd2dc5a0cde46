"""Proposals and debates exported by Decidim."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.modalities.proposals.queries import KIND
from consultations.process.importing import (
    Importer,
    Row,
    RowRefused,
    moment_of,
    number_of,
    source_of,
    take_in,
    translated,
)
from consultations.process.models import Step, Theme
from consultations.process.slugs import free_slug
from platform_core.access.actors import Actor
from platform_core.richtext.conversion import html_to_markdown


def take_proposal(row: Row, step: Step, by: Actor) -> bool:
    """Take in one proposal: title, text, category (a theme), votes, date."""
    source, at = source_of(row["url"], "proposal", row["id"]), moment_of(row["created_at"])
    title = translated(row, "title")
    if not title:
        raise RowRefused(_("Cette proposition n’a pas de titre."))
    votes = number_of(row["votes"])
    _made, new = take_in(
        source=source,
        step=step,
        kind=KIND,
        by=by,
        title=title,
        body=translated(row, "body"),
        theme=theme_named(translated(row, "category/name"), step),
        published_at=at,
        supports_count=votes,
        supports_imported=votes,
    )
    return new


def take_debate(row: Row, step: Step, by: Actor) -> bool:
    """Take in one debate as a proposal to discuss: title and description, which Decidim exports as HTML."""
    source, at = source_of(row["url"], "debate", row["id"]), moment_of(row["created_at"])
    title = translated(row, "title")
    if not title:
        raise RowRefused(_("Ce débat n’a pas de titre."))
    description = html_to_markdown(translated(row, "description"))
    _made, new = take_in(source=source, step=step, kind=KIND, by=by, title=title, body=description, published_at=at)
    return new


def theme_named(title: str, step: Step) -> Theme | None:
    """Return the theme of the consultation that has this title, made when there is none; `None` without a title."""
    if not title:
        return None
    themes = step.consultation.themes
    same = slugify(title[:120])  # accents, capitals and kinds of apostrophe are not a difference
    found = next((theme for theme in themes.all() if slugify(theme.title) == same), None)
    return found or themes.create(
        title=title[:120], slug=free_slug(title, themes.all(), "theme"), order=themes.count()
    )


def _is_ours(step: Step) -> bool:
    return step.modality == "proposals"


IMPORTERS = (
    Importer(
        slug="decidim-proposals",
        label=gettext_lazy("Propositions exportées de Decidim (CSV)"),
        columns=("id", "url", "created_at", "votes"),
        accepts=_is_ours,
        write=take_proposal,
    ),
    Importer(
        slug="decidim-debates",
        label=gettext_lazy("Débats exportés de Decidim (CSV)"),
        columns=("id", "url", "created_at", "component/id"),
        accepts=_is_ours,
        write=take_debate,
    ),
)
