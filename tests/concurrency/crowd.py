"""People who press the button together: plain HTTP clients that start on one signal, each with a connection of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from platform_core.accounts.models import User
from platform_core.api.operations import create_token
from tests.e2e.site import Site

Servers = tuple[Site, Site]
PATIENCE = 60  # seconds: a slow machine is not a fault
CSRF_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Given = TypeVar("Given")
Got = TypeVar("Got")


@dataclass(frozen=True)
class Answer:
    """What a server said: its status, its body."""

    status: int
    body: bytes
    location: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def json(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)


def spread(servers: Servers, number: int, host: str, **known: str) -> list[Client]:
    """Return as many clients of one person (or of nobody), every second one of which asks the second server."""
    return [Client(servers[turn % len(servers)], host, **known) for turn in range(number)]


def together(work: Callable[[Given], Got], given: Sequence[Given]) -> list[Got]:
    """Do the same work on each of these, in as many threads, none of which begins before all are there."""
    ready = Barrier(len(given))

    def one(item: Given) -> Got:
        ready.wait(PATIENCE)
        return work(item)

    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(one, given))


class Client:
    """A program (with a token) or a browser (with a session) on one host of a running site."""

    def __init__(self, site: Site, host: str, *, token: str = "", session: str = "") -> None:
        self.site = site
        self.headers = {"Host": host}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        if session:
            self.headers["Cookie"] = f"{cookie(settings.SESSION_COOKIE_NAME)}={session}"

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Send one request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body or None, {**self.headers, **named})
            answer = connection.getresponse()
            said = tuple(answer.getheaders())
            return Answer(answer.status, answer.read(), answer.headers.get("Location", ""), said)
        finally:
            connection.close()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Call the API with a JSON body."""
        sent = b"" if body is None else json.dumps(body).encode()
        return self.send(method, f"/api/v1/{path}", sent, content_type="application/json", **headers)

    def fill(self, page: str) -> Client:
        """Open a page as a browser does: its CSRF cookie and field are kept for `post`."""
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        connection.request("GET", page, headers=self.headers)
        answer = connection.getresponse()
        found = CSRF_FIELD.search(answer.read().decode())
        given = [value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie", [])]
        connection.close()
        assert found is not None, answer.status
        self.headers["Cookie"] = "; ".join([self.headers["Cookie"], *given])
        self.field = found[1]
        return self

    def post(self, path: str, **typed: str) -> Answer:
        """Send a form of the page that was opened."""
        body = urlencode({"csrfmiddlewaretoken": self.field, **typed}).encode()
        return self.send("POST", path, body, content_type="application/x-www-form-urlencoded")


class Browser(Client):
    """Someone who keeps the cookies that are given, one page after the other."""

    def __init__(self, site: Site, host: str, *, session: str = "", address: str = "") -> None:
        super().__init__(site, host, session=session)
        self.jar: dict[str, str] = {cookie(settings.SESSION_COOKIE_NAME): session} if session else {}
        self.field = ""
        if address:
            self.headers["X-Forwarded-For"] = address

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Send one request with the cookies kept, and keep those that come back."""
        self.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        answer = super().send(method, path, body, **headers)
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                given, _equals, content = value.partition(";")[0].partition("=")
                self.jar[given] = content
        return answer

    def open(self, path: str) -> Answer:
        """Open a page; the token of its form is kept for `post`."""
        answer = self.send("GET", path)
        if found := CSRF_FIELD.search(answer.body.decode(errors="replace")):
            self.field = found[1]
        return answer

    def twin(self, site: Site) -> Browser:
        """Return another window of the same person, on that server."""
        other = Browser(site, self.headers["Host"], address=self.headers.get("X-Forwarded-For", ""))
        other.jar, other.field = dict(self.jar), self.field
        return other

    def upload(self, path: str, **typed: Any) -> Answer:
        """Send a form with files."""
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": self.field, **typed})
        return self.send("POST", path, body, content_type=MULTIPART_CONTENT)


def cookie(name: str) -> str:
    """Return the name of a cookie as the server of the tests gives it: without the prefix that HTTPS allows."""
    return name.removeprefix("__Host-")


def secret_of(user: User) -> str:
    """Return the secret of a token with which one contributes."""
    return create_token(by=user, name="Essai", scopes=["read", "write:contributions"], days=1)[1]
