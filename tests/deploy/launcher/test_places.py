import os
import pwd
from pathlib import Path

import pytest

from deploy.launcher.messages import Refused
from deploy.launcher.places import places, reachable, reachable_copy, servers_account


def test_a_folder_is_reachable_when_every_parent_lets_others_through(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True, mode=0o755)
    inner.parent.chmod(0o700)
    assert not reachable(inner)
    assert reachable(Path("/usr/bin"))


def test_an_ordinary_user_runs_the_servers_itself(tmp_path: Path) -> None:
    assert servers_account(tmp_path, root=False) is None


def test_root_lends_an_ordinary_account(tmp_path: Path) -> None:
    account = servers_account(tmp_path / "new", root=True)
    assert account
    assert account.uid != 0
    assert account.name in {"postgres", "nobody"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_root_keeps_the_account_that_owns_the_data(tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(tmp_path, nobody.pw_uid, nobody.pw_gid)
    account = servers_account(tmp_path, root=True)
    assert account
    assert account.uid == nobody.pw_uid


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_of_somebody_else_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o555)
    with pytest.raises(Refused, match="appartient à un autre compte"):
        places({"RUN_DIR": str(tmp_path / "run")}, root=False)


def test_the_folder_is_named_by_the_environment(tmp_path: Path) -> None:
    where = places({"RUN_DIR": str(tmp_path / "run")}, root=False)
    assert (where.run, where.home) == (tmp_path / "run", tmp_path / "run")
    assert where.logs.is_dir()


def test_binaries_are_not_copied_when_they_run_under_our_own_account(tmp_path: Path) -> None:
    assert reachable_copy(tmp_path, tmp_path / "libs", None) == tmp_path
