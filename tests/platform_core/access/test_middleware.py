"""The outer door answers a refusal by a page that says why, and refuses what declares nothing."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from platform_core.access import team
from platform_core.access.middleware import AccessMiddleware
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Space


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


@team(Role.MODERATOR)
def queue(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


def answer(view: object, user: User, rf: RequestFactory, space: Space) -> HttpResponse | None:
    request = rf.get("/equipe/", headers={"host": space.host})
    request.user = user
    request.space = space  # type: ignore[attr-defined]  # what SpaceMiddleware leaves
    request.resolver_match = None
    return AccessMiddleware(page).process_view(request, view, (), {})


def test_a_view_that_declares_nothing_is_refused_even_to_an_administrator(
    rf: RequestFactory, space: Space, administrator: User
) -> None:
    refused = answer(page, administrator, rf, space)
    assert refused is not None
    assert refused.status_code == 403


def test_a_resident_is_told_why_a_page_of_the_team_is_refused(
    rf: RequestFactory, space: Space, resident: User
) -> None:
    refused = answer(queue, resident, rf, space)
    assert refused is not None
    assert refused.status_code == 403
    assert "réservée à l’équipe" in refused.content.decode()


def test_whoever_has_the_role_passes(rf: RequestFactory, space: Space, moderator: User, administrator: User) -> None:
    assert answer(queue, moderator, rf, space) is None
    assert answer(queue, administrator, rf, space) is None
