"""The doors: commands and the console's page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from consultations.process.models import Contribution
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.arrivals.models import Arrival, State
from tenants.arrivals.tasks import receive, resume
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform
from tests import making
from tests.tenants.arrivals.conftest import LABEL, Bring
from tests.tenants.console.conftest import signed_in

PAGE = "/operateur/importer/"


def run(name: str, *words: str, **more: Any) -> str:
    out = io.StringIO()
    call_command(name, *words, stdout=out, **more)
    return out.getvalue()


@contextmanager
def an_operator() -> Iterator[making.ScopedClient]:
    """Give the browser of an operator who is really there, on the platform, then forget them."""
    with platform():
        user = making.make_user("odile@example.org", "Odile", roles=[Role.OPERATOR])
        try:
            yield signed_in(user)
        finally:
            for model in (Authenticator, EmailAddress, User):  # without looking into tables the platform does not have
                model.objects.all()._raw_delete("default")


@pytest.fixture
def file(archive: bytes, tmp_path: Path) -> str:
    path = tmp_path / "espace.zip"
    path.write_bytes(archive)
    return str(path)


def test_checked_imported_compared_then_different(bring: Bring, file: str, source: Space) -> None:
    assert "Archive intacte." in run("checkarchive", file)
    said = run("importspace", file, label=LABEL)
    assert "process_contribution" in said
    assert "Identique. L’espace est ouvert" in said
    assert source.host in said
    assert "DIFFÉRENT" not in said
    assert "Identiques." in run("comparespace", file, LABEL)
    assert "Identiques." in run("comparespace", source.label, LABEL)
    with platform():
        copy = Space.objects.get(label=LABEL)
    with making.in_space(copy):
        Contribution.objects.filter(title__startswith="Idée").update(body="autre")
    with pytest.raises(CommandError, match="process_contribution"):
        run("comparespace", file, LABEL)


def test_commands_say_why_not(bring: Bring, file: str, source: Space, tmp_path: Path) -> None:
    cut = tmp_path / "coupe.zip"
    cut.write_bytes(Path(file).read_bytes()[:-100])
    for words in (["checkarchive", str(cut)], ["checkarchive", "/nulle/part.zip"], ["comparespace", str(cut), "x"]):
        with pytest.raises(CommandError):
            run(*words)
    with pytest.raises(CommandError, match="abîmé"):
        run("importspace", str(cut), label=LABEL)
    for taken in (source.label, "admin", "x", "Déjà"):
        with pytest.raises(CommandError):
            run("importspace", file, label=taken)


def test_the_archive_is_written_for_its_owner_alone_and_logged(source: Space, real_db: None, tmp_path: Path) -> None:
    path = tmp_path / "sortie.zip"
    assert "Sceau" in run("exportspace", source.label, str(path))
    assert path.stat().st_mode & 0o077 == 0
    assert "Archive intacte." in run("checkarchive", str(path))
    with pytest.raises(CommandError):
        run("exportspace", source.label, str(path))


def test_an_operator_brings_an_archive(bring: Bring, archive: bytes) -> None:
    with an_operator() as browser:
        sent = SimpleUploadedFile("espace.zip", archive, "application/zip")
        assert browser.post(PAGE, {"label": LABEL, "file": sent}).status_code == 302
        arrival = Arrival.objects.get()
        assert Path(arrival.path).parent == Path(settings.ARRIVALS_ROOT)
        assert Path(arrival.path).stat().st_mode & 0o077 == 0
        part = browser.get(f"{PAGE}{arrival.pk}/avancement/", headers={"HX-Request": "true"})
        assert "En attente" in part.content.decode()
        receive(arrival_id=arrival.pk)
        arrival.refresh_from_db()
        assert arrival.state == State.DONE
        assert not Path(arrival.path).exists()
        page = browser.get(PAGE).content.decode()
        assert "identiques à l’archive" in page
        assert f"{LABEL}.{settings.APEX_HOST}" in page


def test_an_operator_chooses_a_file_of_the_server(bring: Bring, archive: bytes) -> None:
    folder = Path(settings.ARRIVALS_ROOT)
    folder.mkdir(parents=True)
    (folder / "grand.zip").write_bytes(archive)
    (folder / ".cache.zip").write_bytes(archive)
    (folder / "lien.zip").symlink_to("/etc/passwd")
    with an_operator() as browser:
        page = browser.get(PAGE).content.decode()
        assert "grand.zip" in page
        assert ".cache.zip" not in page
        assert "lien.zip" not in page
        for path in ("lien.zip", "../grand.zip", "/etc/passwd"):
            assert browser.post(PAGE, {"label": LABEL, "on_server": path}).status_code == 422
        assert browser.post(PAGE, {"label": LABEL, "on_server": "grand.zip"}).status_code == 302
        receive(arrival_id=Arrival.objects.get().pk)
        assert Arrival.objects.get().state == State.DONE
    assert (folder / "grand.zip").exists()


def test_what_is_wrong_is_said_at_once_and_nothing_is_kept(bring: Bring, archive: bytes, source: Space) -> None:
    with an_operator() as browser:

        def answer(label: str, content: bytes | None) -> str:
            sent = {"label": label}
            more = {} if content is None else {"file": SimpleUploadedFile("x.zip", content)}
            found = browser.post(PAGE, {**sent, **more})
            assert found.status_code == 422
            return str(found.content.decode())

        assert "abîmé" in answer(LABEL, archive[:500])
        assert "Choisissez une archive" in answer(LABEL, None)
        assert "déjà prise" in answer(source.label, archive)
        assert Arrival.objects.count() == 0
    assert list(Path(settings.ARRIVALS_ROOT).glob("*")) == []


def test_what_nobody_works_on_is_taken_up(bring: Bring, archive: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    arrival = bring(archive)
    monkeypatch.setattr(
        "platform_core.background.tasks.publish", lambda name, *_words, **more: sent.append((name, more))
    )
    with platform():
        resume()
        assert sent == []
        Arrival.objects.update(requested_at="2026-01-01T00:00Z")
        resume()
    assert [(name, more["arrival_id"]) for name, more in sent] == [("arrivals.receive", arrival.pk)]
