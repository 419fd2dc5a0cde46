"""The delivered stack: read as data, since no test can count on Docker."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tenants.spaces.management.commands.prepare import SOME_SPACES_LAG

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE = DEPLOY / "compose/compose.yaml"
APPLICATION = ("web", "worker-urgent", "worker", "worker-bulk", "beat", "prepare")
QUEUES = {"urgent", "default", "bulk"}


def stack() -> dict[str, Any]:
    """The file with its anchors merged."""
    read: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return read


def service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = stack()["services"][name]
    return found


def test_every_piece_is_there() -> None:
    assert set(stack()["services"]) == {"proxy", "postgres", "valkey", *APPLICATION}


def test_every_queue_has_a_worker_and_the_urgent_one_a_worker_of_its_own() -> None:
    served = [re.search(r"-Q (\S+)", service(name).get("command", "")) for name in APPLICATION]
    queues = [match.group(1) for match in served if match]
    assert sorted(queues) == sorted(QUEUES)


@pytest.mark.parametrize("name", ["web", "beat", "proxy"])
def test_what_faces_the_world_never_gets_the_owner_of_the_database(name: str) -> None:
    assert "OWNER" not in str(service(name).get("environment", {}))


@pytest.mark.parametrize("name", ["prepare", "worker", "worker-urgent", "worker-bulk"])
def test_who_builds_spaces_gets_the_owner_and_the_application(name: str) -> None:
    environment = service(name)["environment"]
    assert environment["DATABASE_OWNER_URL"].startswith("postgres://cec_owner:")
    assert environment["DATABASE_URL"].startswith("postgres://cec_app:")


def test_only_the_proxy_is_published() -> None:
    assert [name for name, piece in stack()["services"].items() if "ports" in piece] == ["proxy"]
    assert stack()["networks"]["inside"]["internal"] is True
    assert service("postgres")["networks"] == service("valkey")["networks"] == ["inside"]


@pytest.mark.parametrize("name", APPLICATION)
def test_the_application_can_write_nowhere_but_in_its_folder(name: str) -> None:
    piece = service(name)
    assert piece["read_only"] is True
    assert piece["cap_drop"] == ["ALL"]
    assert piece["volumes"] == ["files:/var/lib/citoyens"]


@pytest.mark.parametrize("name", ["web", "worker-urgent", "worker", "worker-bulk", "beat"])
def test_nothing_starts_before_the_database_is_prepared(name: str) -> None:
    assert service(name)["depends_on"]["prepare"]["condition"] == "service_completed_successfully"


@pytest.mark.parametrize(("code", "starts"), [(0, True), (SOME_SPACES_LAG, True), (1, False)])
def test_only_a_platform_that_is_not_ready_keeps_the_rest_from_starting(
    tmp_path: Path, code: int, starts: bool
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nexit {code}\n", encoding="ascii")
    python.chmod(0o755)
    command = service("prepare")["command"].replace("$$", "$")
    answer = subprocess.run(shlex.split(command), env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=False)
    assert (answer.returncode == 0) is starts


def test_secrets_have_no_default_and_the_example_names_every_variable() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    example = (DEPLOY / "compose/.env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)", text))
    assert named == set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "VALKEY_PASSWORD"):
        assert re.search(rf"\$\{{{secret}:\?", text), f"{secret} must be asked for"
        assert re.search(rf"^{secret}=$", example, re.MULTILINE), f"{secret} must be empty in the example"
        assert not re.search(rf"\$\{{{secret}:?-", text)


def test_the_database_is_set_as_on_a_developer_s_machine() -> None:
    command = service("postgres")["command"]
    assert "max_locks_per_transaction=1024" in command
    assert "../roles.sql:/docker-entrypoint-initdb.d/10-roles.sql:ro" in service("postgres")["volumes"]


def test_the_image_installs_by_hash_and_does_not_run_as_root() -> None:
    lines = (DEPLOY / "compose/Dockerfile").read_text(encoding="utf-8").splitlines()
    assert any("--no-deps --require-hashes -r" in line for line in lines)
    assert "USER citoyens" in lines
    assert any(line.startswith("CMD") and "--no-control-socket" in line for line in lines)


@pytest.mark.parametrize("kept_out", [".git", ".env*", "**/.env", ".run", ".venv", "tests"])
def test_the_image_holds_no_secret_and_no_history(kept_out: str) -> None:
    assert kept_out in (DEPLOY / "compose/Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
