"""The ZIP of an export, and its notice."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from platform_core.tabular import Bundle, Column, readme, write
from tests.platform_core.tabular.tables import PARIS

COLUMNS = (
    Column("title", "Titre", "Le titre que l’auteur a donné. " * 8),
    Column("email", "Courriel", kind="text", personal=True),
    Column("at", "Déposée le", kind="datetime"),
)


def _notice(columns: tuple[Column, ...] = COLUMNS) -> str:
    return readme(
        "Propositions de la concertation",
        columns,
        notes=["Seules les propositions publiées y sont."],
        licence="Licence Ouverte 2.0",
        producer="Région Hauts-de-France",
        produced_at=datetime(2022, 9, 1, 9, 30, tzinfo=PARIS),
    )


def test_readme_says_what_each_column_holds() -> None:
    text = _notice()
    assert text.startswith("Propositions de la concertation\n====")
    assert "Produit le : 01/09/2022 à 09:30 (CEST)" in text
    assert "Licence : Licence Ouverte 2.0" in text
    assert "Courriel [email] (texte, donnée personnelle)" in text
    assert "Déposée le [at] (date et heure)" in text
    assert max(map(len, text.splitlines())) <= 104


def test_readme_warns_only_when_there_are_personal_data() -> None:
    assert "données personnelles" in _notice()
    assert "personnelle" not in _notice((COLUMNS[0],))


def test_bundle_holds_files_and_notice(tmp_path: Path) -> None:
    target = tmp_path / "export.zip"
    (tmp_path / "photo.jpg").write_bytes(b"jpeg")
    with Bundle(target) as bundle:
        for extension in ("csv", "xlsx", "ods"):
            with bundle.entry(f"propositions.{extension}") as out:
                write(extension, COLUMNS, [("Été", None, None)], out, title="P", time_zone=PARIS)
        bundle.add("photos/été.jpg", tmp_path / "photo.jpg")
        bundle.notice(_notice())
        assert not target.exists()
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "propositions.csv", "propositions.xlsx", "propositions.ods", "photos/été.jpg", "LISEZMOI.txt",
        ]  # fmt: skip
        assert archive.read("LISEZMOI.txt").decode("utf-8-sig").replace("\r\n", "\n") == _notice()
        assert archive.getinfo("propositions.xlsx").compress_type == zipfile.ZIP_STORED
        assert "Été" in archive.read("propositions.csv").decode("utf-8-sig")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.zip", "photo.jpg"]


def test_bundle_that_fails_leaves_the_former_one(tmp_path: Path) -> None:
    target = tmp_path / "export.zip"
    target.write_bytes(b"former")
    with pytest.raises(ValueError, match="same name"):
        _with_two_notices(target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("export.zip", b"former")]


def _with_two_notices(target: Path) -> None:
    with Bundle(target) as bundle:
        bundle.notice("a")
        bundle.notice("b")
