"""Comments through the API: threads of a contribution, comment, answer, change, take back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from consultations.capabilities.comments.models import KIND, Alignment, Comment
from consultations.capabilities.comments.operations import MAX_LENGTH, add_comment, edit_comment, withdraw_comment
from consultations.capabilities.comments.queries import ALIGNMENTS, Node, threads
from consultations.process.api.parts import Part, register_part
from consultations.process.models import Contribution, Status
from platform_core.access import public, require
from platform_core.access.actors import Actor
from platform_core.accounts.models import Structure
from platform_core.api.documented import documented
from platform_core.api.paging import PageQuery, envelope, example_page, page_of, window
from platform_core.api.reading import checked
from platform_core.api.resources import Resource
from platform_core.concurrency import fingerprint

VERSIONED = ("body", "status", "edited_at")
TAG = _("Commentaires")
WORDS = {"for": Alignment.FOR, "neutral": Alignment.NEUTRAL, "against": Alignment.AGAINST}
NAMES = {value.value: word for word, value in WORDS.items()}
CHOICES = [(word, value.label) for word, value in WORDS.items()]
EXAMPLE = {
    "id": 901,
    "parent": None,
    "status": "published",
    "author": "Camille",
    "is_structure": False,
    "alignment": "for",
    "body": _("Et près de l’école ?"),
    "published_at": "2026-06-03T08:00:00+02:00",
    "edited_at": None,
    "supports_count": 2,
}
ORDERS = {"recent": "recent", "oldest": "ancien", "supports": "soutenus"}  # here, and in the addresses of pages


class CommentSerializer(serializers.Serializer[Any]):
    """A comment, with the answers to it. Hidden or withdrawn, only its place is kept."""

    id = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # every serializer has a "parent" of its own
    status = serializers.ChoiceField(choices=Status.choices)
    author = serializers.CharField(allow_null=True)
    is_structure = serializers.BooleanField()
    alignment = serializers.ChoiceField(choices=CHOICES, allow_null=True)
    body = serializers.CharField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    edited_at = serializers.DateTimeField(allow_null=True)
    supports_count = serializers.IntegerField(allow_null=True)


class ThreadSerializer(CommentSerializer):
    """A comment and the answers to it, in the order of the thread."""

    replies = CommentSerializer(many=True)


class CommentInputSerializer(serializers.Serializer[Any]):
    """A new comment."""

    body = serializers.CharField(max_length=MAX_LENGTH)
    alignment = serializers.ChoiceField(choices=CHOICES, default="neutral")
    parent = serializers.IntegerField(required=False, allow_null=True, help_text=_("Le commentaire auquel on répond."))  # type: ignore[assignment]  # every serializer has a "parent" of its own
    structure = serializers.IntegerField(required=False, allow_null=True, help_text=_("Une de vos structures."))


class CommentChangeSerializer(serializers.Serializer[Any]):
    """Another text."""

    body = serializers.CharField(max_length=MAX_LENGTH)


class ThreadQuery(PageQuery):
    """Filters of the threads."""

    alignment = serializers.ChoiceField(choices=CHOICES, required=False)
    order = serializers.ChoiceField(choices=sorted(ORDERS), default="recent")


@public
class Comments(Resource):
    """The comments of a contribution."""

    @documented(
        "comments_list",
        tag=TAG,
        summary=_("Lire les commentaires d’une contribution"),
        description=_("Par fils : chaque ligne est un commentaire avec les réponses qu’il a reçues."),
        query=ThreadQuery,
        answer={200: page_of(ThreadSerializer)},
        examples={"answer": example_page({**EXAMPLE, "replies": []})},
    )
    def get(self, request: Request, pk: int) -> Response:
        """List the threads."""
        asked, place = checked(ThreadQuery, request.query_params), window(request)
        target = _visible(request.user, pk)
        order = asked["order"] if asked["order"] != "supports" or target.step.supports_shown else "recent"
        found = threads(
            target,
            request.user,
            order=ORDERS[order],
            alignment=_french(asked.get("alignment")),
            page=str(place.page),
            size=place.size,
        )
        nodes = found.nodes if place.page <= found.page.paginator.num_pages else []
        return Response(envelope(request, place, found.page.paginator.count, [_thread(node) for node in nodes]))

    @documented(
        "comments_add",
        tag=TAG,
        summary=_("Commenter, ou répondre à un commentaire"),
        body=CommentInputSerializer,
        answer={201: CommentSerializer},
        examples={"body": {"body": _("Et près de l’école ?"), "alignment": "for"}, "answer": EXAMPLE},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Comment."""
        target = _visible(request.user, pk)
        require("comments.add", request.user, target)
        values = checked(CommentInputSerializer, request.data)
        comment = add_comment(
            by=request.user,
            target=target,
            body=values["body"],
            alignment=WORDS[values["alignment"]],
            parent=_parent(target, values.get("parent")),
            structure=_structure(request.user, values.get("structure")),
        )
        return Response(_line(Node(comment, comment.contribution)), status=status.HTTP_201_CREATED)


@public
class OneComment(Resource):
    """One's own comment."""

    @documented(
        "comments_change",
        tag=TAG,
        summary=_("Modifier son commentaire"),
        body=CommentChangeSerializer,
        answer={200: CommentSerializer},
        examples={"body": {"body": _("Et près de l’école ?")}, "answer": EXAMPLE},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change its text."""
        comment = _comment(request.user, pk)
        require("comments.edit", request.user, comment.contribution)
        values = checked(CommentChangeSerializer, request.data)
        with transaction.atomic():
            Contribution.objects.select_for_update().get(pk=comment.pk)
            comment.contribution.refresh_from_db(fields=VERSIONED)
            self.require_match(fingerprint([comment.contribution], VERSIONED))
            edit_comment(by=request.user, comment=comment, **values)
        self.version = fingerprint([comment.contribution], VERSIONED)
        return Response(_line(Node(comment, comment.contribution)))

    @documented(
        "comments_withdraw",
        tag=TAG,
        summary=_("Retirer son commentaire"),
        description=_("Son texte n’est plus affiché, les réponses restent."),
        answer={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Take it back."""
        withdraw_comment(by=request.user, comment=_comment(request.user, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _visible(actor: Actor, pk: int) -> Contribution:
    """Return what is commented: a comment is answered with `parent`, not commented."""
    visible = Contribution.objects.visible_to(actor).exclude(kind=KIND)
    return get_object_or_404(visible.select_related("step__consultation", "theme"), pk=pk)


def _comment(actor: Actor, pk: int) -> Comment:
    """Return a comment whose text the actor may see; raises `Http404`."""
    seen = Contribution.objects.visible_to(actor)
    related = ("contribution__step__consultation", "contribution__author", "contribution__structure")
    return get_object_or_404(Comment.objects.select_related(*related), pk=pk, contribution__in=seen)


def _parent(target: Contribution, pk: int | None) -> Comment | None:
    if pk is None:
        return None
    found = Comment.objects.select_related("contribution", "parent").filter(pk=pk, target=target).first()
    if found is None:
        raise serializers.ValidationError({"parent": [_("Ce commentaire n’existe pas.")]}, "does_not_exist")
    return found


def _structure(actor: Actor, pk: int | None) -> Structure | None:
    if pk is None:
        return None
    found = Structure.objects.filter(pk=pk, members=actor.pk).first()
    if found is None:
        raise serializers.ValidationError({"structure": [_("Cette structure n’est pas une des vôtres.")]}, "not_yours")
    return found


def _french(word: str | None) -> str:
    """Return the word of the pages' addresses for an alignment."""
    return next((name for name, value in ALIGNMENTS.items() if word and value == WORDS[word]), "")


def _thread(node: Node) -> dict[str, Any]:
    return {**_line(node), "replies": [_line(one) for one in _below(node)]}


def _below(node: Node) -> list[Node]:
    """Return all answers under a comment, each after what it answers."""
    return [found for reply in node.replies for found in (reply, *_below(reply))]


def _line(node: Node) -> dict[str, Any]:
    said, comment, shown = node.contribution, node.comment, node.is_shown
    values = {
        "id": comment.pk,
        "parent": comment.parent_id,
        "status": said.status,
        "author": said.signature if shown else None,
        "is_structure": shown and said.structure_id is not None,
        "alignment": NAMES[comment.alignment] if shown else None,
        "body": said.body if shown else None,
        "published_at": said.published_at,
        "edited_at": said.edited_at if shown else None,
        "supports_count": said.supports_count if shown and said.step.supports_shown else None,
    }
    return dict(CommentSerializer(values).data)


def declare() -> None:
    """Add to contributions whether one may comment them."""
    register_part(Part("comments", abilities=("comments.add",)))
