"""What the measures share: a machine's description, a clock, content in bulk."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import django
from django.utils import timezone


def start() -> None:
    """Load Django and say on what the figures are taken."""
    django.setup()
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
    from consultations.capabilities.comments.models import Comment  # noqa: PLC0415 (the apps must be loaded)
    from consultations.capabilities.supports.models import Support  # noqa: PLC0415
    from consultations.process.models import Contribution  # noqa: PLC0415
    from platform_core.accounts.models import User  # noqa: PLC0415
    from tests import making  # noqa: PLC0415

    consultation = making.make_consultation()
    step = making.make_step(consultation, "proposals", title="Propositions")
    theme, now = consultation.themes.get(), timezone.now()
    people = User.objects.bulk_create(
        [
            User(email=f"p{n}@example.org", public_name=f"Personne {n}", password="!")
            for n in range(max(200, supports // 20))
        ]
    )

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
    hot = made[0]
    Comment.objects.bulk_create(
        [Comment(contribution=one, target=hot if n % 2 else made[n % proposals]) for n, one in enumerate(talk)],
        batch_size=2000,
    )
    Support.objects.bulk_create(
        [
            Support(contribution=made[n % proposals], person=people[(n // proposals) % len(people)])
            for n in range(supports)
        ],
        batch_size=5000,
    )
    Contribution.objects.filter(kind="proposal").update(supports_count=supports // max(proposals, 1))
    return hot.pk
