"""What there is to tell of each event: read anew when it is told, so that nothing is said of what was hidden meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from consultations.capabilities.follows.models import Reminder
from consultations.capabilities.follows.queries import COMMENT, followers, followers_and_supporters, moderators
from consultations.process.content.loader import help_texts
from consultations.process.modality import contribution_url
from consultations.process.models import Consultation, Contribution, Extension, State
from consultations.process.participation import who_took_part
from platform_core.richtext import plain

QUOTED = 240  # characters of what is quoted

Readers = Callable[[int, int], list[int]]


def _nobody(_after: int, _limit: int) -> list[int]:
    """Return no follower."""
    return []


def _everybody(people: set[int]) -> set[int]:
    """Keep them all."""
    return people


@dataclass(frozen=True)
class News:
    """One thing to tell. `direct`: kind → accounts it concerns by name. `kind`: for those who follow, found by
    `readers(after, limit)` and kept by `wanted`. `actor_id` did it, and is not told.
    """

    event: str
    path: str
    facts: dict[str, Any]
    actor_id: int | None = None
    about: Sequence[str] = ()
    direct: Mapping[str, set[int]] = field(default_factory=dict)
    kind: str = ""
    readers: Readers = _nobody
    wanted: Callable[[set[int]], set[int]] = _everybody


def written(subject: str, key: int) -> News | None:
    """Return what there is to tell, `None` when there is nothing (any more). Raises `KeyError` for an unknown subject."""
    return SUBJECTS[subject](key)


def about(contribution: Contribution) -> str:
    """Return how a contribution is named in `Notification.about`."""
    return f"contribution:{contribution.pk}"


def _contribution(key: int) -> News | None:
    """A contribution was published: those who follow its consultation. Imports are not told one by one."""
    added = _contributions().filter(pk=key, source="").exclude(kind=COMMENT).first()
    if added is None or not added.is_public:
        return None
    return News(
        event=f"contribution:{key}",
        path=contribution_url(added),
        facts={"title": title_of(added), "consultation": added.consultation.title},
        actor_id=added.author_id,
        about=[about(added)],
        kind="follows.contribution",
        readers=lambda after, limit: followers(added.consultation, after=after, limit=limit),
    )


def _comment(key: int) -> News | None:
    """A comment: whoever is answered, the author of what is commented, those who follow it."""
    found = Contribution.objects.select_related("comment__target", "comment__parent__contribution")
    added = found.filter(pk=key, kind=COMMENT).first()
    if added is None or not added.is_public or not added.comment.target.is_public:
        return None
    target, parent = added.comment.target, added.comment.parent
    answered = {parent.contribution.author_id} if parent and parent.contribution.author_id else set()
    author = {target.author_id} - answered if target.author_id else set()
    return News(
        event=f"comment:{key}",
        path=contribution_url(added),
        facts={"title": title_of(target), "detail": plain(added.body, QUOTED)},
        actor_id=added.author_id,
        about=[about(added), about(target)],
        direct={"follows.reply": answered, "follows.comment_on_mine": author},
        kind="follows.comment",
        readers=lambda after, limit: followers(target, after=after, limit=limit),
    )


def _answer(key: int) -> News | None:
    """An official answer: the author, those who support or follow."""
    answered = _contributions().filter(answers=key).first()
    if answered is None or not answered.is_public:
        return None
    answer = answered.answers.get(pk=key)
    return News(
        event=f"answer:{key}",
        path=contribution_url(answered),
        facts={
            "title": title_of(answered),
            "fate": str(answer.get_fate_display()),
            "detail": plain(answer.body, QUOTED),
        },
        actor_id=answer.by_id,
        about=[about(answered)],
        direct={"follows.answer_to_mine": {answered.author_id} if answered.author_id else set()},
        kind="follows.answer",
        readers=lambda after, limit: followers_and_supporters(answered, after=after, limit=limit),
    )


def _decision(key: int) -> News | None:
    """A moderator hid or restored a contribution: its author alone, with the reason and the message."""
    decided = _contributions().filter(decisions=key).first()
    if decided is None or decided.author_id is None:
        return None
    decision = decided.decisions.get(pk=key)
    kind = {"hide": "follows.hidden", "restore": "follows.restored"}.get(decision.verdict)
    if kind is None:
        return None
    reasons = {one.key: one.title for one in help_texts("moderation_reasons")}
    return News(
        event=f"decision:{key}",
        path=contribution_url(decided),
        facts={
            "title": title_of(decided),
            "is_comment": decided.kind == COMMENT,
            "reason": reasons.get(decision.reason, ""),
            "detail": decision.message,
        },
        actor_id=decision.by_id,
        direct={kind: {decided.author_id}},
    )


def _report(key: int) -> News | None:
    """A report: moderators, once for all the reports that wait for the same decision."""
    reported = _contributions().filter(reports=key).first()
    if reported is None or not reported.is_public:
        return None
    last = reported.decisions.order_by("-pk").first()
    return News(
        event=f"reported:{reported.pk}:{last.pk if last else 0}",
        path=reverse("moderation:queue"),
        facts={"title": title_of(reported)},
        actor_id=reported.reports.get(pk=key).reporter_id,
        about=[about(reported)],
        direct={"follows.reported": moderators()},
    )


def _extension(key: int) -> News | None:
    """A step goes on longer than announced: those who follow the consultation."""
    extension = Extension.objects.select_related("step__consultation").filter(pk=key).first()
    if extension is None:
        return None
    consultation = extension.step.consultation
    return News(
        event=f"extension:{key}",
        path=_page(consultation),
        facts={
            "title": extension.step.title,
            "consultation": consultation.title,
            "until": extension.new_end.isoformat(),
            "detail": extension.reason,
        },
        actor_id=extension.by_id,
        kind="follows.extended",
        readers=lambda after, limit: followers(consultation, after=after, limit=limit),
    )


def _next_edition(key: int) -> News | None:
    """A consultation opens to the public: those who followed its earlier edition."""
    published = Consultation.objects.select_related("previous_edition").filter(pk=key).first()
    if published is None or published.is_draft or published.previous_edition is None:
        return None
    earlier = published.previous_edition
    return News(
        event=f"published:{key}",
        path=_page(published),
        facts={"consultation": published.title, "earlier": earlier.title, "detail": published.subject},
        kind="follows.published",
        readers=lambda after, limit: followers(earlier, after=after, limit=limit),
    )


def _closure(key: int) -> News | None:
    """A consultation is closed: those who follow it."""
    closed = Consultation.objects.filter(pk=key, state=State.CLOSED).first()
    if closed is None:
        return None
    return News(
        event=f"closed:{key}",
        path=_page(closed),
        facts={"consultation": closed.title, "detail": closed.closing_reason},
        kind="follows.closed",
        readers=lambda after, limit: followers(closed, after=after, limit=limit),
    )


def _ending(key: int) -> News | None:
    """A step is about to end: those who follow the consultation and have not taken part."""
    reminder = Reminder.objects.select_related("step__consultation").filter(pk=key).first()
    if reminder is None or not reminder.step.is_open or reminder.step.closes_at != reminder.closes_at:
        return None  # over, or moved meanwhile: the new end will be recalled in its time
    step = reminder.step
    return News(
        event=f"ending:{step.pk}:{step.closes_at:%Y-%m-%dT%H:%M}",
        path=_page(step.consultation),
        facts={
            "title": step.title,
            "consultation": step.consultation.title,
            "until": step.closes_at.isoformat(),
        },
        kind="follows.ending",
        readers=lambda after, limit: followers(step.consultation, after=after, limit=limit),
        wanted=lambda people: people - who_took_part(step, people),
    )


SUBJECTS: dict[str, Callable[[int], News | None]] = {
    "contribution": _contribution,
    "comment": _comment,
    "answer": _answer,
    "decision": _decision,
    "report": _report,
    "extension": _extension,
    "next_edition": _next_edition,
    "closure": _closure,
    "ending": _ending,
}


def _contributions() -> Any:
    return Contribution.objects.select_related("step__consultation", "consultation", "author")


def _page(consultation: Consultation) -> str:
    return reverse("process:consultation", args=[consultation.slug])


def title_of(contribution: Contribution) -> str:
    """Return the words by which a contribution is known: its title; for a comment, that of what it comments."""
    if contribution.kind == COMMENT:
        return title_of(contribution.comment.target)
    return contribution.title or plain(contribution.body, 80)
