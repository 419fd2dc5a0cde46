"""Comments exported by Decidim: alignment and depth are kept, authors are not accounts here."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.capabilities.comments.models import KIND, MAX_DEPTH, Alignment, Comment
from consultations.process.importing import (
    Importer,
    Row,
    RowRefused,
    imported,
    moment_of,
    number_of,
    source_of,
    take_in,
)
from consultations.process.models import Contribution, Step
from platform_core.access.actors import Actor
from platform_core.richtext.texts import clean_line


def take_comment(row: Row, step: Step, by: Actor) -> bool:
    """Take in one comment under what it comments, which must have been taken in before."""
    address, about = row["root_commentable_url"], row["commentable_type"].rsplit("::", maxsplit=1)[-1].lower()
    source = source_of(address, "comment", row["id"])
    alignment = number_of(row["alignment"])
    if alignment not in Alignment.values:
        raise RowRefused(_("La position « %(value)s » n’existe pas.") % {"value": row["alignment"][:20]})
    if not row["body"].strip():
        raise RowRefused(_("Ce commentaire est vide."))
    answered = imported(source_of(address, about, row["commentable_id"]), step)
    parent = Comment.objects.select_related("target", "parent").filter(pk=answered.pk).first()
    target = parent.target if parent else answered
    made, new = take_in(
        source=source,
        step=target.step,
        kind=KIND,
        by=by,
        body=row["body"],
        author_label=clean_line(row.get("author/name", ""))[:80],
        published_at=moment_of(row["created_at"]),
        theme=target.theme,
    )
    if new:
        if parent and parent.depth == MAX_DEPTH:
            parent = parent.parent
        place(made, target, parent, alignment)
    return new


def place(made: Contribution, target: Contribution, parent: Comment | None, alignment: int) -> None:
    """Put a comment taken in where it belongs, and count it."""
    Comment.objects.create(
        contribution=made,
        target=target,
        parent=parent,
        root_id=(parent.root_id or parent.pk) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        alignment=alignment,
    )
    Contribution.objects.filter(pk=target.pk).update(comments_count=F("comments_count") + 1)


IMPORTER = Importer(
    slug="decidim-comments",
    label=gettext_lazy("Commentaires exportés de Decidim (CSV)"),
    columns=(
        "id",
        "body",
        "created_at",
        "alignment",
        "depth",
        "commentable_id",
        "commentable_type",
        "root_commentable_url",
    ),
    accepts=lambda step: step.comments_enabled,
    write=take_comment,
    level=lambda row: min(number_of(row["depth"]), 20),
    levels=21,
)
