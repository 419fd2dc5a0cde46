"""How much waits for an operator: counted once for a page, whose menu and content both say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from tenants.console.queries.failures import failed_in_spaces, failed_on_platform
from tenants.console.queries.requests import request_counts

KEPT = "_console_waiting"


@dataclass(frozen=True)
class Waiting:
    """Requests by tab of their list, and failed work, on the platform and in the spaces."""

    requests: dict[str, int]
    failed_jobs: int

    @property
    def held(self) -> int:
        """Return how many requests wait for a decision."""
        return self.requests[""]

    @property
    def failed_builds(self) -> int:
        """Return how many spaces could not be built."""
        return self.requests["echouees"]


def waiting(request: HttpRequest) -> Waiting:
    """Return what waits: three queries, once a page."""
    found: Waiting | None = getattr(request, KEPT, None)
    if found is None:
        found = Waiting(request_counts(), failed_in_spaces() + failed_on_platform())
        setattr(request, KEPT, found)
    return found
