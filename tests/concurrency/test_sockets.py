"""What no browser sends, written by hand to a real server: the host of the request line, of two headers, of none."""

from __future__ import annotations

import socket

import pytest

from tenants.spaces.models import Space
from tests.concurrency.crowd import Servers

ODD = {
    "a whole address that names another host": "GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\n",
    "two hosts": "GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n",
    "no host": "GET / HTTP/1.1\r\n",
    "an old request without host": "GET / HTTP/1.0\r\n",
    "somebody at a host": "GET / HTTP/1.1\r\nHost: {host}@evil.example\r\n",
    "a host and a line of its own": "GET / HTTP/1.1\r\nHost: {host}\r\n X-Forwarded-Host: evil.example\r\n",
    "underscores": "GET / HTTP/1.1\r\nHost: evil.example\r\nX_Forwarded_Host: {host}\r\n",
}


def said(port: int, text: str) -> str:
    """Return all that the server answers."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
        link.sendall(f"{text}Connection: close\r\n\r\n".encode())
        parts = []
        while part := link.recv(65536):
            parts.append(part)
    return b"".join(parts).decode(errors="replace")


@pytest.mark.parametrize("name", ODD)
def test_a_host_that_is_disguised_leads_nowhere(servers: Servers, town: Space, name: str) -> None:
    answer = said(servers[0].port, ODD[name].format(host=town.host))
    status = answer.split(" ", maxsplit=2)[1]
    assert "evil.example" not in answer.replace("Host: evil.example", "")
    assert status in {"400", "404"} or (status == "200" and name.startswith("a whole"))
    if status != "200":
        assert town.name not in answer
