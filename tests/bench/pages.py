"""Statements and milliseconds a page, in a large space, alone and beside 200 others; requests a second at 8 users.

"Anew": made for one person, as for whoever is signed in. "Kept", "visitors": as the public reads it, through the pages kept
a few seconds (`platform_core.web.visitors`).
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import connection

from tests.bench.measuring import fill, say, start

OTHERS = int(os.environ.get("BENCH_SPACES", "200"))
TIMES, USERS, SECONDS, PORT = 15, 8, 5, 8765


def main() -> None:
    """Measure each public page."""
    start()
    from consultations.process.models import Step
    from tests import making

    space = making.make_space("grande")
    with making.in_space(space):
        hot = fill(2000, 20_000, 5000)
        step = Step.objects.get().pk
    addresses = {
        "home": "/",
        "consultation": "/concertations/nature-en-ville/",
        "list of proposals": f"/propositions/etape/{step}/",
        "search in the list": f"/propositions/etape/{step}/?q=ombre+ecole",
        "one proposal": f"/propositions/{hot + 1}/",
        "most discussed": f"/propositions/{hot}/",
        "comments, page 3": f"/commentaires/{hot}/?commentaires=3",
    }
    visitor, someone = making.ScopedClient(space), making.ScopedClient(space)
    someone.cookies["someone"] = "1"  # enough to get pages made for oneself
    alone = {name: cost(someone, address) for name, address in addresses.items()}
    say(f"making {OTHERS} other spaces…")
    for n in range(OTHERS):
        making.make_space(f"voisine-{n}")
    say(f"{'':22} {'statements':>10} {'the same':>12} {'median ms':>20} {'requests/s, 8 users':>22}")
    say(
        f"{'page':22} {'made anew':>10} {f'beside {OTHERS}':>12} {'anew':>10} {'kept':>9} {'anew':>12} {'visitors':>9}"
    )
    with server() as _process:
        for name, address in addresses.items():
            queries, anew = cost(someone, address)
            same = "yes" if queries == alone[name][0] else f"no ({alone[name][0]})"
            kept = cost(visitor, address)[1]
            rates = f"{rate(space.host, address, 'someone=1'):12.0f} {rate(space.host, address):9.0f}"
            say(f"{name:22} {queries:10} {same:>12} {anew:10.1f} {kept:9.1f} {rates}")


def cost(browser: object, address: str) -> tuple[int, float]:
    """Return the statements of a page and the median of its milliseconds, for one user in this process."""
    statements = 0

    def counted(execute: Callable[..., object], *call: object) -> object:
        nonlocal statements
        statements += 1
        return execute(*call)

    with connection.execute_wrapper(counted):
        answer = browser.get(address)  # type: ignore[attr-defined]  # a test browser
    if answer.status_code != 200:
        say(f"{address}: {answer.status_code}")
    durations = []
    for _time in range(TIMES):
        before = time.perf_counter()
        browser.get(address)  # type: ignore[attr-defined]  # a test browser
        durations.append((time.perf_counter() - before) * 1000)
    return statements, statistics.median(durations)


class server:  # noqa: N801 (reads as what it is: `with server():`)
    """Two server processes, as in the demonstration."""

    def __enter__(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "gunicorn", "deploy.wsgi", "--no-control-socket", "--worker-class", "gthread"]
        command += ["--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{PORT}", "--log-level", "error"]
        environment = {**os.environ, "APEX_HOST": settings.APEX_HOST}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _try in range(100):
            try:
                if get("localhost", "/healthz"):
                    break
            except OSError:
                time.sleep(0.2)
        return self.process

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait()


def get(host: str, address: str, link: http.client.HTTPConnection | None = None, cookie: str = "") -> bool:
    """Ask for a page; tells whether it came."""
    link = link or http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    link.request("GET", address, headers={"Host": host, **({"Cookie": cookie} if cookie else {})})
    answer = link.getresponse()
    answer.read()
    return answer.status == 200


def rate(host: str, address: str, cookie: str = "") -> float:
    """Return the requests a second that 8 users get together."""
    end = time.perf_counter() + SECONDS

    def user(_n: int) -> int:
        link, done = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30), 0
        while time.perf_counter() < end:
            done += get(host, address, link, cookie)
        return done

    with ThreadPoolExecutor(USERS) as pool:
        return sum(pool.map(user, range(USERS))) / SECONDS


if __name__ == "__main__":
    main()
