from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from platform_core.web import menus
from platform_core.web.menus import Entry


def answer(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", answer, name="home"),
    path("equipe/", answer, name="team"),
    path("equipe/moderation/", answer, name="queue"),
    path("equipe/moderation/<int:pk>/", answer, name="one"),
    path("equipe/messages/", answer, name="mail"),
]


@pytest.fixture(autouse=True)
def own_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def lines(address: str = "/") -> list[menus.Line]:
    groups = menus.grouped("team", RequestFactory().get(address))
    return [line for group in groups for line in group["entries"]]


def test_entries_follow_their_order_and_groups_stay_together() -> None:
    menus.register(
        Entry(menu="team", label="Messages", url_name="mail", group="Échanger", order=30),
        Entry(menu="team", label="Accueil", url_name="team", order=10),
        Entry(menu="team", label="Modération", url_name="queue", group="Échanger", order=20),
        Entry(menu="team", label="Site", url_name="home", order=25),
    )
    groups = menus.grouped("team", RequestFactory().get("/"))
    assert [(g["label"], [line["label"] for line in g["entries"]]) for g in groups] == [
        ("", ["Accueil", "Site"]),
        ("Échanger", ["Modération", "Messages"]),
    ]


def test_registering_twice_shows_once() -> None:
    entry = Entry(menu="team", label="Équipe", url_name="team")
    menus.register(entry)
    menus.register(entry)
    assert len(lines()) == 1


def test_unknown_menu_is_refused() -> None:
    with pytest.raises(ValueError, match="No menu"):
        menus.register(Entry(menu="sidebar", label="Équipe", url_name="team"))


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/equipe/moderation/", {"Modération": "page"}),
        ("/equipe/moderation/12/", {"Modération": "true"}),
        ("/equipe/", {"Équipe": "page"}),
        ("/equipe/autre/", {}),  # under a home page is not on it
        ("/concertations/", {}),
        ("/", {"Site": "page"}),
    ],
)
def test_only_the_nearest_entry_is_current(address: str, current: dict[str, str]) -> None:
    menus.register(
        Entry(menu="team", label="Site", url_name="home"),
        Entry(menu="team", label="Équipe", url_name="team"),
        Entry(menu="team", label="Modération", url_name="queue"),
    )
    assert {line["label"]: line["current"] for line in lines(address) if line["current"]} == current


def test_entry_is_shown_and_counted_for_the_person_who_asks() -> None:
    menus.register(
        Entry(menu="team", label="Modération", url_name="queue", count=lambda r: len(r.GET)),
        Entry(menu="team", label="Messages", url_name="mail", shown=lambda r: "chef" in r.GET),
    )
    assert [(line["label"], line["count"]) for line in lines("/")] == [("Modération", 0)]
    assert [(line["label"], line["count"]) for line in lines("/?chef=1")] == [("Modération", 1), ("Messages", 0)]
