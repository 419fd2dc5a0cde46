"""TCP ports of the loopback interface."""

import errno
import socket

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port that nothing listens on at the moment."""
    with socket.socket() as door:
        door.bind((LOOPBACK, 0))
        return int(door.getsockname()[1])


def why_unusable(port: int) -> str | None:
    """Why a web server cannot listen on this port, as the end of a French sentence; None when it can."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server stopped a moment ago does not count
        try:
            door.bind((LOOPBACK, port))
        except PermissionError:
            return "est réservé à l’administrateur de la machine"
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return "est déjà utilisé par un autre programme"
    return "est déjà utilisé par un autre programme" if _answers_on_ipv6(port) else None


def _answers_on_ipv6(port: int) -> bool:
    """Browsers try ::1 first for localhost: somebody listening there would be seen in our place."""
    try:
        with socket.create_connection(("::1", port), timeout=0.5):
            return True
    except OSError:
        return False


def nearby_free(port: int) -> int:
    """The first usable port after this one, else any free one."""
    candidates = range(max(port, 1023) + 1, min(port + 50, 65536))
    return next((other for other in candidates if why_unusable(other) is None), None) or free_port()
