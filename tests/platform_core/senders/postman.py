"""A real mail server of the tests' own: SMTP on a loopback port, with TLS and passwords when asked for."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import BinaryIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Postman:
    """What the server took, and how it behaves."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    passwords: list[tuple[str, str]] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)  # verb: answer
    users: dict[str, str] = field(default_factory=dict)


def make_certificate(folder: Path) -> Path:
    """Write a certificate for localhost, with its key; returns the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    text = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem)
    path = folder / "localhost.pem"
    path.write_bytes(text)
    return path


@contextmanager
def mail_server(*, certificate: Path | None = None, in_tls: bool = False) -> Iterator[Postman]:
    """Serve; STARTTLS is offered when there is a certificate, unless the connection is in TLS from the start."""
    postman = Postman()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
    if context and certificate:
        context.load_cert_chain(certificate)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            link = self.request
            with suppress(OSError), ExitStack() as ends:
                if in_tls and context:
                    link = ends.enter_context(context.wrap_socket(link, server_side=True))
                talk(link, postman, context if not in_tls else None, ends)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        postman.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield postman
        server.shutdown()


def read_letter(file: BinaryIO) -> EmailMessage:
    """Read what follows DATA."""
    body = b""
    while (part := file.readline()) != b".\r\n":
        body += part
    parsed = message_from_bytes(body, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def talk(  # noqa: C901 (one branch a verb of the protocol)
    link: ssl.SSLSocket, postman: Postman, context: ssl.SSLContext | None, ends: ExitStack
) -> None:
    """One conversation."""
    file = link.makefile("rb")

    def say(text: str) -> None:
        link.sendall(f"{text}\r\n".encode())

    say("220 localhost essai")
    while line := file.readline():
        verb, _space, rest = line.decode().strip().partition(" ")
        verb = verb.upper()
        if verb in postman.refuses:
            say(postman.refuses[verb])
        elif verb == "EHLO":
            offers = ["localhost", *(["STARTTLS"] if context else []), *(["AUTH PLAIN"] if postman.users else [])]
            link.sendall("".join(f"250{' ' if one is offers[-1] else '-'}{one}\r\n" for one in offers).encode())
        elif verb == "STARTTLS" and context:
            say("220 oui")
            link = ends.enter_context(context.wrap_socket(link, server_side=True))
            file, context = link.makefile("rb"), None
        elif verb == "AUTH":
            _zero, user, password = base64.b64decode(rest.split()[1]).decode().split("\0")
            postman.passwords.append((user, password))
            say("235 oui" if postman.users.get(user) == password else "535 non, pas quelquun@example.org")
        elif verb == "MAIL":
            postman.senders.append(rest)
            say("250 oui")
        elif verb == "DATA":
            say("354 allez")
            postman.letters.append(read_letter(file))
            say("250 pris")
        elif verb == "QUIT":
            say("221 adieu")
            return
        else:
            say("250 oui")
