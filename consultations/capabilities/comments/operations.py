"""Comment, change a comment, take it back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from consultations.capabilities.comments.models import KIND, MAX_DEPTH, Alignment, Comment
from consultations.process.contributing import add_contribution, change_contribution
from consultations.process.contributing import withdraw as withdraw_contribution
from consultations.process.models import Contribution
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.models import Structure
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from platform_core.richtext.texts import clean_text

MAX_LENGTH = 3_000  # characters


@transaction.atomic
def add_comment(
    *,
    by: Actor,
    target: Contribution,
    body: str,
    alignment: int = Alignment.NEUTRAL,
    parent: Comment | None = None,
    structure: Structure | None = None,
) -> Comment:
    """Comment a contribution, or answer a comment on it.

    Raises `NotAllowed`; `RuleBroken` for an empty or too long text, an unknown alignment, or an answer to a comment that is
    not under this contribution or no longer shown.
    """
    require("comments.add", by, target)
    body = _checked(body)
    if alignment not in Alignment.values:
        raise RuleBroken("alignment", _("Choisissez « pour », « neutre » ou « contre »."), "alignment")
    if parent is not None and (parent.target_id != target.pk or not parent.contribution.is_public):
        raise RuleBroken("parent", _("Le commentaire auquel vous répondez n’est plus affiché."), "body")
    if parent is not None and parent.depth == MAX_DEPTH:
        parent = parent.parent  # beside it rather than under it: a thread stays readable on a phone
    contribution = add_contribution(
        kind=KIND, step=target.step, by=by, structure=structure, theme=target.theme, body=body
    )
    comment = Comment.objects.create(
        contribution=contribution,
        target=target,
        parent=parent,
        root_id=(parent.root_id or parent.pk) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        alignment=alignment,
    )
    Contribution.objects.filter(pk=target.pk).update(comments_count=F("comments_count") + 1)
    emit("comment.added", comment_id=comment.pk, target_id=target.pk, parent_id=parent.pk if parent else None)
    return comment


@transaction.atomic
def edit_comment(*, by: Actor, comment: Comment, body: str) -> Comment:
    """Change the text of one's comment; what it said before stays in its public history."""
    require("comments.edit", by, comment.contribution)
    change_contribution(comment.contribution, by=by, body=_checked(body))
    return comment


@transaction.atomic
def withdraw_comment(*, by: Actor, comment: Comment) -> Comment:
    """Take one's comment back: its text is no longer shown, the answers to it stay."""
    require("comments.withdraw", by, comment.contribution)
    withdraw_contribution(comment.contribution, by=by)
    return comment


def _checked(body: str) -> str:
    body = clean_text(body)
    if not body:
        raise RuleBroken("empty", _("Écrivez votre commentaire avant de l’envoyer."), "body")
    if len(body) > MAX_LENGTH:
        too_long = len(body) - MAX_LENGTH
        message = _("Ce commentaire est trop long de %(n)s caractères (3 000 au plus).") % {"n": too_long}
        raise RuleBroken("too_long", message, "body")
    return body
