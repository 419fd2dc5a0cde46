"""The dataset of proposals, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from consultations.capabilities.outcomes.models import Fate
from consultations.modalities.proposals.queries import rows
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution, Step
from platform_core.scope import absolute_url
from platform_core.tabular import Column


def columns(step: Step) -> Sequence[Column]:
    """Return the columns; the number of supports is left out while it is hidden."""
    found = [
        Column("id", _("Numéro"), _("Numéro de la proposition dans l’espace"), "integer"),
        Column("title", _("Titre"), _("Titre de la proposition"), "text"),
        Column("body", _("Texte"), _("Texte, en Markdown"), "text"),
        Column("category", _("Thème"), _("Thème de la concertation"), "text"),
        Column("state", _("Suite donnée"), _("État donné par la réponse officielle, vide sans réponse"), "text"),
        Column("author", _("Auteur"), _("Nom public de l’auteur, ou structure au nom de laquelle il écrit"), "text"),
        Column("is_structure", _("Structure"), _("Vrai quand l’auteur écrit au nom d’une structure"), "boolean"),
        Column("commune", _("Commune"), _("Nom de la commune"), "text"),
        Column("insee", _("Code INSEE"), _("Code INSEE de la commune"), "text"),
        Column("latitude", _("Latitude"), _("Degrés, WGS 84"), "decimal"),
        Column("longitude", _("Longitude"), _("Degrés, WGS 84"), "decimal"),
        Column("comments", _("Commentaires"), _("Nombre de commentaires affichés"), "integer"),
        Column("supports", _("Soutiens"), _("Nombre de soutiens"), "integer"),
        Column("published_at", _("Publiée le"), _("Date et heure de publication"), "datetime"),
        Column("edited_at", _("Modifiée le"), _("Date et heure de la dernière modification"), "datetime"),
        Column("url", _("Adresse"), _("Adresse de la page"), "text"),
    ]
    return [column for column in found if column.name != "supports" or step.supports_shown]


def lines(step: Step) -> Iterator[Sequence[Any]]:
    """Yield one line a public proposal, in the order of the columns."""
    names = [column.name for column in columns(step)]
    for proposal in rows(step):
        values = _values(proposal)
        yield [values[name] for name in names]


def _values(proposal: Contribution) -> dict[str, Any]:
    fate = getattr(proposal, "fate", None)
    return {
        "id": proposal.pk,
        "title": proposal.title,
        "body": proposal.body,
        "category": proposal.theme.title if proposal.theme else "",
        "state": Fate(fate).label if fate else "",
        "author": proposal.signature,
        "is_structure": proposal.structure_id is not None,
        "commune": proposal.place,
        "insee": proposal.insee,
        "latitude": proposal.latitude,
        "longitude": proposal.longitude,
        "comments": proposal.comments_count,
        "supports": proposal.supports_count,
        "published_at": proposal.published_at,
        "edited_at": proposal.edited_at,
        "url": absolute_url(contribution_url(proposal)),
    }
