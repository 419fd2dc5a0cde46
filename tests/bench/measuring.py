"""What the measures share: a machine's description, a clock, content in bulk."""

from __future__ import annotations

import logging
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import django
from django.utils import timezone

if TYPE_CHECKING:
    from consultations.process.models import Contribution
    from platform_core.accounts.models import User


def start() -> None:
    """Load Django and say on what the figures are taken."""
    django.setup()
    logging.disable(logging.INFO)  # the line of each request would bury the figures
    say(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")


def say(text: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def timed(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes."""
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


def spread(seconds: Sequence[float]) -> str:
    """Return the smallest, median and largest of some durations, in milliseconds."""
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"{low * 1000:.0f} / {middle * 1000:.0f} / {high * 1000:.0f} ms"


def peak() -> int:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fill(proposals: int, supports: int, comments: int) -> int:
    """Fill the current space with a proposals step in bulk; returns the number of the most discussed proposal."""
    from consultations.capabilities.supports.models import Support
    from consultations.process.models import Contribution
    from platform_core.accounts.models import User

    count = max(200, supports // 20)
    people = User.objects.bulk_create(
        [User(email=f"p{n}@example.org", public_name=f"Personne {n}", password="!") for n in range(count)]
    )
    made, talk = _contributions(proposals, comments, people)
    _discuss(made, talk)
    Support.objects.bulk_create(
        [Support(contribution=made[n % proposals], person=people[(n // proposals) % count]) for n in range(supports)],
        batch_size=5000,
    )
    Contribution.objects.filter(kind="proposal").update(supports_count=supports // max(proposals, 1))
    return made[0].pk


def _contributions(proposals: int, comments: int, people: list[User]) -> tuple[list[Contribution], list[Contribution]]:
    from consultations.process.models import Contribution
    from tests import making

    consultation = making.make_consultation()
    step = making.make_step(consultation, "proposals", title="Propositions")
    theme, now = consultation.themes.get(), timezone.now()

    def row(kind: str, n: int, body: str) -> Contribution:
        return Contribution(
            kind=kind,
            step=step,
            consultation=consultation,
            theme=theme,
            author=people[n % len(people)],
            title=f"Planter des arbres rue {n}" if kind == "proposal" else "",
            body=body,
            insee="80021",
            place="Amiens",
            published_at=now - timedelta(minutes=n),
        )

    text = "Il manque de l’ombre devant l’école, surtout l’été. " * 8
    made = Contribution.objects.bulk_create([row("proposal", n, text) for n in range(proposals)], batch_size=2000)
    talk = Contribution.objects.bulk_create([row("comment", n, text[:200]) for n in range(comments)], batch_size=2000)
    return made, talk


def _discuss(made: list[Contribution], talk: list[Contribution]) -> None:
    """Attach one comment in two to the first proposal, the others to all."""
    from consultations.capabilities.comments.models import Comment

    Comment.objects.bulk_create(
        [Comment(contribution=one, target=made[0] if n % 2 else made[n % len(made)]) for n, one in enumerate(talk)],
        batch_size=2000,
    )
