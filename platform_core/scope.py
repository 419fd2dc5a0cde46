"""Where the code is running: in one space, on the platform, or nowhere.

Everything that must not leak from a space to another asks here: the cache key, the signing key, the folder of files, the
time zone. *Nowhere* is an error, never the platform: a thread, a task or a command has to say where it works.
"""

from __future__ import annotations

import hashlib
import hmac
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.conf import settings
from django.core import signing
from django.db import connection
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

PLATFORM = "platform"


class NoScope(RuntimeError):
    """Raised when something that belongs to a space or to the platform is touched from nowhere."""


class Scope(Protocol):
    """What this layer may know of a space (or of the platform): `tenants` provides it."""

    schema_name: str
    name: str
    host: str
    signing_key: str
    time_zone: str
    language: str
    contact_email: str
    is_frozen: bool  # read-only: nothing is written there but by who leaves, and no task runs that does not say so

    @property
    def languages(self) -> Collection[str]:
        """Return the languages offered besides French."""


class Opener(Protocol):
    """How a schema name becomes an open scope."""

    def __call__(self, schema_name: str, *, when_frozen: bool) -> AbstractContextManager[Scope]:
        """Enter it for the length of a `with`; raises `NoScope` when it may not be used."""


_openers: dict[str, Opener] = {}


def register_opener(opener: Opener) -> None:
    """Let `tenants` say how a schema name becomes an open scope (it raises `NoScope` when the space may not be used)."""
    _openers["space"] = opener


def open_scope(schema_name: str, *, when_frozen: bool = False) -> AbstractContextManager[Scope]:
    """Enter a space, or the platform, for the length of a `with`; raises `NoScope` for a space that is not in service.

    `when_frozen`: a space that is read-only is entered too, for work that goes on there (exports, sign-in codes).
    """
    return _openers["space"](schema_name, when_frozen=when_frozen)


def current() -> Scope:
    """Return the space or platform in which this thread runs; raises `NoScope` when there is none."""
    tenant = getattr(connection, "tenant", None)
    if tenant is None:
        msg = "no space and no platform here: open a scope first"
        raise NoScope(msg)
    return cast("Scope", tenant)


def schema_name() -> str:
    """Return the name of the schema in which this thread runs."""
    return current().schema_name


def is_somewhere() -> bool:
    """Tell whether this thread runs in a space or on the platform (an error page may be shown from nowhere)."""
    return getattr(connection, "tenant", None) is not None


def in_space() -> bool:
    """Tell whether this thread runs in a space (and not on the platform)."""
    return schema_name() != PLATFORM


@contextmanager
def local_time(scope: Scope) -> Iterator[None]:
    """Show dates in the time zone of that space."""
    with timezone.override(scope.time_zone):
        yield


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """Build a cache key that starts with the schema's name (Django's KEY_FUNCTION)."""
    return f"{schema_name()}:{key_prefix}:{version}:{key}"


def derive_key(purpose: str) -> str:
    """Return a secret for one purpose in this scope: what it signs is worth nothing elsewhere or for anything else."""
    return derive_keys(purpose)[0]


def derive_keys(purpose: str) -> list[str]:
    """Return that secret, then those of the server's former keys (SECRET_KEY_FALLBACKS): good to verify, not to sign."""
    # Not the schema's name: a space that is restored changes schema, and what it signed must stay good.
    signing_key = current().signing_key
    return [
        hmac.new(f"{key}:{signing_key}".encode(), purpose.encode(), hashlib.sha256).hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def sign(value: Any, *, purpose: str) -> str:
    """Return a signed, dated, URL-safe text of a JSON value, valid in this scope and for this purpose only."""
    return signing.dumps(value, key=derive_key(purpose), salt=purpose)


def unsign(token: str, *, purpose: str, max_age: int | None = None) -> Any:
    """Return the value signed by `sign`; raises `django.core.signing.BadSignature` when it is not ours or too old (s)."""
    key, *former = derive_keys(purpose)
    return signing.loads(token, key=key, salt=purpose, max_age=max_age, fallback_keys=[*former])


def absolute_url(path: str) -> str:
    """Return the whole address of a path of this scope, for mails and exports. The host never comes from a request."""
    return f"{settings.SCHEME}://{current().host}{path}"
