"""Name, colour, font, logo and banner: who may, what is refused, what visitors then see, and nowhere else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.files.models import StoredFile
from platform_core.web import colours
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.accounts.counting import MOST, queries
from tests.platform_core.files.samples import HTML, picture

PAGE = "/equipe/identite/"
LOGO = "/equipe/identite/logo/"
BANNER = "/equipe/identite/banniere/"
PALE = "#fff3a0"


def look(**changed: str) -> dict[str, str]:
    return {"name": "Ville de Lille", "tagline": "Parlons-en", "accent": "#1f4e79", "font": "atkinson", **changed}


def row(space: Space) -> Space:
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
    return found


def upload(size: tuple[int, int], kind: str = "PNG") -> SimpleUploadedFile:
    return SimpleUploadedFile("image.png", picture(kind, size=size))


@pytest.fixture
def browser(administrator: User, visit: making.Visit) -> Client:
    return visit(administrator)


@pytest.mark.parametrize("path", [PAGE, LOGO, BANNER])
def test_only_administrators_enter(path: str, moderator: User, resident: User, visit: making.Visit) -> None:
    assert visit().get(path).status_code == 302
    assert visit(resident).get(path).status_code == 403
    assert visit(moderator).post(path, look()).status_code == 403


def test_the_look_is_saved_shown_and_logged(space: Space, browser: Client, visit: making.Visit) -> None:
    assert browser.post(PAGE, look(name="Lille ensemble", font="lexend", accent="#7a1f3d")).status_code == 302
    home = visit().get("/").content.decode()
    assert "Lille ensemble" in home
    assert "font-lexend" in home
    assert "/couleurs/7a1f3d.css" in home
    assert Entry.objects.get(action="brand.dress").details["after"]["font"] == "lexend"


def test_the_other_space_keeps_its_look(browser: Client, other_space: Space, visit: making.Visit) -> None:
    before = visit(at=other_space).get("/").content
    browser.post(PAGE, look(name="Lille ensemble", accent="#7a1f3d"))
    assert visit(at=other_space).get("/").content == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"accent": "red"}, "sous la forme #1f4e79"),
        ({"accent": "#fff; } body {"}, "sous la forme #1f4e79"),
        ({"font": "comic"}, "Choisissez une police de la liste"),
        ({"name": " "}, "Donnez un nom"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(
    space: Space, browser: Client, changed: dict[str, str], said: str
) -> None:
    answer = browser.post(PAGE, look(**{"tagline": "Gardée", **changed}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Gardée" in answer.content.decode()
    assert row(space).tagline != "Gardée"


def test_a_pale_colour_is_corrected_before_anything_is_saved(space: Space, browser: Client) -> None:
    answer = browser.post(PAGE, look(accent=PALE, preview="1"))
    text = answer.content.decode()
    used = colours.corrected(PALE)
    assert used != PALE
    assert f'fill="{PALE}"' in text
    assert f'fill="{used}"' in text
    assert "trop faible" in text
    assert row(space).accent == space.accent


def test_the_sample_has_the_corrected_colour_and_the_page_its_own(browser: Client) -> None:
    sheet = browser.get(f"/couleurs/{PALE[1:]}/essai.css").content.decode()
    assert sheet == f".accent-sample {{ --accent: {colours.corrected(PALE)}; --accent-ink: #ffffff; }}\n"


def test_the_home_page_is_tried_by_one_person_alone(browser: Client, visit: making.Visit, resident: User) -> None:
    browser.post(PAGE, look(name="Nom essayé", accent="#123456", preview="1"))
    tried = browser.get("/?apercu=1").content.decode()
    assert "Nom essayé" in tried
    assert "/couleurs/123456.css" in tried
    assert "Nom essayé" not in browser.get("/").content.decode()
    assert "Nom essayé" not in visit().get("/?apercu=1").content.decode()
    assert "Nom essayé" not in visit(resident).get("/?apercu=1").content.decode()


def test_the_second_to_save_is_told(space: Space, browser: Client) -> None:
    form = browser.get(PAGE).context["form"]
    browser.post(PAGE, look(tagline="La première", seen=form.initial["seen"]))
    answer = browser.post(PAGE, look(tagline="La seconde", seen=form.initial["seen"]))
    assert answer.status_code == 422
    assert "Quelqu’un d’autre a enregistré" in answer.content.decode()
    assert row(space).tagline == "La première"


def send(browser: Client, path: str, **fields: Any) -> Any:
    return browser.post(path, fields)


def test_a_logo_is_shown_to_all_replaced_and_removed(space: Space, browser: Client, visit: making.Visit) -> None:
    assert send(browser, LOGO, file=upload((300, 120)), alt="Le lys de Lille").status_code == 302
    first = row(space)
    home = visit().get("/").content.decode()
    assert f'src="{first.logo_url}" alt="Le lys de Lille"' in home
    served = visit().get(first.logo_url)
    assert b"".join(served.streaming_content)  # type: ignore[attr-defined]  # a file
    assert send(browser, LOGO, file=upload((200, 120)), alt="").status_code == 302
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [row(space).logo]
    assert visit().get(first.logo_url).status_code == 404
    browser.post(LOGO, {"remove": "1"})
    assert row(space).logo is None
    assert not StoredFile.objects.exists()


def test_a_banner_is_shown_on_the_home_page_only(space: Space, browser: Client, visit: making.Visit) -> None:
    send(browser, BANNER, file=upload((1200, 300)), alt="La Deûle")
    url = row(space).banner_url
    assert f'src="{url}" alt="La Deûle"' in visit().get("/").content.decode()
    assert url not in visit().get("/concertations/").content.decode()


def test_the_words_change_without_sending_the_picture_again(space: Space, browser: Client) -> None:
    send(browser, LOGO, file=upload((300, 120)), alt="Le lys")
    key = row(space).logo
    assert send(browser, LOGO, alt="La fleur de lys").status_code == 302
    assert (row(space).logo, row(space).logo_alt) == (key, "La fleur de lys")


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        (LOGO, HTML, ""),
        (LOGO, picture("PNG", size=(40, 20)), "trop petite"),
        (BANNER, picture("PNG", size=(900, 300)), "trop petite"),
        (LOGO, b"", "vide"),
    ],
)
def test_what_is_no_good_picture_is_refused_and_the_words_stay(
    space: Space, browser: Client, path: str, content: bytes, said: str
) -> None:
    answer = send(browser, path, file=SimpleUploadedFile("image.png", content), alt="Des mots gardés")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Des mots gardés" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_logo_is_served_by_its_own_space_only(
    space: Space, browser: Client, other_space: Space, visit: making.Visit
) -> None:
    send(browser, LOGO, file=upload((300, 120)), alt="")
    assert visit(at=other_space).get(row(space).logo_url).status_code == 404


def test_the_look_costs_no_statement(space: Space, browser: Client, visit: making.Visit) -> None:
    before = queries(visit(), "/concertations/")
    send(browser, LOGO, file=upload((300, 120)), alt="")
    browser.post(PAGE, look(font="inter"))
    assert queries(visit(), "/concertations/") == before
    assert queries(browser, PAGE) <= MOST


def test_a_space_that_is_closed_points_to_no_picture() -> None:
    space = Space(state="suspended", logo=UUID(int=1), banner=UUID(int=2))
    assert (space.logo_url, space.banner_url) == ("", "")
