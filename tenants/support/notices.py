"""What every page says while an operator helps: to that operator, until when; to the team, that a request waits."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest

from platform_core.web.notices import Notice


def notices(request: HttpRequest) -> Iterator[Notice]:
    """Show the banner of the operator, with the end of the access and the way out."""
    access = getattr(request, "support", None)
    if access is not None:
        yield Notice(kind="warning", template="support/banner.html", values={"access": access})
