"""Background work: build, take up what stopped, let what was abandoned expire."""

from __future__ import annotations

from platform_core.background.tasks import task
from tenants.opening.founder import PLATFORM
from tenants.opening.models import SpaceRequest
from tenants.opening.operations import build_requested, expire_requests, resume_stalled, warn_flood


@task("opening.build", scope="platform")
def build(*, request_id: int, **_future: object) -> None:
    """Build the space of an accepted request."""
    build_requested(by=PLATFORM, request=SpaceRequest.objects.get(pk=request_id))


@task("opening.resume", scope="platform")
def resume(**_future: object) -> None:
    """Take up the buildings that stopped half-way."""
    resume_stalled(by=PLATFORM)


@task("opening.expire", scope="platform")
def expire(**_future: object) -> None:
    """Close abandoned requests, and watch over how many come."""
    expire_requests(by=PLATFORM)
    warn_flood(by=PLATFORM)
