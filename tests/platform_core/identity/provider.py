"""A provider of the tests' own, over HTTP on a port of this machine: it follows OpenID Connect, or lies as it is told."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, SECRET = "espace-de-lille", "un secret de client bien gardé"
Claims = dict[str, Any]


class Key:
    """A pair of keys, and how it is published."""

    def __init__(self, name: str, algorithm: str = "RS256") -> None:
        self.name, self.algorithm = name, algorithm
        self.private: Any = (
            ec.generate_private_key(ec.SECP256R1())
            if algorithm == "ES256"
            else rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
        self.pem = self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def published(self) -> Claims:
        kind = jwt.algorithms.get_default_algorithms()[self.algorithm]
        shown: Claims = kind.to_jwk(self.private.public_key(), as_dict=True)
        return {**shown, "kid": self.name, "alg": self.algorithm, "use": "sig"}


class Provider:
    """What the provider knows and how it behaves. `person` is who signs in next; `lies` changes the id_token's claims."""

    def __init__(self, key: Key) -> None:
        self.port = 0
        self.key = key
        self.keys = [key]
        self.person: Claims = {"sub": "abc-123", "email": "camille@ailleurs.example", "email_verified": True}
        self.lies: Callable[[Claims], Claims] = lambda claims: claims
        self.sign: Callable[[Claims], str] = self.signed
        self.userinfo: Callable[[Claims], Claims] = lambda claims: claims
        self.userinfo_signed = False
        self.told: Claims = {}  # laid over the discovery document
        self.answers: dict[str, Callable[[Handler], None]] = {}  # in the place of those of a path
        self.codes: dict[str, Claims] = {}
        self.asked: list[str] = []
        self.redeemed: list[Claims] = []

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def signed(self, claims: Claims) -> str:
        return jwt.encode(claims, self.key.private, algorithm=self.key.algorithm, headers={"kid": self.key.name})

    def discovery(self) -> Claims:
        known = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/session/end",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": [self.key.algorithm],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }
        return {**known, **self.told}

    def authorize(self, asked: Claims, **person: Any) -> str:
        """Return where somebody who has signed in is sent back."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "person": {**self.person, **person}}
        sent = {"code": code, "state": asked.get("state", "")}
        return f"{asked['redirect_uri']}?{urlencode(sent)}"

    def redeem(self, form: Claims, client: tuple[str, str]) -> tuple[int, Claims]:
        """Change a code for tokens, checking what a provider must."""
        if client != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        digest = (
            urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        )
        if asked.get("code_challenge", digest) != digest:
            return 400, {"error": "invalid_grant"}
        self.redeemed.append(form)
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": asked["person"]["sub"], "aud": CLIENT, "iat": now, "exp": now + 60}
        token = secrets.token_urlsafe(16)
        self.codes[f"token {token}"] = asked
        id_token = self.sign(self.lies({**claims, "nonce": asked.get("nonce", "")}))
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 60, "id_token": id_token}

    def tell(self, token: str) -> tuple[str, bytes]:
        """Return what is known of the person behind an access token."""
        claims = self.userinfo(dict(self.codes[f"token {token}"]["person"]))
        if self.userinfo_signed:
            return "application/jwt", self.sign({"iss": self.issuer, "aud": CLIENT, **claims}).encode()
        return "application/json", json.dumps(claims).encode()


def one(query: str) -> Claims:
    return {name: values[0] for name, values in parse_qs(query).items()}


class Handler(BaseHTTPRequestHandler):
    """Answers for a provider, which the server holds."""

    def do_GET(self) -> None:
        parts, provider = urlsplit(self.path), self.provider
        provider.asked.append(parts.path)
        usual = {
            "/.well-known/openid-configuration": lambda: self.send(provider.discovery()),
            "/jwks": lambda: self.send({"keys": [key.published for key in provider.keys]}),
            "/authorize": lambda: self.move(provider.authorize(one(parts.query))),
            "/userinfo": lambda: self.answer(
                200, *provider.tell(self.headers["Authorization"].removeprefix("Bearer "))
            ),
            "/session/end": lambda: self.move(one(parts.query)["post_logout_redirect_uri"]),
        }
        if parts.path in provider.answers:
            provider.answers[parts.path](self)
        elif parts.path in usual:
            usual[parts.path]()
        else:
            self.answer(404, "text/plain", b"")

    def do_POST(self) -> None:
        self.provider.asked.append(self.path)
        form = one(self.rfile.read(int(self.headers["Content-Length"])).decode())
        client = (form.get("client_id", ""), form.get("client_secret", ""))
        if given := self.headers.get("Authorization"):
            name, _colon, secret = b64decode(given.removeprefix("Basic ")).decode().partition(":")
            client = (unquote(name), unquote(secret))
        if self.path in self.provider.answers:
            self.provider.answers[self.path](self)
        else:
            status, told = self.provider.redeem(form, client)
            self.send(told, status)

    @property
    def provider(self) -> Provider:
        held: Provider = self.server.provider  # type: ignore[attr-defined]  # of our own server
        return held

    def send(self, told: Claims, status: int = 200) -> None:
        self.answer(status, "application/json", json.dumps(told).encode())

    def move(self, place: str) -> None:
        self.send_response(302)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that the library gives)
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Serves one provider."""

    daemon_threads = True

    def __init__(self, provider: Provider) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.provider = provider
        provider.port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of those who hang up."""


@contextmanager
def serving(key: Key) -> Iterator[Provider]:
    """Serve a provider for the length of a `with`."""
    provider = Provider(key)
    with Server(provider) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield provider
        server.shutdown()
