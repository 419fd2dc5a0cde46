"""Where things live on the newcomer's machine, and under which account the two servers run."""

import hashlib
import os
import pwd
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.launcher.messages import Refused

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = Path("/var/lib/citoyens-en-communs")  # for root in a folder that the servers' account cannot reach
FALLBACK_ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An ordinary account that root lends to the servers: PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int


def servers_account(data: Path, *, root: bool) -> Account | None:
    """Account for the servers: ourselves (None) unless root; then the owner of existing data, `postgres` or `nobody`.

    Raises Refused when root has no ordinary account to lend.
    """
    if not root:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return _account(str(data.stat().st_uid), pwd.getpwuid(data.stat().st_uid))
    for name in FALLBACK_ACCOUNTS:
        try:
            return _account(name, pwd.getpwnam(name))
        except KeyError:
            continue
    raise Refused(
        "PostgreSQL refuse de fonctionner en root, et cette machine n’a ni compte « postgres » ni compte « nobody ». "
        "Relancez la même commande avec un compte ordinaire."
    )


def _account(name: str, entry: pwd.struct_passwd) -> Account:
    return Account(name, entry.pw_uid, entry.pw_gid)


def reachable(path: Path) -> bool:
    """Tell whether any account of the machine can go through every folder down to `path` (no symbolic link in it)."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


@dataclass(frozen=True)
class Places:
    """Folders of one checkout: `run` for everything the launcher keeps, `home` for the servers' data."""

    run: Path
    home: Path

    @property
    def logs(self) -> Path:
        """Folder of the logs."""
        return self.run / "logs"


def places(env: Mapping[str, str], *, root: bool) -> Places:
    """Make and return the folders: `.run` in the checkout, or RUN_DIR of the environment.

    Raises Refused when the folder belongs to somebody else.
    """
    run = Path(env.get("RUN_DIR") or ROOT / ".run").resolve()
    try:
        (run / "logs").mkdir(parents=True, exist_ok=True)
        if root:
            run.chmod(0o711)  # the servers' account goes through, and lists nothing
        if not os.access(run, os.W_OK) or not os.access(run / "logs", os.W_OK):
            raise PermissionError
    except PermissionError as error:
        raise Refused(
            f"Le dossier {run} appartient à un autre compte (sans doute créé par root). "
            f"Supprimez-le (« sudo rm -rf {run} ») ou relancez la même commande avec ce compte."
        ) from error
    return Places(run, _home(run) if root else run)


def _home(run: Path) -> Path:
    """Folder of the servers' data for root: `run` itself when it can be reached, else one outside, linked from it."""
    if reachable(run):
        return run
    home = ELSEWHERE / hashlib.sha256(str(run).encode()).hexdigest()[:12]
    link = run / "servers"
    if not link.is_symlink():  # new, or the person deleted `.run` to start afresh
        shutil.rmtree(home, ignore_errors=True)
        link.symlink_to(home)
    home.mkdir(parents=True, exist_ok=True)
    for folder in (ELSEWHERE, home):
        folder.chmod(0o711)
    return home


def lend(folder: Path, account: Account | None) -> None:
    """Make a folder that the servers' account alone can read."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if account:
        os.chown(folder, account.uid, account.gid)


def reachable_copy(package: Path, beside: Path, account: Account | None) -> Path:
    """Return `package` (a folder of binaries), or a copy that the account can reach; `beside`: libraries it loads.

    The copy keeps the two side by side, because the binaries look for their libraries relative to themselves.
    """
    package, beside = package.resolve(), beside.resolve()
    if account is None or reachable(package):
        return package
    shelf = ELSEWHERE / "binaries" / _fingerprint(package)
    if not shelf.exists():
        unfinished = shelf.with_name(f"{shelf.name}.{os.getpid()}")
        for source in filter(Path.exists, (package, beside)):
            shutil.copytree(source, unfinished / source.name, symlinks=True)
        for file in unfinished.rglob("*"):  # a strict umask may have made them unreadable to others
            if not file.is_symlink():
                file.chmod(file.stat().st_mode | (0o055 if file.is_dir() or os.access(file, os.X_OK) else 0o044))
        for folder in (ELSEWHERE, shelf.parent, unfinished):
            folder.chmod(0o711)
        unfinished.rename(shelf)
    return shelf / package.name


def _fingerprint(package: Path) -> str:
    """Short name that changes with the content of a folder of binaries (names, sizes, dates)."""
    facts = sorted((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in package.rglob("*"))
    return f"{package.name}-{hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}"
