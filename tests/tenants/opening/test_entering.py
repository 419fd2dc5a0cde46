"""From the follow-up page into the new space, signed in, once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models import EntryPass, User
from tenants.opening.letters import follow_path
from tenants.opening.limits import ENTRY_OPEN
from tenants.opening.models import SpaceRequest
from tenants.opening.tasks import build
from tenants.spaces.models import Space
from tests import making
from tests.tenants.opening.asking import accepted


@pytest.fixture
def opened(built: None) -> SpaceRequest:
    request = accepted()
    build(request_id=request.pk)
    request.refresh_from_db()
    return request


def enter(request: SpaceRequest) -> Any:
    return making.operator_browser().post(f"{follow_path(request)}entrer/")


def session(browser: making.ScopedClient, space: Space) -> dict[str, Any]:
    """Return what the session of a browser holds in a space."""
    with making.in_space(space):
        return dict(browser.session.items())


def space_of(request: SpaceRequest) -> Space:
    assert request.space
    return request.space


def test_the_founder_arrives_signed_in_after_a_click(opened: SpaceRequest) -> None:
    space = space_of(opened)
    page = making.operator_browser().get(follow_path(opened))
    assert "Entrer dans mon espace" in page.content.decode()
    assert f"form-action 'self' {space.url.rstrip('/')}" in page.headers["Content-Security-Policy"]
    address = urlsplit(enter(opened).url)
    assert address.netloc == space.host
    browser = making.ScopedClient(space)
    for _time in range(2):  # opened in advance by a mail filter: nothing is burnt
        assert "Bienvenue dans" in browser.get(address.path).content.decode()
        assert "_auth_user_id" not in session(browser, space)
    assert browser.post(address.path).status_code == 302
    with making.in_space(space):
        founder = User.objects.get()
    assert session(browser, space)["_auth_user_id"] == str(founder.pk)
    assert founder.roles == [Role.ADMINISTRATOR]


def test_a_way_in_works_once(opened: SpaceRequest) -> None:
    space = space_of(opened)
    path = urlsplit(enter(opened).url).path
    assert making.ScopedClient(space).post(path).status_code == 302
    second = making.ScopedClient(space).post(path)
    assert second.status_code == 410
    assert "ne sert plus" in second.content.decode()
    assert making.ScopedClient(space).get(path).status_code == 410


def test_once_entered_one_signs_in_as_everybody(opened: SpaceRequest) -> None:
    space = space_of(opened)
    making.ScopedClient(space).post(urlsplit(enter(opened).url).path)
    assert enter(opened).url == follow_path(opened)
    page = making.operator_browser().get(follow_path(opened)).content.decode()
    assert f"{space.url}compte/" in page


def test_a_new_way_in_ends_the_former(opened: SpaceRequest) -> None:
    first, second = urlsplit(enter(opened).url).path, urlsplit(enter(opened).url).path
    browser = making.ScopedClient(space_of(opened))
    assert browser.get(first).status_code == 410
    assert browser.get(second).status_code == 200


def test_a_way_in_dies_of_age(opened: SpaceRequest) -> None:
    path = urlsplit(enter(opened).url).path
    with making.in_space(space_of(opened)):
        EntryPass.objects.update(expires_at=timezone.now())
    assert making.ScopedClient(space_of(opened)).post(path).status_code == 410


def test_the_follow_up_page_gives_no_way_in_for_ever(opened: SpaceRequest) -> None:
    SpaceRequest.objects.filter(pk=opened.pk).update(done_at=timezone.now() - ENTRY_OPEN * 2)
    assert enter(opened).url == follow_path(opened)


def test_a_way_in_opens_no_other_space(opened: SpaceRequest, spaces: tuple[Space, Space]) -> None:
    path = urlsplit(enter(opened).url).path
    assert making.ScopedClient(spaces[0]).post(path).status_code == 410


def test_a_way_in_before_the_opening_is_refused(built: None) -> None:
    assert enter(accepted()).status_code == 403
