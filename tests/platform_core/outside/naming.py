"""A DNS server of the tests' own, on a port of this machine."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from dns.rdatatype import RdataType

TTL = 5  # seconds


class Names:
    """What the server says: `records[name, kind]`; a name in `broken` is answered by an error."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[str]] = {}
        self.broken: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self.address = ""

    def answer(self, wire: bytes) -> bytes:
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True).lower(), RdataType.to_text(question.rdtype)
        self.asked.append((name, kind))
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if name in self.broken:
            reply.set_rcode(dns.rcode.SERVFAIL)
            return reply.to_wire()
        while alias := self.records.get((name, "CNAME")):
            reply.answer.append(dns.rrset.from_text(f"{name}.", TTL, "IN", "CNAME", f"{alias[0]}."))
            if kind == "CNAME":
                return reply.to_wire()
            name = alias[0]
        if found := self.records.get((name, kind)):
            texts = [f'"{one}"' for one in found] if kind == "TXT" else found
            reply.answer.append(dns.rrset.from_text(f"{name}.", TTL, "IN", kind, *texts))
        elif not any(known == name for known, _kind in self.records):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()


@contextmanager
def name_server() -> Iterator[Names]:
    """Serve names; `address` is what to put in DNS_SERVERS."""
    names = Names()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, link = self.request
            link.sendto(names.answer(data), self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler) as server:
        names.address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield names
        server.shutdown()
