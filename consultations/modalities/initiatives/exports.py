"""The dataset of initiatives, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from consultations.modalities.initiatives.queries import rows
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution, Step
from platform_core.scope import absolute_url
from platform_core.tabular import Column


def columns(step: Step) -> Sequence[Column]:
    """Return the columns; the number of supports is left out while it is hidden."""
    found = [
        Column("id", _("Numéro"), _("Numéro de l’initiative dans l’espace"), "integer"),
        Column("title", _("Titre"), _("Nom de l’initiative"), "text"),
        Column("body", _("Texte"), _("Texte, en Markdown"), "text"),
        Column("category", _("Thème"), _("Thème de la concertation"), "text"),
        Column("author", _("Auteur"), _("Nom public de l’auteur, ou structure au nom de laquelle il écrit"), "text"),
        Column("is_structure", _("Structure"), _("Vrai quand l’auteur écrit au nom d’une structure"), "boolean"),
        Column("commune", _("Commune"), _("Nom de la commune"), "text"),
        Column("insee", _("Code INSEE"), _("Code INSEE de la commune"), "text"),
        Column("latitude", _("Latitude"), _("Degrés, WGS 84"), "decimal"),
        Column("longitude", _("Longitude"), _("Degrés, WGS 84"), "decimal"),
        Column("carried_by", _("Portée par"), _("Qui porte l’initiative"), "text"),
        Column("audience", _("Public"), _("À qui elle s’adresse"), "text"),
        Column("since", _("Depuis"), _("Depuis quand elle existe"), "text"),
        Column("website", _("Site"), _("Site internet"), "text"),
        Column("contact_name", _("Contact"), _("Personne à contacter"), "text", personal=True),
        Column("contact_email", _("E-mail"), _("Adresse e-mail de contact"), "text", personal=True),
        Column("contact_phone", _("Téléphone"), _("Téléphone de contact"), "text", personal=True),
        Column("transposable", _("Transposable"), _("Ce qui peut être repris ailleurs"), "text"),
        Column("comments", _("Commentaires"), _("Nombre de commentaires affichés"), "integer"),
        Column("supports", _("Soutiens"), _("Nombre de soutiens"), "integer"),
        Column("published_at", _("Publiée le"), _("Date et heure de publication"), "datetime"),
        Column("edited_at", _("Modifiée le"), _("Date et heure de la dernière modification"), "datetime"),
        Column("url", _("Adresse"), _("Adresse de la page"), "text"),
    ]
    return [column for column in found if column.name != "supports" or step.supports_shown]


def lines(step: Step) -> Iterator[Sequence[Any]]:
    """Yield one line a public initiative, in the order of the columns."""
    names = [column.name for column in columns(step)]
    for initiative in rows(step):
        values = _values(initiative)
        yield [values[name] for name in names]


def _values(initiative: Contribution) -> dict[str, Any]:
    return {
        "id": initiative.pk,
        "title": initiative.title,
        "body": initiative.body,
        "category": initiative.theme.title if initiative.theme else "",
        "author": initiative.signature,
        "is_structure": initiative.structure_id is not None,
        "commune": initiative.place,
        "insee": initiative.insee,
        "latitude": initiative.latitude,
        "longitude": initiative.longitude,
        "carried_by": initiative.initiative.carried_by,
        "audience": initiative.initiative.audience,
        "since": initiative.initiative.since,
        "website": initiative.initiative.website,
        "contact_name": initiative.initiative.contact_name,
        "contact_email": initiative.initiative.contact_email,
        "contact_phone": initiative.initiative.contact_phone,
        "transposable": initiative.initiative.transposable,
        "comments": initiative.comments_count,
        "supports": initiative.supports_count,
        "published_at": initiative.published_at,
        "edited_at": initiative.edited_at,
        "url": absolute_url(contribution_url(initiative)),
    }
