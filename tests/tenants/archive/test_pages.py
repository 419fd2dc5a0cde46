"""The team's page: administrators alone, one archive at a time, given to the one who asked, removed at its end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed
from platform_core.notifications.models import Notification
from tenants.archive.models import Archive, State
from tenants.archive.operations.asking import download_archive, request_archive
from tenants.archive.operations.building import MAX_ATTEMPTS, Stopped, claim_archive, finish_archive, note_progress
from tenants.archive.tasks import keep
from tests import making
from tests.platform_core.notifications.telling import deliver

PAGE = "/equipe/archive/"


@pytest.fixture
def ready(administrator: User) -> Archive:
    archive = Archive(requested_by=administrator, state=State.READY, done=12, files=1, seal="f" * 64)
    archive.finished_at, archive.expires_at, archive.size = timezone.now(), timezone.now() + timedelta(days=7), 5
    archive.content.save("lille/archives/essai.zip", ContentFile(b"coucou"), save=True)
    return archive


def test_asked_with_the_box_ticked_once_at_a_time(visit: making.Visit, administrator: User) -> None:
    browser = visit(administrator)
    page = browser.get(PAGE)
    assert "données personnelles" in page.content.decode()
    refused = browser.post(PAGE)
    assert (refused.status_code, Archive.objects.count()) == (422, 0)
    assert "Cochez la case" in refused.content.decode()
    assert browser.post(PAGE, {"understood": "on"}).status_code == 302
    again = browser.post(PAGE, {"understood": "on"})
    assert (again.status_code, Archive.objects.count()) == (422, 1)
    assert "déjà en préparation" in again.content.decode()
    assert Entry.objects.filter(action="archive.request", actor_id=administrator.pk).count() == 1


def test_the_other_administrators_are_told(administrator: User) -> None:
    other = making.make_user("autre@example.org", "Autre", roles=["administrator"])
    request_archive(by=administrator)
    deliver()
    told = Notification.objects.filter(kind="archive.asked")
    assert administrator not in {one.recipient for one in told}
    assert "Équipe de Lille" in told.get(recipient=other).sentence


@pytest.mark.parametrize("role", ["moderator", "analyst", "steering"])
def test_other_roles_may_not(visit: making.Visit, ready: Archive, role: str) -> None:
    member = making.make_user(f"{role}@example.org", roles=[role])
    for path in (PAGE, f"{PAGE}{ready.pk}/fichier/"):
        assert visit(member).get(path).status_code in {403, 404}
    with pytest.raises(NotAllowed):
        request_archive(by=member)


def test_only_the_one_who_asked_has_the_file_and_it_is_written(
    visit: making.Visit, ready: Archive, administrator: User
) -> None:
    other = making.make_user("autre@example.org", roles=["administrator"])
    path = f"{PAGE}{ready.pk}/fichier/"
    assert visit(other).get(path).status_code == 403
    answer = visit(administrator).get(path)
    assert answer.getvalue() == b"coucou"
    assert answer["Cache-Control"] == "private, no-store"
    assert "attachment" in answer["Content-Disposition"]
    assert Entry.objects.filter(action="archive.download", actor_id=administrator.pk).count() == 1
    administrator.roles = []
    administrator.save()
    assert visit(administrator).get(path).status_code in {403, 404}


def test_the_file_goes_at_its_end(
    visit: making.Visit, ready: Archive, administrator: User, django_capture_on_commit_callbacks: object
) -> None:
    path = Path(ready.content.path)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        keep()
    assert path.exists()
    Archive.objects.update(expires_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # likewise
        keep()
    ready.refresh_from_db()
    assert (ready.state, bool(ready.content), path.exists()) == (State.EXPIRED, False, False)
    with pytest.raises(NotAllowed, match="expired"):
        download_archive(by=administrator, archive=ready)


def test_any_administrator_may_remove_it_before(
    visit: making.Visit, ready: Archive, django_capture_on_commit_callbacks: object
) -> None:
    other = making.make_user("autre@example.org", roles=["administrator"])
    path = Path(ready.content.path)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # likewise
        assert visit(other).post(f"{PAGE}{ready.pk}/effacer/").status_code == 302
    assert not path.exists()


def test_progress_is_told_then_stopped_by_a_cancellation(visit: making.Visit, administrator: User) -> None:
    archive = request_archive(by=administrator)
    claimed = claim_archive(by=making.SYSTEM, archive_id=archive.pk)
    assert claimed is not None
    assert claim_archive(by=making.SYSTEM, archive_id=archive.pk) is None
    note_progress(by=making.SYSTEM, archive=claimed, done=500, total=1200)
    part = visit(administrator).get(f"{PAGE}{archive.pk}/avancement/", headers={"HX-Request": "true"})
    page = visit(administrator).get(PAGE).content.decode()
    assert "500" in part.content.decode()
    assert part.content.decode().split("<form")[0].strip() in page
    assert visit(administrator).post(f"{PAGE}{archive.pk}/annuler/").status_code == 302
    with pytest.raises(Stopped):
        note_progress(by=making.SYSTEM, archive=claimed, done=600, total=1200)
    with pytest.raises(Stopped):
        finish_archive(by=making.SYSTEM, archive=claimed, name="x", size=1)


def test_after_three_attempts_it_is_given_up_and_told(administrator: User) -> None:
    archive = request_archive(by=administrator)
    for _time in range(MAX_ATTEMPTS):
        assert claim_archive(by=making.SYSTEM, archive_id=archive.pk) is not None
        Archive.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    assert claim_archive(by=making.SYSTEM, archive_id=archive.pk) is None
    archive.refresh_from_db()
    assert (archive.state, archive.slot) == (State.FAILED, None)
    deliver()
    assert Notification.objects.get(kind="archive.failed").recipient == administrator


def test_erasing_somebody_takes_the_archives_back(ready: Archive, resident: User) -> None:
    from platform_core.accounts.operations.erasing import erase_account  # noqa: PLC0415 (only this test)

    erase_account(by=resident, user=resident, withdraw=True)
    ready.refresh_from_db()
    assert ready.state == State.EXPIRED


def test_the_page_asks_as_many_questions_at_one_and_three(
    visit: making.Visit, ready: Archive, administrator: User
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            visit(administrator).get(PAGE)
        return len(asked)

    one = questions()
    for _time in range(2):
        Archive.objects.create(requested_by=administrator, state=State.CANCELLED)
    assert questions() == one
