"""One bounded HTTP request to a machine named by somebody else."""

from __future__ import annotations

import json
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken
from platform_core.outside.guard import refuse_private, safe_addresses

PATIENCE = 8.0  # seconds: for one exchange with the other machine
LONGEST = 512 * 1024  # bytes read of an answer
HTTPS, HTTP = 443, 80
CHUNK = 16 * 1024


@dataclass(frozen=True)
class Fetched:
    """An answer: its status, the type it says it has, its bytes."""

    status: int
    content_type: str
    body: bytes

    def json(self) -> dict[str, Any]:
        """Return the JSON object that it holds; raises `RuleBroken`."""
        try:
            value = json.loads(self.body)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise RuleBroken("not_json", _("Le serveur n’a pas répondu comme attendu."))
        return value


def fetch(
    url: str,
    *,
    form: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    addresses: list[str] | None = None,
    patience: float = PATIENCE,
) -> Fetched:
    """Ask for an address (or post a form to it). No redirect is followed; `addresses` are those already looked up.

    Raises `RuleBroken` with a sentence for an address that may not be called, and when there is no usable answer.
    """
    parts = checked(url)
    host = str(parts.hostname)
    port = parts.port or (HTTPS if parts.scheme == "https" else HTTP)
    if addresses is None:
        addresses = safe_addresses(host, port)
    else:
        refuse_private(addresses, host)
    try:
        return _exchange(parts, addresses[0], port, form, headers or {}, patience)
    except ssl.SSLCertVerificationError as error:
        sentence = _("La connexion sécurisée à « %(host)s » n’est pas valable : %(why)s.")
        raise RuleBroken("certificate", sentence % {"host": host, "why": error.verify_message}) from error
    except (OSError, HTTPException, UnicodeError, ValueError) as error:
        raise RuleBroken("no_answer", _("« %(host)s » ne répond pas.") % {"host": host}) from error


def checked(url: str) -> SplitResult:
    """Return the parts of an address that may be called: HTTPS, its usual port, no name nor password inside."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RuleBroken("address", _("Cette adresse n’est pas lisible.")) from error
    free = settings.PRIVATE_ADDRESSES_ALLOWED
    good = parts.scheme == "https" or (free and parts.scheme == "http")
    if not (good and parts.hostname and (free or port in {None, HTTPS})) or "@" in parts.netloc:
        raise RuleBroken(
            "https", _("L’adresse doit commencer par https:// et n’avoir ni port particulier ni identifiant.")
        )
    return parts


def _exchange(
    parts: SplitResult, address: str, port: int, form: dict[str, str] | None, headers: dict[str, str], patience: float
) -> Fetched:
    end = monotonic() + patience
    link = _connected(parts, address, port, patience)
    # Each read has its own patience: whoever answers one byte at a time is hung up on, wherever that happens.
    bell = Timer(max(0.0, end - monotonic()), partial(_hang_up, link.sock))
    bell.start()
    try:
        if isinstance(link.sock, ssl.SSLSocket):
            link.sock.do_handshake()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        body = None if form is None else urlencode(form).encode()
        kind = {} if form is None else {"Content-Type": "application/x-www-form-urlencoded"}
        link.request("GET" if form is None else "POST", path, body, {"Accept": "*/*", **kind, **headers})
        answer = link.getresponse()
        received = bytearray()
        while len(received) <= LONGEST and (chunk := answer.read1(CHUNK)):
            received += chunk
        if monotonic() > end:
            raise TimeoutError
        return Fetched(answer.status, answer.headers.get_content_type(), bytes(received[:LONGEST]))
    finally:
        bell.cancel()
        link.close()


def _hang_up(link: socket.socket) -> None:
    with suppress(OSError):  # it was closed in the meantime
        socket.socket.shutdown(link, socket.SHUT_RDWR)  # not TLS's own, which is not for two threads


def _connected(parts: SplitResult, address: str, port: int, patience: float) -> HTTPConnection:
    """Connect to the address that was checked; the name is for the certificate and for the Host header."""
    host = str(parts.hostname)
    reached = socket.create_connection((address, port), timeout=patience)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        secure = HTTPSConnection(host, port, timeout=patience, context=context)
        secure.sock = context.wrap_socket(reached, server_hostname=host, do_handshake_on_connect=False)
        return secure
    plain = HTTPConnection(host, port, timeout=patience)
    plain.sock = reached
    return plain
