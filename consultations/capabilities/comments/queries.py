"""Read threads: one page of them, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from consultations.capabilities.comments.models import Alignment, Comment
from consultations.process.actions import prepared
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution, Status
from platform_core.access import may
from platform_core.access.actors import Actor

PER_PAGE = 20  # threads
ORDERS = {
    "recent": ("-contribution__published_at", "-pk"),
    "ancien": ("contribution__published_at", "pk"),
    "soutenus": ("-contribution__supports_count", "-contribution__published_at", "-pk"),
}


@dataclass
class Node:
    """A comment with the answers to it, ready to be shown."""

    comment: Comment
    contribution: Contribution
    replies: list[Node] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Tell whether its text may be shown; else only its place in the thread is kept."""
        return self.contribution.status == Status.PUBLISHED

    @property
    def alignment(self) -> Alignment:
        """Return where it stands."""
        return Alignment(self.comment.alignment)


@dataclass(frozen=True)
class Threads:
    """One page of threads of a contribution, and how its comments divide."""

    page: Page[Comment]
    nodes: list[Node]
    order: str
    alignment: str
    balance: dict[str, int]


def threads(target: Contribution, actor: Actor, *, order: str = "recent", alignment: str = "", page: str = "1") -> Threads:
    """Return a page of threads of a contribution. `alignment` keeps those that are "pour", "neutre" or "contre"."""
    order = order if order in ORDERS else "recent"
    roots = _shown(Comment.objects.filter(target=target, depth=0))
    if alignment in ALIGNMENTS:
        roots = roots.filter(alignment=ALIGNMENTS[alignment])
    paginator = Paginator(roots.order_by(*ORDERS[order]), PER_PAGE)
    chosen = paginator.get_page(page)
    firsts = list(chosen.object_list.values_list("pk", flat=True))
    return Threads(chosen, _nodes(firsts, target, actor), order, alignment, balance(target))


ALIGNMENTS = {"pour": Alignment.FOR, "neutre": Alignment.NEUTRAL, "contre": Alignment.AGAINST}


def balance(target: Contribution) -> dict[str, int]:
    """Return how many shown comments are for, neutral and against."""
    shown = Comment.objects.filter(target=target, contribution__status=Status.PUBLISHED)
    numbers = dict(shown.order_by().values_list("alignment").annotate(n=Count("pk")))
    return {word: numbers.get(alignment, 0) for word, alignment in ALIGNMENTS.items()}


def _shown(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Keep comments that are shown, and those no longer shown that someone answered (their place is kept)."""
    answered = Comment.objects.filter(parent=OuterRef("pk"), contribution__status=Status.PUBLISHED)
    return comments.filter(Q(contribution__status=Status.PUBLISHED) | Exists(answered))


def _nodes(firsts: list[int], target: Contribution, actor: Actor) -> list[Node]:
    nodes = {comment.pk: _node(comment, target) for comment in _with_people(Comment.objects.filter(pk__in=firsts))}
    parents = set(nodes)
    while parents:  # one query a depth, and depth is bounded
        replies = _with_people(_shown(Comment.objects.filter(parent__in=parents)))
        parents = set()
        for reply in replies.order_by("contribution__published_at", "pk"):
            nodes[reply.pk] = _node(reply, target)
            nodes[cast("int", reply.parent_id)].replies.append(nodes[reply.pk])
            parents.add(reply.pk)
    prepared([node.contribution for node in nodes.values()], actor)
    return [nodes[pk] for pk in firsts]


def _node(comment: Comment, target: Contribution) -> Node:
    comment.contribution.step = target.step  # known: asking again would be a query a comment
    return Node(comment, comment.contribution)


def _with_people(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Read author and structure in the same query."""
    return comments.select_related("contribution__author", "contribution__structure")


def comment_address(contribution: Contribution) -> str:
    """Return where a comment is read: under what it comments."""
    comment = Comment.objects.select_related("target__step__consultation").get(pk=contribution.pk)
    return f"{contribution_url(comment.target)}#commentaire-{contribution.pk}"


def thread_context(request: HttpRequest, target: Contribution) -> dict[str, Any]:
    """Return what the templates of a thread read."""
    shown = threads(
        target,
        request.user,
        order=request.GET.get("tri", "recent"),
        alignment=request.GET.get("avis", ""),
        page=request.GET.get("commentaires", "1"),
    )
    denial = may("comments.add", request.user, target)
    return {"target": target, "threads": shown, "comment_denial": denial, "total": sum(shown.balance.values())}
