"""Describes an operation in the schema: every one has a name for programs, and words for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.serializers import BaseSerializer

Serializer = type[BaseSerializer[Any]]
NOTHING = _("C’est fait ; il n’y a rien à lire.")
Method = TypeVar("Method", bound=Callable[..., Any])


def documented(
    name: str,
    *,
    tag: Any,
    summary: Any,
    description: Any = "",
    query: Serializer | None = None,
    body: Serializer | None = None,
    answer: Mapping[int, Serializer | None],
    examples: Mapping[str, Any] | None = None,
) -> Callable[[Method], Method]:
    """Describe a method of a view: what it reads in the address (`query`) and in the `body`, what it answers (by status).

    `examples` may hold a "body" and an "answer", as JSON values; words may be lazy translations.
    """
    known = examples or {}
    shown = [OpenApiExample(name, value=known["answer"], response_only=True)] if "answer" in known else []
    shown += [OpenApiExample(name, value=known["body"], request_only=True)] if "body" in known else []
    describe: Callable[..., Callable[[Method], Method]] = extend_schema
    return describe(
        operation_id=name,
        tags=[tag],
        summary=summary,
        description=description or summary,
        parameters=[query] if query else [],
        request=body,
        responses={code: shape or OpenApiResponse(description=NOTHING) for code, shape in answer.items()},
        examples=shown,
    )
