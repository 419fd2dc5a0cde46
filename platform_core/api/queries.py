"""Reads of tokens."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from platform_core.access.actors import Actor
from platform_core.api.models import ApiToken

NOTED_EVERY = timedelta(hours=1)


def hashed(secret: str) -> str:
    """Return what is kept of a secret. It is random and long: a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def usable_token(secret: str) -> ApiToken | None:
    """Return the token that has this secret, with its owner, if it opens anything here and now."""
    token = ApiToken.objects.select_related("owner").filter(secret_hash=hashed(secret)).first()
    return token if token is not None and token.is_usable else None


def note_use(token: ApiToken) -> None:
    """Keep that a token was used, at most once an hour."""
    stale = timezone.now() - NOTED_EVERY
    if token.last_used_at is None or token.last_used_at < stale:
        unnoted = ApiToken.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=stale), pk=token.pk)
        unnoted.update(last_used_at=timezone.now())


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    """Return the tokens of a person, closed ones included, newest first."""
    return ApiToken.objects.filter(owner_id=actor.pk).select_related("owner")


def open_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """Return those that are neither closed nor past their end."""
    return tokens_of(actor).filter(revoked_at=None, expires_at__gt=timezone.now())
