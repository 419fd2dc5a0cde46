"""Files are kept after a check, and served after another, each time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from platform_core.files.checks import UploadRefused
from platform_core.files.models import StoredFile
from platform_core.files.operations import delete_file, share_files, store_upload
from platform_core.files.removal import remove_files
from tenants.spaces.models import Space
from tests.making import Visit, make_user
from tests.platform_core.files import samples


def named(content: bytes, name: str) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


@pytest.fixture
def photo(resident: User) -> StoredFile:
    return store_upload(by=resident, file=named(samples.photograph(), "Vélo rouge.jpg"), public=False)


def ask(browser: Client, address: str, **more: Any) -> Any:
    """Ask, and read to its end what is given (which closes the file)."""
    answer = browser.get(address, **more)
    if answer.streaming:
        b"".join(answer)
    return answer


def url(stored: StoredFile) -> str:
    return f"/fichiers/{stored.pk}/"


def test_picture_is_kept_without_its_place_and_with_a_small_one(photo: StoredFile) -> None:
    with photo.content.open() as content:
        assert b"Exif" not in content.read()
    assert photo.content_type == "image/jpeg"
    assert photo.size == photo.content.size
    assert photo.thumbnail


def test_file_that_lies_is_refused_and_leaves_nothing(resident: User) -> None:
    with pytest.raises(UploadRefused):
        store_upload(by=resident, file=named(samples.HTML, "photo.jpg"), public=True)
    assert not StoredFile.objects.exists()


def test_nobody_without_an_account_adds_a_file(space: Space) -> None:
    with pytest.raises(NotAllowed):
        store_upload(by=AnonymousUser(), file=named(samples.photograph(), "a.jpg"), public=True)


@pytest.mark.parametrize(
    ("who", "expected"), [("nobody", 404), ("stranger", 404), ("owner", 200), (Role.ANALYST, 200)]
)
def test_private_file_is_for_its_owner_and_the_team(
    visit: Visit, resident: User, photo: StoredFile, who: str, expected: int
) -> None:
    people = {"nobody": None, "owner": resident}
    roles = [] if who == "stranger" else [who]
    person = people[who] if who in people else make_user("qui@example.org", roles=roles)
    assert ask(visit(person), url(photo)).status_code == expected
    assert ask(visit(person), f"{url(photo)}vignette/").status_code == expected


def test_file_of_another_space_does_not_exist_here(visit: Visit, other_space: Space, administrator: User) -> None:
    stored = store_upload(by=administrator, file=named(samples.photograph(), "a.jpg"), public=True)
    assert ask(visit(), url(stored)).status_code == 200
    assert ask(visit(at=other_space), url(stored)).status_code == 404


def test_answer_is_private_not_sniffed_and_asked_again_cheaply(
    visit: Visit, resident: User, photo: StoredFile
) -> None:
    answer = ask(visit(resident), url(photo))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith('inline; filename="Velo rouge.jpg"')
    again = visit(resident).get(url(photo), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert visit().get(url(photo), headers={"if-none-match": answer["ETag"]}).status_code == 404


def test_document_is_downloaded_never_shown(visit: Visit, resident: User) -> None:
    stored = store_upload(by=resident, file=named("Procès-verbal\n".encode(), "pv.txt"), public=True)
    answer = ask(visit(), url(stored))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert ask(visit(), f"{url(stored)}vignette/").status_code == 404


def test_shared_file_is_for_everybody(visit: Visit, administrator: User, photo: StoredFile) -> None:
    share_files(by=administrator, files=[photo.pk])
    assert ask(visit(), url(photo)).status_code == 200


def test_bytes_go_with_the_file(
    django_capture_on_commit_callbacks: pytest.FixtureRequest, resident: User, photo: StoredFile
) -> None:
    path = Path(photo.content.path)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's
        delete_file(by=resident, stored=photo)
    assert not path.exists()


def test_deleted_space_leaves_no_file(space: Space, photo: StoredFile) -> None:
    assert Path(photo.content.path).is_relative_to(Path(settings.MEDIA_ROOT, space.schema_name))
    remove_files(space.schema_name)
    remove_files(space.schema_name)
    assert not Path(settings.MEDIA_ROOT, space.schema_name).exists()
    with pytest.raises(ValueError, match="no schema"):
        remove_files("")
