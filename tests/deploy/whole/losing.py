"""A platform that is backed up, lost, and put back by the commands of deploy/backup/README.md."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.launcher import postgres
from deploy.launcher.keys import Keys
from deploy.launcher.places import ROOT, lend, servers_account
from deploy.launcher.processes import options

PACKAGES = Path(psycopg.__file__).parent.parent
GUIDE = ROOT / "deploy/backup/README.md"
TABLES = """
SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
SUMMED = (
    "SELECT count(*), md5(string_agg(line, chr(10) ORDER BY line)) FROM (SELECT t::text AS line FROM {} t) AS all_rows"
)
RIGHTS = "SELECT nspname, nspacl::text FROM pg_namespace UNION SELECT rolname, rolcanlogin::text FROM pg_roles"


@dataclass
class Platform:
    """One installation: a folder for its servers and files, the keys that a vault keeps, a folder of backups."""

    home: Path
    backups: Path
    keys: Keys = field(default_factory=Keys)
    urls: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        """Make the folders; the database's account writes the backups of its own journal."""
        for folder in (self.home, self.home / "logs", self.media):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o711)
        self.account = servers_account(self.home / "postgres", root=os.geteuid() == 0)
        self.programs = postgres.locate(PACKAGES, self.account)
        lend(self.backups, self.account)

    @property
    def data(self) -> Path:
        """The database's folder, whether it holds data or not yet."""
        return self.home / f"postgres-{postgres.major_version(self.programs)}"

    @property
    def media(self) -> Path:
        """The folder of files."""
        return self.home / "media"

    @contextmanager
    def started(self) -> Iterator[None]:
        """Run the database."""
        with postgres.running(PACKAGES, self.home, self.keys, logs=self.home / "logs", safely=True) as self.urls:
            yield

    def superuser(self, database: str = postgres.DATABASE) -> psycopg.Connection[tuple[object, ...]]:
        """Connect as the database's superuser."""
        return psycopg.connect(self.dsn(database), autocommit=True)

    def dsn(self, database: str = postgres.DATABASE) -> str:
        """Return where the superuser connects."""
        door = self.urls[0].rpartition("@")[2].partition("/")[0]
        return f"postgresql://{postgres.SUPERUSER}:{self.keys.superuser}@{door}/{database}"

    def fill(self, call: str) -> None:
        """Call a function of `filling` on this installation."""
        self.do("manage.py", "shell", "-v", "0", "-c", f"from tests.deploy.whole import filling; filling.{call}")

    def do(self, *command: str) -> str:
        """Run one of the project's commands on this installation; returns what it printed."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "deploy.settings.test",
            "DATABASE_URL": self.urls[0],
            "DATABASE_OWNER_URL": self.urls[1],
            "SECRET_KEY": self.keys.secret_key,
            "MEDIA_ROOT": str(self.media),
        }
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, start: str) -> None:
        """Run the line of the guide that begins so, on our folders, as the account that the database runs under."""
        host, _colon, port = self.urls[0].rpartition("@")[2].partition("/")[0].partition(":")
        known = {"PGHOST": host, "PGPORT": port, "PGUSER": postgres.SUPERUSER, "PGPASSWORD": self.keys.superuser}
        line = line_of_the_guide(start)
        subprocess.run(
            ["sh", "-ec", line.replace("/sauvegarde", str(self.backups)).replace("DONNEES", str(self.data))],
            env={"PATH": f"{self.programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", **known},
            cwd=self.backups,
            check=True,
            **options(self.account),
        )

    def lose(self) -> None:
        """Kill the database outright, then take away its data and the files: only the backups and the keys are left."""
        pid = int((self.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists() and _state(pid) != "Z":
            time.sleep(0.05)
        shutil.rmtree(self.data)
        shutil.rmtree(self.media)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]


def portrait(platform: Platform) -> dict[str, object]:
    """Return what makes two installations identical: rows and sum of each table, rights, sum of each file."""
    known: dict[str, object] = {}
    with platform.superuser() as link:
        for schema, table in link.execute(TABLES).fetchall():
            name = sql.Identifier(str(schema), str(table))
            known[f"{schema}.{table}"] = link.execute(sql.SQL(SUMMED).format(name)).fetchone()
        known["rights"] = sorted(link.execute(RIGHTS).fetchall(), key=str)
    for file in sorted(platform.media.rglob("*")):
        if file.is_file():
            known[str(file.relative_to(platform.media))] = sha256(file.read_bytes()).hexdigest()
    return known


def line_of_the_guide(start: str) -> str:
    """Return the command of the guide that begins so; the test fails when the guide says it no more."""
    chapter = GUIDE.read_text(encoding="utf-8").partition("## Toute la plateforme")[2]
    found = [line for line in re.findall(r"^ {4,}(\S.*)$", chapter, re.MULTILINE) if line.startswith(start)]
    assert len(found) == 1, f"the guide has one line {start}"
    return re.sub(r"\s{2,}#.*", "", found[0])


def archiving(platform: Platform) -> None:
    """Set the database to hand its journal over as it goes, by the settings of the guide."""
    text = GUIDE.read_text(encoding="utf-8")
    command = re.search(r"archive_command = '([^']+)'", text)
    assert command, "the guide says how the journal is kept"
    (platform.backups / "wal").mkdir(exist_ok=True)
    lend(platform.backups / "wal", platform.account)
    with platform.superuser() as link:
        for name, value in {"archive_mode": "on", "archive_timeout": "300", "archive_command": command[1]}.items():
            chosen = value.replace("/sauvegarde", str(platform.backups))
            link.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(chosen)))


def put_back(platform: Platform, files: Path) -> None:
    """Unpack the nightly copy into an empty folder, to be completed from the journal, and put the files back."""
    lend(platform.data, platform.account)
    for step in ("tar -xzf /sauvegarde/base/base", "tar -xzf /sauvegarde/base/pg_wal", "echo", "touch"):
        platform.run(step)
    shutil.copytree(files, platform.media)
