"""What every view of the API extends: one body read once, versions, answers that no shared cache keeps.

A view is a class with `@public` or `@signed_in` before it, and a method for each HTTP method it takes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, ClassVar, NoReturn

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from platform_core.api import idempotency
from platform_core.api.failures import ChangedMeanwhile
from platform_core.api.models import KeptAnswer
from platform_core.api.reading import read_body
from platform_core.api.scopes import Scope

TAGGED = frozenset({200, 201})  # answers that show something


class Resource(APIView):
    """A view of the API; declare to whom it is open (`@public`, `@signed_in`) and which scope writing asks for."""

    write_scope: ClassVar[Scope] = Scope.CONTRIBUTIONS
    version = ""  # of what is shown, when it can be changed: set by the view that read it
    once: KeptAnswer | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Read the body, let in or refuse, then look whether the same was asked before."""
        body = read_body(request)
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            self.once = idempotency.begin(request, body)
            if self.once is not None:
                self.__dict__["post"] = self._kept(self.once)  # what the framework calls next

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep the answer when it may be asked again; say that it is for this caller alone."""
        if self.once is not None and self.once.status is None and isinstance(response, Response):
            idempotency.keep(self.once, response)  # a refusal
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(answer, ["Authorization", "Cookie"])
        return answer

    def raise_uncaught_exception(self, exc: Exception) -> NoReturn:
        """Forget what was begun when a defect stops it."""
        if self.once is not None:
            idempotency.forget(self.once)
        super().raise_uncaught_exception(exc)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer; with its `ETag`, and 304 when the caller has it already."""
        answer = super().dispatch(request, *args, **kwargs)
        if not isinstance(answer, Response) or answer.status_code not in TAGGED:
            return answer
        return tagged(request, answer.render(), self.version)

    def _kept(self, row: KeptAnswer) -> Callable[..., Response]:
        """Return `post` made one with the keeping of its answer: a server that dies in between has done neither."""
        post = getattr(self, "post")  # noqa: B009 (declared by those views that have it)

        def done(*args: Any, **kwargs: Any) -> Response:
            with transaction.atomic():
                response: Response = post(*args, **kwargs)
                idempotency.keep(row, response)
            return response

        return done

    def require_match(self, version: str) -> None:
        """Raise `ChangedMeanwhile` when `If-Match` names another version than the current one."""
        asked = tags(self.request.headers.get("If-Match", "*"))
        if not {"*", version} & {tag.partition(".")[0] for tag in asked}:
            raise ChangedMeanwhile


def tagged(request: HttpRequest, answer: Response, version: str) -> HttpResponse:
    """Give an answer its `ETag`: the version of what can be changed, then a hash of all that is shown.

    Two parts, because a count that moves makes another answer, and yet not another version to write over.
    """
    digest = hashlib.sha256(answer.content).hexdigest()[:20]
    tag = f"{version}.{digest}" if version else digest
    is_read = request.method in {"GET", "HEAD"}
    if is_read or version:
        answer.headers["ETag"] = f'"{tag}"'
    if is_read and {"*", tag} & tags(request.headers.get("If-None-Match", "")):
        kept = {name: answer.headers[name] for name in ("ETag", "Cache-Control", "Vary")}
        return HttpResponseNotModified(headers=kept)
    return answer


def tags(header: str) -> set[str]:
    """Return the tags of a header, without quotes; one that a proxy has weakened while compressing is the same one."""
    return {tag.removeprefix("W/").strip('"') for tag in parse_etags(header)}
