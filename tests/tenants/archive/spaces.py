"""A small space that holds something of everything, its archive, and ways to spoil it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import ContentFile

from consultations.capabilities.supports.models import Support
from consultations.process.models import Attachment, Contribution
from platform_core.access.roles import Role
from platform_core.api.models import ApiToken
from platform_core.files.models import StoredFile
from platform_core.mail.models import Email
from platform_core.outbox.events import emit
from tenants.archive.layout import MANIFEST, seal_of, table_entry
from tenants.archive.registry import PORTABLE
from tenants.archive.writing import write_archive
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space
from tenants.spaces.scopes import platform
from tests import making

Entries = dict[str, bytes]


def furnish(space: Space, contributions: int = 3) -> None:
    """Fill a space: accounts, a consultation, contributions, supports, files, and what must stay out of archives."""
    with making.in_space(space):
        admin = making.make_user("gestion@example.org", "Équipe « de l’archive »", roles=[Role.ADMINISTRATOR])
        person = making.make_user("habitante@example.org", "Zoé Ñguyễn")
        step = making.make_step(making.make_consultation(), "proposals", settings={"note": None, "emoji": "🌳"})
        for number in range(contributions):
            made = making.make_contribution(step, person, kind="proposal", title=f"Idée \\u0000 n° {number}\n")
            Support.objects.create(contribution=made, person=admin)
        Contribution.objects.create(step=step, consultation=step.consultation, title="à retirer").delete()
        stored = store(admin.pk, b"%PDF-1.4 un plan", "plan.pdf")
        Attachment.objects.create(contribution=made, file=stored)
        Email.objects.create(key="essai", to="a@example.org", subject="Code 123456")
        emit("essai.passe", id=1)
        ApiToken.objects.create(
            owner=admin, name="jeton", prefix="abc", secret_hash="0" * 64, scopes=["read"], sign_out_count=0,
            expires_at=step.closes_at,
        )  # fmt: skip

    with platform():
        space.logo, space.menu_links = stored.pk, [{"label": "Mairie", "url": "https://example.org/"}]
        space.save(update_fields=["logo", "menu_links"])


def store(owner_id: int, content: bytes, name: str) -> StoredFile:
    """Put a file in the space one is in."""
    sha256 = hashlib.sha256(content).hexdigest()
    stored = StoredFile(name=name, content_type="application/pdf", size=len(content), sha256=sha256, owner_id=owner_id)
    stored.content.save(name, ContentFile(content), save=True)
    return stored


@contextmanager
def passing(label: str, *, contributions: int = 3) -> Iterator[Space]:
    """Give a furnished space, really written, taken away at the end with all that was made of it."""
    space = making.make_space(label, name="Ville d’essai", tagline="« Ça marche »", latitude=50.1)
    furnish(space, contributions)
    try:
        yield space
    finally:
        with platform():
            delete_space(by=making.SYSTEM, space=space, reason="fin de l’essai", at_once=True)
            Space.objects.filter(pk=space.pk).delete()


def archived(space: Space, profile: str = PORTABLE) -> bytes:
    """Return the archive of a space."""
    out = io.BytesIO()
    write_archive(out, space, profile=profile)
    return out.getvalue()


def entries_of(archive: bytes) -> Entries:
    """Return what an archive holds."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(entries: Entries | list[tuple[Any, bytes]]) -> bytes:
    """Make a ZIP of entries (names, or `ZipInfo`)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in entries.items() if isinstance(entries, dict) else entries:
            opened.writestr(name, content)
    return out.getvalue()


def resealed(entries: Entries, change: Callable[[dict[str, Any]], None] = lambda _manifest: None) -> Entries:
    """Write again the manifest as somebody skilled would: with the right counts, checksums and seal."""
    manifest = json.loads(entries[MANIFEST])
    for table in manifest["tables"]:
        content = entries.get(table_entry(table["name"]))
        if content is not None:
            table["rows"], table["sha256"] = content.count(b"\n"), hashlib.sha256(content).hexdigest()
    manifest["files"]["sha256"] = hashlib.sha256(entries["files.jsonl"]).hexdigest()
    manifest["total"]["rows"] = sum(table["rows"] for table in manifest["tables"])
    change(manifest)
    manifest["seal"] = seal_of(manifest)
    return {**entries, MANIFEST: json.dumps(manifest, ensure_ascii=False).encode()}


def with_row(entries: Entries, table: str, **changes: Any) -> Entries:
    """Change the first row of a table, and seal all again."""
    lines = entries[table_entry(table)].splitlines(keepends=True)
    row = {**json.loads(lines[0]), **changes}
    lines[0] = json.dumps(row, ensure_ascii=False).encode() + b"\n"
    return resealed({**entries, table_entry(table): b"".join(lines)})
