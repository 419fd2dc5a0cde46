"""Read threads: one page of them, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from consultations.capabilities.comments.models import Alignment, Comment
from consultations.process.actions import prepared
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution, Status
from platform_core.access import may
from platform_core.access.actors import Actor

PER_PAGE = 10  # threads
ALIGNMENTS = {"pour": Alignment.FOR, "neutre": Alignment.NEUTRAL, "contre": Alignment.AGAINST}
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


def threads(
    target: Contribution,
    actor: Actor,
    *,
    order: str = "recent",
    alignment: str = "",
    page: str = "1",
    size: int = PER_PAGE,
) -> Threads:
    """Return a page of threads of a contribution. `alignment` keeps those that are "pour", "neutre" or "contre".

    Four queries, whatever the number of comments: how many, the threads of the page, all answers to them, one's supports.
    """
    order = order if order in ORDERS else "recent"
    alignment = alignment if alignment in ALIGNMENTS else ""
    counts = _counts(target)
    roots = _shown(Comment.objects.filter(target=target, depth=0))
    if alignment:
        roots = roots.filter(alignment=ALIGNMENTS[alignment])
    paginator = Paginator(_with_people(roots).order_by(*ORDERS[order]), size)
    # Known already: the paginator need not ask again.
    paginator.count = sum(counts[f"roots_{word}"] for word in ([alignment] if alignment else ALIGNMENTS))
    chosen = paginator.get_page(page)
    balance = {word: counts[word] for word in ALIGNMENTS}
    return Threads(chosen, _nodes(list(chosen.object_list), target, actor), order, alignment, balance)


def _counts(target: Contribution) -> dict[str, int]:
    """Return, for each alignment, how many comments are shown and how many threads there are."""
    shown, numbers = Q(contribution__status=Status.PUBLISHED), {}
    for word, value in ALIGNMENTS.items():
        numbers[word] = Count("pk", filter=shown & Q(alignment=value))
        numbers[f"roots_{word}"] = Count("pk", filter=_kept() & Q(alignment=value, depth=0))
    return Comment.objects.filter(target=target).aggregate(**numbers)


def _kept() -> Q:
    """Match comments that are shown, and those no longer shown that someone answered (their place is kept)."""
    answered = Comment.objects.filter(parent=OuterRef("pk"), contribution__status=Status.PUBLISHED)
    return Q(contribution__status=Status.PUBLISHED) | Q(Exists(answered))


def _shown(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    return comments.filter(_kept())


def _nodes(roots: list[Comment], target: Contribution, actor: Actor) -> list[Node]:
    nodes = {root.pk: _node(root, target) for root in roots}
    replies = _with_people(_shown(Comment.objects.filter(root__in=list(nodes))))
    for reply in replies.order_by("depth", "contribution__published_at", "pk"):  # parents before their answers
        nodes[reply.pk] = _node(reply, target)
        if parent := nodes.get(cast("int", reply.parent_id)):
            parent.replies.append(nodes[reply.pk])
    prepared([node.contribution for node in nodes.values()], actor)
    return [nodes[root.pk] for root in roots]


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
