"""What the console's page of the log says above it."""

from __future__ import annotations

from dataclasses import dataclass

from tenants.journals.health import line_of
from tenants.journals.queries import Summary, summary


@dataclass(frozen=True)
class Seen:
    """Where the logs stand, and what is wrong in words."""

    summary: Summary
    lines: list[str]


def read_panel() -> Seen:
    """Return it: three queries."""
    found = summary()
    return Seen(found, [line_of(one) for one in found.faulty])
