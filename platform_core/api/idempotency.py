"""`Idempotency-Key`: a request sent twice is done once, and answered twice the same.

The key belongs to its sender (account and token) in this space. The row is written before the work begins, so that of two
requests at once only one works; the other is told 409. Its answer is kept in the transaction of the work itself: both are
there or neither. What fails on our side is forgotten: trying again tries again.
"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from platform_core.api.failures import Answered, Conflict
from platform_core.api.models import ApiToken, KeptAnswer
from platform_core.errors import RuleBroken

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEPT = timedelta(hours=24)
ABANDONED = timedelta(minutes=2)  # longer than any request lives: whoever began is dead
LONGEST = 200  # characters of a key
SERVER_ERROR = 500


def begin(request: Request, body: bytes) -> KeptAnswer | None:
    """Return the row in which the answer will be kept, `None` when no key was given (or nobody signed in).

    Raises `Answered` when the answer is known, `Conflict` while it is being worked out, `RuleBroken` when the key was used
    for something else.
    """
    key = request.headers.get(HEADER)
    if key is None or not request.user.is_authenticated:
        return None
    if not 1 <= len(key) <= LONGEST:
        raise RuleBroken("idempotency_key", _("Cette clé d’idempotence est vide ou trop longue (200 signes au plus)."))
    KeptAnswer.objects.filter(started_at__lt=timezone.now() - KEPT).delete()
    asked = _hash(f"{request.method} {request.get_full_path()}".encode(), body)
    row, is_new = KeptAnswer.objects.get_or_create(
        owner_id=request.user.pk,
        token=request.auth if isinstance(request.auth, ApiToken) else None,
        key_hash=_hash(key.encode("utf-8", "surrogateescape")),
        defaults={"request_hash": asked, "started_at": timezone.now()},
    )
    if is_new:
        return row
    if row.request_hash != asked:
        raise RuleBroken("idempotency_reused", _("Cette clé d’idempotence a déjà servi pour une autre demande."))
    if row.status is None:
        return _taken_over(row)
    raise Answered(_replayed(row))


def keep(row: KeptAnswer, response: Response) -> None:
    """Keep an answer for the next time the same is asked; one of ours that failed is forgotten."""
    if response.status_code >= SERVER_ERROR:
        forget(row)
        return
    row.status = response.status_code
    row.location = response.headers.get("Location", "")
    row.body = json.dumps(response.data, cls=JSONEncoder)
    row.save(update_fields=["status", "location", "body"])


def forget(row: KeptAnswer) -> None:
    """Forget a request that was not answered."""
    KeptAnswer.objects.filter(pk=row.pk).delete()


def _taken_over(row: KeptAnswer) -> KeptAnswer:
    now = timezone.now()
    abandoned = KeptAnswer.objects.filter(
        pk=row.pk, status=None, started_at=row.started_at, started_at__lt=now - ABANDONED
    )
    if not abandoned.update(started_at=now):
        raise Conflict
    return row


def _replayed(row: KeptAnswer) -> Response:
    known = {"Location": row.location} if row.location else {}
    data: Any = json.loads(row.body) if row.body else None
    return Response(data, status=row.status, headers={REPLAYED: "true", **known})


def _hash(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()
