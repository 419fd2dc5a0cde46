import socket

import pytest

from deploy.launcher.commands import chosen_port
from deploy.launcher.messages import Refused
from deploy.launcher.ports import free_port, nearby_free, why_unusable


def test_a_port_in_use_is_refused_with_another_one_that_is_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=rf"Le port {port} est déjà utilisé .* --port (\d+)") as refused:
            chosen_port(["--port", str(port)])
    offered = int(str(refused.value).rpartition("--port ")[2].split(" ", maxsplit=1)[0])
    assert offered != port
    assert why_unusable(offered) is None


def test_a_program_listening_on_ipv6_alone_is_noticed() -> None:
    with socket.socket(socket.AF_INET6) as taken:
        try:
            taken.bind(("::1", 0))
        except OSError:
            pytest.skip("no IPv6 here")
        taken.listen()
        assert why_unusable(taken.getsockname()[1]) is not None


def test_a_free_port_can_be_used() -> None:
    port = free_port()
    assert chosen_port([f"--port={port}"]) == chosen_port(["--port", str(port)]) == port


def test_nearby_port_stays_a_port_at_the_end_of_the_range() -> None:
    assert 1023 < nearby_free(65535) <= 65535


@pytest.mark.parametrize("words", [["--port", "0"], ["--port", "65536"], ["--port", "abc"], ["--port", "８０００"]])
def test_what_is_not_a_port_number_is_refused(words: list[str]) -> None:
    with pytest.raises(Refused, match="n’est pas un numéro de port"):
        chosen_port(words)


@pytest.mark.parametrize("words", [["--prot", "8000"], ["--port"], ["8000"], ["--port", "1", "2"]])
def test_an_unknown_option_is_refused(words: list[str]) -> None:
    with pytest.raises(Refused, match="Option inconnue"):
        chosen_port(words)
