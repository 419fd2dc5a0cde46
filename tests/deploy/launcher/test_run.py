"""The door itself: what it says to an old Python, to a wrong word, to a machine that lacks something."""

import ast
import importlib.machinery
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.deploy.launcher.checkout import SOURCE, Checkout


def door() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("door", str(SOURCE / "run"))
    spec = importlib.util.spec_from_loader("door", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_door_can_be_read_by_python_3_6() -> None:
    ast.parse((SOURCE / "run").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("version", "enough"), [((3, 6, 15), False), ((3, 10, 13), False), ((3, 11, 0), True), ((3, 14, 0), True)]
)
def test_python_3_11_is_the_oldest(version: tuple[int, int, int], enough: bool) -> None:
    assert door().recent_enough(version) is enough


def test_the_refusal_of_an_old_python_names_both_versions_and_a_way_out() -> None:
    sentence = door().refusal((3, 8, 18))
    assert "Python 3.11 ou plus récent" in sentence
    assert "Python 3.8" in sentence
    assert "apt install" in sentence


def old_python() -> Path | None:
    """A Python older than 3.11 on this machine, if there is one that works."""
    for minor in range(10, 5, -1):
        path = shutil.which(f"python3.{minor}")
        if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return Path(path)
    return None


def test_a_real_old_python_is_told_so_or_hands_over(open_checkout: Checkout) -> None:
    python = old_python()
    if not python:
        pytest.skip("no Python older than 3.11 here")
    code, _, errors = open_checkout.ask("--help", python=python, PATH="/nonexistent")
    assert (code, "Citoyens en communs demande Python 3.11" in errors) == (2, True)
    code, out, _ = open_checkout.ask("--help", python=python, PATH=str(Path(sys.executable).parent))
    assert (code, "./run demo" in out) == (0, True)


@pytest.mark.parametrize(("word", "code"), [("--help", 0), ("-h", 0), ("demon", 2)])
def test_help_lists_every_command(open_checkout: Checkout, word: str, code: int) -> None:
    answer, out, _ = open_checkout.ask(word)
    assert answer == code
    for command in ("demo", "test", "lint", "shell", "manage", "bench"):
        assert f"./run {command}" in out


def test_without_a_package_index_one_sentence_says_so(open_checkout: Checkout) -> None:
    (open_checkout.folder / ".venv").unlink()
    nowhere = {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_FIND_LINKS": "",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_INDEX_URL": "http://127.0.0.1:1/simple",
        "PIP_RETRIES": "0",
        "PATH": "/usr/bin:/bin",
    }
    code, out, errors = open_checkout.ask("lint", **nowhere)
    assert code == 2
    assert "n’ont pas pu être installées" in errors
    assert "PIP_INDEX_URL" in errors
    assert "Traceback" not in errors + out
    assert not (open_checkout.folder / ".venv/requirements.sha256").exists()


def test_bench_lists_the_measures_and_runs_the_one_it_is_given(open_checkout: Checkout) -> None:
    open_checkout.program("manage.py", "import sys\nassert sys.argv[1:] == ['prepare']")
    open_checkout.program("tests/__init__.py", "")
    (open_checkout.folder / "tests/bench").mkdir()
    open_checkout.program("tests/bench/__init__.py", "")
    open_checkout.program("tests/bench/material.py", "ROWS = 3\n")
    measure = (
        "import os, psycopg, sys\n\ndef main():\n"
        "    with psycopg.connect(os.environ['DATABASE_URL']) as connection:\n"
        "        print('fsync', *connection.execute('SHOW fsync').fetchone(), *sys.argv[1:])\n\nmain()\n"
    )
    open_checkout.program("tests/bench/open_space.py", measure)
    code, out, _ = open_checkout.ask("bench")
    assert (code, "Mesures : open-space." in out) == (0, True)
    assert open_checkout.ask("bench", "material")[0] == 2
    code, out, errors = open_checkout.ask("bench", "open-space", "--spaces", "3")
    assert (code, out) == (0, "fsync on --spaces 3\n"), errors
