"""The dataset of comments, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consultations.capabilities.comments.models import Alignment, Comment
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution, Status, Step
from platform_core.scope import absolute_url
from platform_core.tabular import Column

CHUNK = 500  # comments in memory at a time


def columns(step: Step) -> Sequence[Column]:
    """Return the columns."""
    return [
        Column("id", _("Numéro"), _("Numéro du commentaire dans l’espace"), "integer"),
        Column("target", _("Sur"), _("Numéro de la contribution commentée"), "integer"),
        Column("target_title", _("Titre commenté"), _("Titre de la contribution commentée"), "text"),
        Column("parent", _("Répond à"), _("Numéro du commentaire auquel celui-ci répond, vide sinon"), "integer"),
        Column("depth", _("Niveau"), _("0 pour un commentaire, 1 pour une réponse, et ainsi de suite"), "integer"),
        Column("alignment", _("Position"), _("Pour, neutre ou contre"), "text"),
        Column("body", _("Texte"), _("Texte du commentaire"), "text"),
        Column("author", _("Auteur"), _("Nom public de l’auteur, ou structure au nom de laquelle il écrit"), "text"),
        Column("is_structure", _("Structure"), _("Vrai quand l’auteur écrit au nom d’une structure"), "boolean"),
        Column("supports", _("Soutiens"), _("Nombre de soutiens du commentaire"), "integer"),
        Column("published_at", _("Publié le"), _("Date et heure de publication"), "datetime"),
        Column("url", _("Adresse"), _("Adresse à laquelle il se lit"), "text"),
    ]


def shown_in(step: Step) -> QuerySet[Comment]:
    """Return the comments of a step that are shown, on what is shown."""
    public = Contribution.objects.public().filter(step=step)
    return Comment.objects.filter(contribution__in=public, target__status=Status.PUBLISHED).order_by("pk")


def lines(step: Step) -> Iterator[Sequence[Any]]:
    """Yield one line a comment, in the order of the columns; in constant memory."""
    related = shown_in(step).select_related("contribution__author", "contribution__structure", "target__step")
    for comment in related.iterator(chunk_size=CHUNK):
        said, target = comment.contribution, comment.target
        yield [
            said.pk,
            target.pk,
            target.title,
            comment.parent_id,
            comment.depth,
            Alignment(comment.alignment).label,
            said.body,
            said.signature,
            said.structure_id is not None,
            said.supports_count,
            said.published_at,
            absolute_url(f"{contribution_url(target)}#commentaire-{said.pk}"),
        ]
