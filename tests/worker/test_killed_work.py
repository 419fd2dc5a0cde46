"""Killed with -9 in the middle of an archive, an import, a backup, a restoration: it is taken up or said to have failed.

Whatever the moment: no half file is offered, no half space answers, the next attempt ends well and leaves nothing behind.
The building of a space asked for is in tests/tenants/opening/test_killed.py, exports in test_killed_export.py.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from consultations.process.models import Contribution
from platform_core.accounts.models import User
from tenants.archive.checking import check_archive
from tenants.archive.making import make_archive
from tenants.archive.models import Archive
from tenants.archive.models import State as ArchiveState
from tenants.archive.operations.asking import request_archive
from tenants.archive.queries import abandoned
from tenants.arrivals.models import Arrival
from tenants.arrivals.models import State as ArrivalState
from tenants.arrivals.operations import request_arrival
from tenants.arrivals.queries import stalled
from tenants.arrivals.tasks import receive
from tenants.backup.models import Backup, Restoration, Stage
from tenants.backup.models import State as BackupState
from tenants.backup.queries import due
from tenants.backup.tasks import look, make
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform
from tests import making
from tests.tenants.archive.spaces import archived, passing
from tests.tenants.arrivals.conftest import clean
from tests.worker.nursery import Nursery, nursery

pytestmark = pytest.mark.slow
COPY = "cassel-copie"


@pytest.fixture(scope="module")
def workers(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("nursery")) as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cassel")


@pytest.fixture(autouse=True)
def private_folder(settings: pytest.FixtureRequest, home: Path) -> None:
    for name, folder in (("MEDIA_ROOT", "media"), ("BACKUP_ROOT", "backups"), ("ARRIVALS_ROOT", "arrivals")):
        setattr(settings, name, home / folder)


@pytest.fixture(scope="module")
def furnished(
    home: Path, spaces: tuple[Space, Space], django_db_blocker: pytest.FixtureRequest
) -> Iterator[tuple[Space, bytes]]:
    """A furnished space, its archive; all that was made of it goes with it."""
    from django.conf import settings  # noqa: PLC0415 (the fixture of that name belongs to one test)

    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, home / "media"
    with django_db_blocker.unblock(), passing("cassel") as space:  # type: ignore[attr-defined]  # pytest-django's blocker
        yield space, archived(space)
    settings.MEDIA_ROOT = before


@pytest.fixture
def town(furnished: tuple[Space, bytes], real_db: None, private_folder: None) -> Iterator[Space]:
    with platform():
        before = set(Space.objects.values_list("pk", flat=True))
    yield furnished[0]
    clean(before)
    with platform():
        Restoration.objects.all().delete()
        Backup.objects.all().delete()


def schemas() -> int:
    with platform(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 's\\_%%'")
        return int(cursor.fetchone()[0])


def status(label: str) -> int:
    return int(Client(headers={"host": f"{label}.citoyens.test"}).get("/", secure=True).status_code)


def once_noticed(work: Callable[[], object]) -> None:
    """Do it as soon as PostgreSQL has noticed that who held the lock is dead."""
    deadline = time.monotonic() + 20
    while True:
        try:
            work()
        except CommandError as error:
            if "en train" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def command(name: str, *words: str) -> None:
    call_command(name, *words, stdout=io.StringIO(), stderr=io.StringIO())


@pytest.mark.parametrize("at", ["tenants.archive.writing:_Writer._files", "tenants.archive.making:finish_archive"])
def test_an_archive_cut_short_is_not_offered_then_made_again(town: Space, workers: Nursery, at: str) -> None:
    with making.in_space(town):
        admin = User.objects.get(email="gestion@example.org")
        one = request_archive(by=admin)
        folder = Path(one.content.storage.path(f"{town.schema_name}/archives"))
        with workers.stopped("archive", at, schema=town.schema_name, id=one.pk):
            assert not make_archive(one.pk)  # somebody works on it
            assert len(list(folder.iterdir())) == 1  # begun
        one.refresh_from_db()
        assert (one.state, one.content.name) == (ArchiveState.BUILDING, "")
        team = making.Visit(town)(admin)
        assert f"/equipe/archive/{one.pk}/fichier/" not in team.get("/equipe/archive/").content.decode()
        assert team.get(f"/equipe/archive/{one.pk}/fichier/").status_code in {403, 404}
        assert not abandoned(timezone.now()).exists()
        assert list(abandoned(timezone.now() + timedelta(minutes=4))) == [one]
        Archive.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=4))  # time passes
        assert make_archive(one.pk)
        one.refresh_from_db()
        assert (one.state, one.attempts) == (ArchiveState.READY, 2)
        with one.content.open() as file:
            check_archive(file)
        assert [path.name for path in folder.iterdir()] == [Path(str(one.content.name)).name]
        one.content.delete(save=False)
        Archive.objects.all().delete()


@pytest.mark.parametrize(
    "at",
    [
        "tenants.arrivals.receiving:build_tables",
        "tenants.arrivals.receiving:compare",
        "tenants.arrivals.receiving:open_arrival",
    ],
)
def test_an_import_cut_short_answers_to_nobody_then_is_begun_again(
    town: Space, furnished: tuple[Space, bytes], workers: Nursery, home: Path, tmp_path: Path, at: str
) -> None:
    path = tmp_path / "espace.zip"
    path.write_bytes(furnished[1])
    before = schemas()
    with platform():
        one = request_arrival(by=making.SYSTEM, label=COPY, path=path, name="espace.zip", in_background=False)
        with workers.stopped("arrival", at, id=one.pk):
            receive(arrival_id=one.pk)  # another worker sees that somebody holds it
            one.refresh_from_db()
            assert (one.state in {ArrivalState.CHECKING, ArrivalState.LOADING}, one.attempts) == (True, 1)
            assert status(COPY) == 404
    assert status(COPY) == 404
    with platform():
        assert list(stalled(timezone.now() + timedelta(minutes=4))) == [one]
        deadline = time.monotonic() + 20
        while one.state != ArrivalState.DONE and time.monotonic() < deadline:  # until the death was noticed
            receive(arrival_id=one.pk)
            one.refresh_from_db()
        assert (one.state, one.attempts) == (ArrivalState.DONE, 2)
        copy = Space.objects.get(label=COPY)
    assert status(COPY) == 200
    assert schemas() == before + 1  # nothing of the first attempt
    assert {each.name for each in (home / "media").iterdir()} == {town.schema_name, copy.schema_name}


def test_an_import_cut_short_three_times_is_given_up_and_leaves_nothing(
    town: Space, furnished: tuple[Space, bytes], workers: Nursery, tmp_path: Path
) -> None:
    path = tmp_path / "espace.zip"
    path.write_bytes(furnished[1])
    before = schemas()
    with platform():
        one = request_arrival(by=making.SYSTEM, label=COPY, path=path, name="espace.zip", in_background=False)
        for attempt in (1, 2, 3):
            deadline = time.monotonic() + 20
            while Arrival.objects.get().attempts < attempt and time.monotonic() < deadline:
                try:
                    with workers.stopped("arrival", "tenants.arrivals.receiving:load_files", id=one.pk):
                        pass
                except AssertionError:  # the dead worker's lock was still there
                    time.sleep(0.05)
        while Arrival.objects.get().state != ArrivalState.REFUSED and time.monotonic() < deadline:
            receive(arrival_id=one.pk)
        one.refresh_from_db()
        assert one.state == ArrivalState.REFUSED
        assert "interrompue trois fois" in one.error
        assert not Space.objects.filter(label=COPY).exists()
    assert (status(COPY), schemas()) == (404, before)


@pytest.mark.parametrize(
    "at",
    [
        "tenants.archive.writing:_Writer._files",
        "tenants.backup.making:check_archive",
        "tenants.backup.making:finish_backup",
    ],
)
def test_a_backup_cut_short_counts_for_nothing_then_is_made_again(
    town: Space, workers: Nursery, home: Path, at: str
) -> None:
    with workers.stopped("backup", at, label=town.label):
        with pytest.raises(CommandError, match="en train"):
            command("backupspace", town.label)
        assert len(list((home / "backups").rglob("*.*"))) == 1  # begun
    with platform():
        assert not Backup.objects.filter(space=town, state=BackupState.GOOD).exists()
        with pytest.raises(CommandError, match="n’a pas cette sauvegarde"):
            command("restorespace", town.label)
        assert town not in due(timezone.now())
        assert town in due(timezone.now() + timedelta(minutes=31))
        Backup.objects.update(at=timezone.now() - timedelta(minutes=31))  # time passes
        once_noticed(lambda: made_anew(town))
        cut, good = Backup.objects.filter(space=town).order_by("pk")
        assert (cut.state, cut.error, good.state) == (BackupState.FAILED, "interrupted", BackupState.GOOD)
    assert [path.name for path in (home / "backups").rglob("*.*")] == [Path(good.name).name]
    command("checkbackups", town.label)
    (home / "backups" / good.name).unlink()


def made_anew(town: Space) -> None:
    """Do what the clock asks for; complain as the command does while the lock of the dead worker is still there."""
    make(space_id=town.pk)
    if not Backup.objects.filter(space=town, state=BackupState.GOOD).exists():
        message = "en train"
        raise CommandError(message)


@pytest.mark.parametrize("at", ["tenants.arrivals.receiving:load_files", "tenants.backup.restoring:put_beside"])
@pytest.mark.parametrize("by_hand", [True, False], ids=["asked again", "tidied by the clock"])
def test_a_restoration_cut_short_changes_nothing_then_is_done_or_undone(
    town: Space, workers: Nursery, home: Path, at: str, by_hand: bool
) -> None:
    command("backupspace", town.label)
    before = schemas()
    with making.in_space(town):
        titles = list(Contribution.objects.order_by("pk").values_list("title", flat=True))
    with workers.stopped("restore", at, label=town.label):
        with pytest.raises(CommandError, match="en train"):
            command("restorespace", town.label)
        with platform():
            look()  # somebody works on it: nothing is undone
            assert Restoration.objects.get().stage == Stage.LOADING
        with pytest.raises(CommandError):
            command("restorespace", town.label, "--switch")
    assert status(town.label) == 200
    with platform():
        other = Restoration.objects.get().other
        assert other is not None
        assert not other.domains.exists()
        assert other not in due(timezone.now() + timedelta(days=2))
    if by_hand:
        once_noticed(lambda: command("restorespace", town.label))
        assert schemas() == before + 1
        command("restorespace", town.label, "--finish")
    else:
        deadline = time.monotonic() + 20
        with platform():
            while Restoration.objects.exclude(stage=Stage.ENDED).exists() and time.monotonic() < deadline:
                look()
    with platform():
        assert not Space.objects.filter(pk=other.pk).exclude(state="deleted").exists()
    assert schemas() == before
    assert not Path(home / "media" / other.schema_name).exists()
    with making.in_space(town):
        assert list(Contribution.objects.order_by("pk").values_list("title", flat=True)) == titles
    for path in (home / "backups").rglob("*.cecb"):
        path.unlink()
