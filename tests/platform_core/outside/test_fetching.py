"""One request to a machine that does what it likes: never long, never large, never elsewhere."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import LazySettings

from platform_core.errors import RuleBroken
from platform_core.outside.fetching import LONGEST, Fetched, fetch

Answer = Callable[[socket.socket], None]
PATIENCE = 1.0  # seconds


class Machine:
    """A server on this machine that answers each connection with what it was given."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.answer: Answer = say(b"HTTP/1.1 204 Nothing\r\n\r\n")
        self.asked = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def serve(self) -> None:
        while True:
            try:
                link, _whence = self.listener.accept()
            except OSError:
                return
            self.asked += 1
            with link:
                try:
                    self.answer(link)
                except OSError:
                    continue  # hung up on


def say(*pieces: bytes, every: float = 0) -> Answer:
    def answer(link: socket.socket) -> None:
        link.recv(65536)
        for piece in pieces:
            link.sendall(piece)
            time.sleep(every)

    return answer


def say_securely(context: ssl.SSLContext) -> Answer:
    def answer(link: socket.socket) -> None:
        context.wrap_socket(link, server_side=True).recv(65536)

    return answer


@pytest.fixture
def machine(settings: LazySettings) -> Iterator[Machine]:
    settings.PRIVATE_ADDRESSES_ALLOWED = True
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Machine(listener)
        threading.Thread(target=made.serve, daemon=True).start()
        yield made
        listener.shutdown(socket.SHUT_RDWR)


def seconds_to_refuse(url: str) -> float:
    before = time.monotonic()
    with pytest.raises(RuleBroken) as refused:
        fetch(url, patience=PATIENCE)
    assert refused.value.code == "no_answer"
    return time.monotonic() - before


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"]
)
def test_an_answer_that_comes_byte_by_byte_is_not_waited_for(machine: Machine, start: bytes) -> None:
    machine.answer = say(start, *[b"A"] * 200, every=0.05)
    assert seconds_to_refuse(machine.url) < 5 * PATIENCE


def test_silence_is_not_waited_for(machine: Machine) -> None:
    machine.answer = say(every=10)
    assert seconds_to_refuse(machine.url) < 5 * PATIENCE


def test_a_secure_connection_that_never_begins_is_not_waited_for(machine: Machine) -> None:
    machine.answer = say(*[b"\x16"] * 200, every=0.05)
    assert seconds_to_refuse(machine.url.replace("http:", "https:")) < 5 * PATIENCE


def test_a_certificate_that_nobody_signed_is_refused(machine: Machine, tmp_path: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(self_signed(tmp_path))
    machine.answer = say_securely(context)
    with pytest.raises(RuleBroken) as refused:
        fetch(machine.url.replace("http:", "https:"))
    assert refused.value.code == "certificate"


def self_signed(folder: Path) -> Path:
    """Make a certificate and its key in one file; return it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1)).sign(key, SHA256())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / "server.pem"
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return file


def test_no_more_than_the_limit_is_read(machine: Machine) -> None:
    machine.answer = say(b"HTTP/1.1 200 OK\r\n\r\n", *[b"A" * 65536] * 20)
    assert len(fetch(machine.url).body) == LONGEST


def test_a_redirect_is_an_answer_and_is_not_followed(machine: Machine) -> None:
    machine.answer = say(f"HTTP/1.1 302 Found\r\nLocation: {machine.url}secret\r\n\r\n".encode())
    assert fetch(machine.url).status == 302
    assert machine.asked == 1


def test_an_answer_that_is_no_http_is_refused(machine: Machine) -> None:
    machine.answer = say(b"220 mail.example.org ESMTP\r\n")
    assert seconds_to_refuse(machine.url) < 5 * PATIENCE


@pytest.mark.parametrize("body", [b"", b"[1]", b"null", b"{", b"\xff", b"<html>"])
def test_what_is_not_a_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        Fetched(200, "application/json", body).json()
    assert refused.value.code == "not_json"
