"""The home page from its blocks: order, shown or not, tried, saved, never taken down by what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from consultations.process.blocks import KINDS, LONGEST, USUAL, read_blocks
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.accounts.counting import MOST, queries

PAGE = "/equipe/page-d-accueil/"
SLUGS = [kind.slug for kind in KINDS]


def row(space: Space) -> Space:
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
    return found


def keep(space: Space, blocks: object) -> None:
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(home_blocks=blocks)


def page(order: list[str], on: list[str], **others: str) -> dict[str, Any]:
    return {"order": order, "on": on, "text": "", **others}


@pytest.fixture
def browser(administrator: User, visit: making.Visit) -> Client:
    return visit(administrator)


@pytest.fixture
def filled(space: Space) -> None:
    making.make_step(making.make_consultation(title="En cours"), "hands")
    making.make_step(making.make_consultation(title="À venir", slug="plus-tard"), "hands", opens=5, closes=9)
    making.make_step(making.make_consultation(title="Passée", slug="avant"), "hands", opens=-9, closes=-5)


def test_only_administrators_enter(moderator: User, resident: User, visit: making.Visit) -> None:
    assert visit().get(PAGE).status_code == 302
    assert visit(resident).get(PAGE).status_code == 403
    assert visit(moderator).post(PAGE, page(SLUGS, [])).status_code == 403


@pytest.mark.usefixtures("filled")
def test_the_usual_page_shows_running_then_to_come_beside_over(visit: making.Visit) -> None:
    text = visit().get("/").content.decode()
    places = [text.index(f'id="{name}"') for name in ("en-cours", "a-venir", "terminees")]
    assert places == sorted(places)
    assert text.count('class="wrap columns"') == 1
    assert 'id="chiffres"' not in text


@pytest.mark.usefixtures("filled")
def test_blocks_follow_the_order_and_those_off_are_not_shown(
    space: Space, browser: Client, visit: making.Visit, other_space: Space
) -> None:
    elsewhere = visit(at=other_space).get("/").content
    order = ["text", "over", "running", "upcoming", "figures", "latest", "structures"]
    sent = page(order, ["text", "over", "running", "figures", "structures"], text="Un mot **du maire**")
    assert browser.post(PAGE, sent).status_code == 302
    text = visit().get("/").content.decode()
    marks = ["<strong>du maire</strong>", 'id="terminees"', 'id="en-cours"', 'id="chiffres"', 'id="associations"']
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert 'id="a-venir"' not in text
    assert Entry.objects.filter(action="brand.arrange_home").exists()
    assert visit(at=other_space).get("/").content == elsewhere


@pytest.mark.usefixtures("filled")
def test_without_script_a_button_moves_a_block_and_saves_nothing(space: Space, browser: Client) -> None:
    answer = browser.post(PAGE, page(SLUGS, ["running"], text="Gardé", move="upcoming:up"))
    assert answer.status_code == 200
    assert [line["kind"].slug for line in answer.context["rows"]][:2] == ["upcoming", "running"]
    assert "Gardé" in answer.content.decode()
    assert row(space).home_blocks == []
    same = browser.post(PAGE, page(SLUGS, ["running"], move="running:up"))
    assert [line["kind"].slug for line in same.context["rows"]] == SLUGS


@pytest.mark.usefixtures("filled")
def test_the_page_is_tried_by_one_person_alone(space: Space, browser: Client, visit: making.Visit) -> None:
    answer = browser.post(PAGE, page(SLUGS, ["figures"], preview="1"))
    assert 'href="/?apercu=1"' in answer.content.decode()
    assert 'id="chiffres"' in browser.get("/?apercu=1").content.decode()
    assert 'id="chiffres"' not in visit().get("/?apercu=1").content.decode()
    assert row(space).home_blocks == []


@pytest.mark.parametrize(
    "sent",
    [
        page(SLUGS, ["text"]),
        page([*SLUGS, "running"], ["running"]),
        page([*SLUGS, "inconnu"], ["running"]),
        page(SLUGS, ["text"], text="x" * (LONGEST + 1)),
    ],
)
def test_what_is_refused_changes_nothing(space: Space, browser: Client, sent: dict[str, Any]) -> None:
    assert browser.post(PAGE, sent).status_code == 422
    assert row(space).home_blocks == []


def test_the_second_to_save_is_told(space: Space, browser: Client) -> None:
    seen = browser.get(PAGE).context["seen"]
    browser.post(PAGE, page(SLUGS, ["running"], seen=seen))
    assert browser.post(PAGE, page(SLUGS, ["over"], seen=seen)).status_code == 422
    assert [one["block"] for one in row(space).home_blocks if one["on"]] == ["running"]


@pytest.mark.parametrize(
    "kept",
    [
        {"block": "running"},
        "texte",
        [None],
        [{"block": "running"}],
        [{"block": "running", "on": "oui"}],
        [{"block": "inconnu", "on": True}],
        [{"block": "running", "on": True}, {"block": "running", "on": True}],
        [{"block": "text", "on": True, "text": "x" * (LONGEST + 1)}],
        [{"block": "text", "on": True, "text": 3}],
    ],
)
def test_a_corrupt_arrangement_gives_the_usual_page(space: Space, visit: making.Visit, kept: object) -> None:
    assert read_blocks(kept) == list(USUAL)
    keep(space, kept)
    assert visit().get("/").status_code == 200


def test_a_block_that_is_newer_than_the_row_comes_last_and_off() -> None:
    blocks = read_blocks([{"block": "over", "on": True}])
    assert next((block.slug, block.on) for block in blocks) == ("over", True)
    assert not any(block.on for block in blocks[1:])
    assert {block.slug for block in blocks} == set(SLUGS)


@pytest.mark.usefixtures("filled")
def test_all_blocks_cost_a_constant_number_of_statements(space: Space, browser: Client, visit: making.Visit) -> None:
    keep(space, [{"block": slug, "on": True, "text": "Un mot"} for slug in SLUGS])
    before = queries(visit(), "/")
    for number in range(3):
        step = making.make_step(making.make_consultation(title=f"Autre {number}", slug=f"autre-{number}"), "hands")
        making.make_contribution(step)
    assert queries(visit(), "/") == before <= MOST
    assert queries(browser, PAGE) <= MOST
