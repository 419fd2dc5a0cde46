"""The Caddyfile, read as a tree of directives."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.urls import resolve

CADDYFILE = Path(__file__).resolve().parents[2] / "deploy/proxy/Caddyfile"
Block = dict[str, "Block"]


def tree() -> Block:
    """Nested directives, each under its whole line; fails when braces do not match."""
    root: Block = {}
    open_blocks = [root]
    for raw in CADDYFILE.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line == "}":
            open_blocks.pop()
            assert open_blocks, "one closing brace too many"
        elif line.endswith("{") and not line.endswith("${"):
            open_blocks.append(open_blocks[-1].setdefault(line[:-1].strip(), {}))
        else:
            open_blocks[-1][line] = {}
    assert len(open_blocks) == 1, "a block is not closed"
    return root


def test_the_platform_answers_what_the_proxy_asks() -> None:
    assert resolve("/interne/tls", urlconf="deploy.urls.platform").view_name == "routing:tls"


def test_certificates_are_asked_for_only_when_the_platform_knows_the_name() -> None:
    asked = tree()[""]["on_demand_tls"]
    assert asked == {"ask http://127.0.0.1:9180/interne/tls": {}}
    door = tree()["http://127.0.0.1:9180"]
    assert "bind 127.0.0.1" in door
    assert "header_up Host {$APEX_HOST}" in door["reverse_proxy {$UPSTREAM:web:8000}"]
    assert "on_demand" in tree()["*.{$APEX_HOST}"]["tls"]


@pytest.mark.parametrize("site", ["{$APEX_HOST}", "*.{$APEX_HOST}"])
def test_the_apex_and_the_spaces_are_served_alike(site: str) -> None:
    assert "import platform" in tree()[site]


def test_bounds_and_privacy() -> None:
    platform = tree()["(platform)"]
    assert any(line.startswith("max_size") for line in platform["request_body"])
    assert "@inside path /interne/* /readyz" in platform
    assert "respond @inside 404" in platform
    fields = platform["log"]["format filter"]["fields"]
    assert set(fields) == {"request>remote_ip ip_mask", "request>client_ip ip_mask"}


def test_no_header_of_the_visitor_names_another_host() -> None:
    upstream = tree()["(platform)"]["reverse_proxy {$UPSTREAM:web:8000}"]
    assert {"header_up -X-Forwarded-Host", "header_up -Forwarded"} <= set(upstream)


def test_caddy_itself_accepts_the_file(tmp_path: Path) -> None:
    caddy = shutil.which("caddy")
    if not caddy:
        pytest.skip("no Caddy here")
    command = [caddy, "validate", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
    env = {"APEX_HOST": "participer.example.org", "ACME_EMAIL": "technique@example.org", "HOME": str(tmp_path)}
    answer = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert answer.returncode == 0, answer.stderr
