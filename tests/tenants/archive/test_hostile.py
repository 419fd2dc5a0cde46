"""An archive that is damaged, rearranged or made to harm is refused whole, each with its sentence."""

from __future__ import annotations

import io
import json
import random
import stat
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tenants.archive import container
from tenants.archive.checking import check_archive
from tenants.archive.comparing import digests_in
from tenants.archive.layout import MANIFEST, seal_of, table_entry
from tenants.archive.refusals import ArchiveRefused
from tests.tenants.archive.spaces import Entries, packed, resealed, with_row

pytestmark = pytest.mark.usefixtures("real_db")
CONTRIBUTIONS = table_entry("process_contribution")


def refused(archive: bytes) -> ArchiveRefused:
    with pytest.raises(ArchiveRefused) as caught:
        check_archive(io.BytesIO(archive))
    assert caught.value.message.endswith(".")
    assert caught.value.field == "file"
    return caught.value


def test_the_archive_as_it_is_passes(archive: bytes, entries: Entries) -> None:
    assert check_archive(io.BytesIO(archive)).manifest.profile == "portable"
    assert check_archive(io.BytesIO(packed(resealed(entries)))).manifest.rows > 20


@pytest.mark.parametrize("cut", [0, 10, 21, 22, 1000, -1, -30])
def test_a_cut_archive(archive: bytes, cut: int) -> None:
    assert refused(archive[:cut]).code == "damaged"


def test_what_is_no_archive() -> None:
    assert refused(b"").code == "damaged"
    assert refused(b"PK" * 5000).code == "damaged"
    assert refused(packed({"lettre.txt": b"bonjour"})).code == "not_ours"


@pytest.mark.parametrize(
    "name",
    [
        "../etc/passwd", "files/../../x", "/etc/passwd", "files\\..\\x", "C:\\x", "files/.ssh/x", "tables/", "files/a//b",
        "tables/pg_catalog.pg_class.jsonl", "files/a\nb", "FILES/a", "tables/x.jsonl/../../y", "files/" + "a/" * 9 + "b",
    ],
)  # fmt: skip
def test_a_name_that_is_not_ours(entries: Entries, name: str) -> None:
    assert "nom inattendu" in refused(packed({**entries, name: b"x"})).message


def test_a_link_a_folder_and_a_locked_entry(entries: Entries) -> None:
    link = zipfile.ZipInfo("files/aa/lien")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "simple fichier" in refused(packed([*entries.items(), (link, b"/etc/passwd")])).message
    pipe = zipfile.ZipInfo("files/aa/tube")
    pipe.external_attr = stat.S_IFIFO << 16
    assert "simple fichier" in refused(packed([*entries.items(), (pipe, b"")])).message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice(entries: Entries) -> None:
    assert "même nom" in refused(packed([*entries.items(), (MANIFEST, b"{}")])).message
    assert refused(packed([*entries.items(), ("readme.md", b"")])).code == "not_ours"


def test_something_before_the_archive(archive: bytes) -> None:
    assert refused(b"#!/bin/sh\n" + archive).code in {"damaged", "not_ours"}


def test_a_bomb_by_its_sizes(entries: Entries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "SMALL", 1000)
    assert refused(packed({**entries, "files/aa/bombe": bytes(5_000_000)})).code == "too_big"
    monkeypatch.undo()
    monkeypatch.setattr(container, "MAX_UNPACKED", 1000)
    assert refused(packed(entries)).code == "too_big"


def test_too_many_entries_are_refused_before_their_list_is_read(
    entries: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "MAX_ENTRIES", 5)
    monkeypatch.setattr(zipfile, "ZipFile", lambda _file: pytest.fail("the list was read"))
    assert refused(PACKED_MANY).code == "too_big"


PACKED_MANY = packed({f"n{number}": b"" for number in range(9)})


def test_entries_that_share_their_bytes(archive: bytes) -> None:
    """The same bytes announced under two names: the list of entries points twice to one place."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        first, second = opened.infolist()[:2]
    place = archive.rindex(second.filename.encode()) - 46
    shared = archive[: place + 42] + first.header_offset.to_bytes(4, "little") + archive[place + 46 :]
    assert refused(shared).code in {"not_ours", "damaged"}


def test_a_line_without_end(entries: Entries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_LINE", 5000)
    long = entries[CONTRIBUTIONS][:-2] + b" " * 6000 + b"}\n"
    assert refused(packed(resealed({**entries, CONTRIBUTIONS: long}))).code == "too_big"
    assert refused(packed(resealed({**entries, CONTRIBUTIONS: entries[CONTRIBUTIONS] + b"{"}))).code == "damaged"


def test_a_manifest_that_is_missing_or_no_json(entries: Entries) -> None:
    assert refused(packed({name: each for name, each in entries.items() if name != MANIFEST})).code == "not_ours"
    for text in (b"", b"[]", b"{", b"nul", b'{"format": 1}', b"[" * 100_000, b'{"a": NaN}', b"\xff\xfe"):
        assert refused(packed({**entries, MANIFEST: text})).code in {"not_ours", "damaged"}


def test_a_manifest_changed_without_its_seal(entries: Entries) -> None:
    changed = entries[MANIFEST].replace(b"Ville d", b"Villa d")
    assert refused(packed({**entries, MANIFEST: changed})).code == "altered"


def forge(change: Callable[[dict[str, Any]], None]) -> Callable[[Entries], bytes]:
    return lambda entries: packed(resealed(entries, change))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda m: m.update(format="autre"), "not_ours"),
        (lambda m: m.update(format_version=3), "too_recent"),
        (lambda m: m.update(format_version=0), "not_ours"),
        (lambda m: m.update(format_version="2"), "not_ours"),
        (lambda m: m.update(profile="entier"), "not_ours"),
        (lambda m: m.pop("tables"), "not_ours"),
        (lambda m: m.update(tables={}), "altered"),
        (lambda m: m["tables"].pop(), "altered"),
        (lambda m: m["total"].update(rows=1), "altered"),
        (lambda m: m["space"].update(schema_name="platform"), "too_recent"),
        (lambda m: m["space"].update(signing_key="connue"), "too_recent"),
        (lambda m: m["space"].update(state="active"), "too_recent"),
        (lambda m: m["space"].update(kind="empire"), "not_ours"),
        (lambda m: m["space"].update(name=["x"]), "not_ours"),
        (lambda m: m["space"].update(name="x" * 200), "not_ours"),
        (lambda m: m["space"].update(name="\0"), "not_ours"),
        (lambda m: m["software"]["migrations"].update(process=["9999_demain"]), "too_recent"),
        (lambda m: m["software"]["migrations"].update(spaces=["0001_initial"]), "too_recent"),
        (lambda m: m["software"]["migrations"].update({"x; DROP SCHEMA": ["a"]}), "not_ours"),
        (lambda m: m["tables"][0].update(rows=-1), "not_ours"),
        (lambda m: m["tables"][0].update(sha256="0" * 64), "altered"),
        (lambda m: m["tables"][0].update(last_number=2**70), "not_ours"),
        (lambda m: m["files"].update(count=0), "altered"),
    ],
)
def test_a_forged_manifest(entries: Entries, change: Callable[[dict[str, Any]], None], code: str) -> None:
    def forged(manifest: dict[str, Any]) -> None:
        change(manifest)

    assert refused(forge(forged)(entries)).code == code


def forged_table(entries: Entries, old: str, new: str) -> bytes:
    """Give another name to a table, everywhere."""
    changed = {name.replace(table_entry(old), table_entry(new)): each for name, each in entries.items()}

    def rename(manifest: dict[str, Any]) -> None:
        for table in manifest["tables"]:
            table["name"] = new if table["name"] == old else table["name"]

    return packed(resealed(resealed(changed, rename)))


@pytest.mark.parametrize("name", ["pg_authid", "spaces_space", "sessions_x", "django_migrations", "mail_email"])
def test_a_table_that_is_unknown_or_left_out(entries: Entries, name: str) -> None:
    assert refused(forged_table(entries, "pages_page", name)).code == "not_ours"


def test_a_table_that_is_missing(entries: Entries) -> None:
    without = {name: each for name, each in entries.items() if name != table_entry("pages_page")}

    def remove(manifest: dict[str, Any]) -> None:
        manifest["tables"] = [each for each in manifest["tables"] if each["name"] != "pages_page"]
        manifest["total"]["tables"] -= 1
        manifest["total"]["rows"] = sum(each["rows"] for each in manifest["tables"])

    assert "pages_page" in refused(packed(resealed(without, remove))).message


def test_columns_unknown_or_missing(entries: Entries) -> None:
    def add(manifest: dict[str, Any]) -> None:
        manifest["tables"][0]["columns"].append("mot_de_passe")

    assert refused(packed(resealed(entries, add))).code == "not_ours"
    assert refused(packed(with_row(entries, "accounts_user", is_superuser=True))).code == "bad_row"


@pytest.mark.parametrize(
    "line",
    [
        b"[]\n", b"{}\n", b"null\n", b"{\n", b"\n", b"[" * 50_000 + b"\n", b'{"id": 1, "id": 2}\n', b"\xff\n",
    ],
)  # fmt: skip
def test_a_row_that_is_not_one(entries: Entries, line: bytes) -> None:
    assert refused(packed(resealed({**entries, CONTRIBUTIONS: line}))).code == "bad_row"


@pytest.mark.parametrize("text", ["\0", "a\ud800b", {"x": ["\0"]}])
def test_texts_that_no_database_keeps(entries: Entries, text: object) -> None:
    changed = entries[CONTRIBUTIONS].splitlines(keepends=True)
    changed[0] = json.dumps({**json.loads(changed[0]), "title": text}).encode() + b"\n"
    assert refused(packed(resealed({**entries, CONTRIBUTIONS: b"".join(changed)}))).code == "bad_row"


def test_a_role_of_the_platform(entries: Entries) -> None:
    assert "droit" in refused(packed(with_row(entries, "accounts_user", roles=["operator"]))).message
    assert refused(packed(with_row(entries, "accounts_user", roles="administrator"))).code == "bad_row"


@pytest.mark.parametrize("path", ["../../platform/x", "/etc/passwd", "aa/inconnu", "s_aaaaaaaaaaaa/aa/b"])
def test_a_row_that_names_a_file_of_others(entries: Entries, path: str) -> None:
    assert refused(packed(with_row(entries, "files_storedfile", content=path))).code == "bad_row"


def test_files_changed_added_or_taken_away(entries: Entries) -> None:
    (name,) = [each for each in entries if each.startswith("files/")]
    assert refused(packed({**entries, name: b"%PDF-1.4 un trou"})).code == "altered"
    assert refused(packed({**entries, name: b"court"})).code == "altered"
    assert refused(packed({**entries, "files/aa/de-plus": b"x"})).code == "not_ours"
    assert refused(packed({each: entries[each] for each in entries if each != name})).code == "altered"
    assert refused(packed({**entries, "files.jsonl": b""})).code in {"altered", "not_ours"}
    twice = entries["files.jsonl"] * 2
    assert refused(packed(resealed({**entries, "files.jsonl": twice}))).code == "not_ours"


def test_rows_added_after_the_seal(entries: Entries) -> None:
    more = entries[CONTRIBUTIONS] + entries[CONTRIBUTIONS].splitlines(keepends=True)[0]
    assert refused(packed({**entries, CONTRIBUTIONS: more})).code == "altered"


def test_any_byte_that_changes_is_seen_or_changes_nothing(archive: bytes) -> None:
    """Flip bytes anywhere: the archive is refused, or holds exactly the same."""
    chance, same = random.Random(2026), digests_in(check_archive(io.BytesIO(archive)))
    passed = 0
    for _time in range(250):
        spoilt = bytearray(archive)
        for _one in range(chance.choice([1, 1, 3])):
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        try:
            found = check_archive(io.BytesIO(bytes(spoilt)))
        except ArchiveRefused:
            continue
        passed += 1
        assert digests_in(found) == same
        assert found.manifest.seal == seal_of(json.loads(found.container.whole(MANIFEST, 10**7)))
    assert passed < 50
