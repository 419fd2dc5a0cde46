"""What deploy/README.md says is what the code reads."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "deploy/README.md"
READ = re.compile(r"""environ(?:\.get|\.setdefault)?[\[(]\s*["'](\w+)["']""")


def variables_read() -> set[str]:
    texts = (file.read_text(encoding="utf-8") for file in (ROOT / "deploy/settings").glob("*.py"))
    return {name for text in texts for name in READ.findall(text)}


def test_every_variable_that_the_settings_read_is_in_the_guide() -> None:
    assert variables_read() - set(re.findall(r"`(\w+)`", GUIDE.read_text(encoding="utf-8"))) == set()


def test_the_roles_of_the_guide_are_those_of_the_file() -> None:
    roles = (ROOT / "deploy/roles.sql").read_text(encoding="utf-8")
    assert "ALTER ROLE cec_owner LOGIN CREATEROLE CREATEDB PASSWORD" in roles
    assert "ALTER ROLE cec_app LOGIN NOINHERIT PASSWORD" in roles
    assert not re.search(r"\bSUPERUSER\b|\bBYPASSRLS\b", roles)


def test_the_licence_is_the_whole_agpl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.splitlines()) == 661


def test_continuous_integration_runs_the_one_command() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert os.access(ROOT / "run", os.X_OK)
    assert script.read_text(encoding="utf-8").rstrip().endswith("exec ./run test")
    subprocess.run(["bash", "-n", script], check=True)
