"""What is in an archive, as somebody without the platform reads it."""

from __future__ import annotations

import hashlib
import io
import json
import threading
from pathlib import Path

import pytest
from django.db import connection

from consultations.process.models import Contribution
from platform_core.files.models import StoredFile, private_storage
from tenants.archive.layout import MANIFEST, README, seal_of, table_entry
from tenants.archive.registry import BACKUP, PORTABLE
from tenants.archive.writing import write_archive
from tenants.spaces.models import Space
from tests import making
from tests.tenants.archive.spaces import Entries, archived, entries_of

pytestmark = pytest.mark.usefixtures("real_db")


def rows(entries: Entries, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in entries[table_entry(table)].splitlines()]


def test_the_manifest_tells_every_table_with_its_rows_and_checksum(entries: Entries) -> None:
    manifest = json.loads(entries[MANIFEST])
    assert manifest["seal"] == seal_of(manifest)
    for table in manifest["tables"]:
        content = entries[table_entry(table["name"])]
        assert (content.count(b"\n"), hashlib.sha256(content).hexdigest()) == (table["rows"], table["sha256"])
    assert manifest["total"]["rows"] == sum(table["rows"] for table in manifest["tables"]) > 20
    assert manifest["software"]["migrations"]["process"][0].startswith("0001")


def test_rows_are_json_with_their_keys_and_nothing_computed(entries: Entries) -> None:
    found = rows(entries, "process_contribution")
    assert [row["title"] for row in found] == [f"Idée \\u0000 n° {n}\n" for n in range(3)]
    assert "search" not in found[0]
    assert "Zoé Ñguyễn" in {row["public_name"] for row in rows(entries, "accounts_user")}


def test_files_are_whole_and_named_without_the_schema(entries: Entries, source: Space) -> None:
    (stored,) = rows(entries, "files_storedfile")
    assert entries[f"files/{stored['content']}"] == b"%PDF-1.4 un plan"
    assert not [name for name in entries if source.schema_name in name]
    assert not [name for name, content in entries.items() if source.schema_name.encode() in content]


def test_what_opens_doors_is_not_there(entries: Entries, source: Space) -> None:
    whole = b"".join(entries.values())
    assert source.signing_key.encode() not in whole
    assert b"Code 123456" not in whole
    assert not {name for name in entries if "apitoken" in name or "session" in name or "mfa" in name}
    backup = entries_of(archived(source, BACKUP))
    assert table_entry("api_apitoken") in backup
    assert source.signing_key.encode() not in b"".join(backup.values())


def test_the_notice_is_in_french_and_says_what_is_missing(entries: Entries) -> None:
    text = entries[README].decode()
    assert "Archive de « Ville d’essai »" in text
    assert "données personnelles" in text
    assert "`sessions.Session` | connexions ouvertes" in text


def test_a_lost_file_is_said_and_stops_nothing(source: Space) -> None:
    with making.in_space(source):
        name = str(StoredFile.objects.get().content.name)
    path = Path(private_storage().path(name))
    content = path.read_bytes()
    private_storage().delete(name)
    try:
        manifest = json.loads(entries_of(archived(source))[MANIFEST])
        assert (manifest["files"]["count"], manifest["files"]["missing"]) == (0, 1)
    finally:
        path.write_bytes(content)


def test_what_is_written_meanwhile_is_not_half_there(source: Space) -> None:
    """A contribution and its support come while the archive is written: neither, or both."""
    step = []

    def add() -> None:
        with making.in_space(source):
            first = Contribution.objects.first()
            assert first is not None
            step.append(
                making.make_contribution(first.step, first.author, kind="proposal", title="arrivée pendant").pk
            )
        connection.close()

    def say(done: int, total: int) -> None:
        if not step:
            thread = threading.Thread(target=add)
            thread.start()
            thread.join()

    out = io.BytesIO()
    write_archive(out, source, profile=PORTABLE, say=say)
    try:
        assert "arrivée pendant".encode() not in entries_of(out.getvalue())[table_entry("process_contribution")]
    finally:
        with making.in_space(source):
            Contribution.objects.filter(pk__in=step).delete()
