from pathlib import Path

import pytest

from deploy.launcher.messages import Refused
from deploy.launcher.postgres import data_folder


def written_by(home: Path, version: str) -> Path:
    folder = home / f"postgres-{version}"
    folder.mkdir()
    (folder / "PG_VERSION").write_text(f"{version}\n", encoding="ascii")
    return folder


def test_new_data_go_in_a_folder_named_by_the_major_version(tmp_path: Path) -> None:
    assert data_folder(tmp_path, 18) == tmp_path / "postgres-18"


def test_data_of_the_same_version_are_used_whatever_stands_beside(tmp_path: Path) -> None:
    written_by(tmp_path, "17")
    same = written_by(tmp_path, "18")
    assert data_folder(tmp_path, 18) == same


def test_data_of_another_version_are_refused_with_a_way_out(tmp_path: Path) -> None:
    other = written_by(tmp_path, "17")
    with pytest.raises(Refused) as refused:
        data_folder(tmp_path, 18)
    assert "PostgreSQL 17, et la version installée est 18" in str(refused.value)
    assert f"mv {other} " in str(refused.value)


def test_a_folder_whose_name_lies_is_refused(tmp_path: Path) -> None:
    written_by(tmp_path, "17").rename(tmp_path / "postgres-18")
    with pytest.raises(Refused, match="PostgreSQL 17"):
        data_folder(tmp_path, 18)
