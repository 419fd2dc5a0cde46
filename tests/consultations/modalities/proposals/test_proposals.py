"""Proposals through the pages: propose, find, edit, withdraw, answer."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext
from PIL import Image

from consultations.capabilities.outcomes.models import Answer
from consultations.capabilities.outcomes.operations import answer_contribution
from consultations.modalities.proposals.exports import columns, lines
from consultations.process.models import Contribution, Status, Step
from platform_core.accounts.models import Structure, User
from platform_core.errors import NotAllowed, RuleBroken
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making


@pytest.fixture
def step(space: Space) -> Step:
    return making.make_step(making.make_consultation(), "proposals", title="Vos propositions")


def typed(step: Step, **fields: object) -> dict[str, object]:
    theme = step.consultation.themes.get()
    return {"title": "Des bancs à l’ombre", "body": "Il en manque place du Concert.", "theme": theme.pk, **fields}


def proposal(step: Step, author: User | None = None, **fields: object) -> Contribution:
    return making.make_contribution(step, author, kind="proposal", **fields)


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "PNG")
    return SimpleUploadedFile("place.png", out.getvalue(), "image/png")


def test_proposing_with_place_and_picture(step: Step, resident: User, visit: making.Visit) -> None:
    sent = typed(step, commune="Amiens", picture=picture(), picture_description="La place vide")
    answer = visit(resident).post(f"/propositions/etape/{step.pk}/deposer/", sent, follow=True)
    page = answer.content.decode()
    one = Contribution.objects.get(kind="proposal")
    assert answer.status_code == 200
    assert "Des bancs à l’ombre" in page
    assert 'alt="La place vide"' in page
    assert (one.insee, one.place, one.author) == ("80021", "Amiens", resident)
    assert one.latitude is not None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"title": "Bancs"}, "trop court"),
        ({"body": ""}, "Expliquez votre proposition"),
        ({"theme": ""}, "Choisissez un thème"),
        ({"commune": "Xyzville"}, "ne trouvons pas cette commune"),
        ({"body": "x" * 5001}, "maximum est 5000"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    step: Step, resident: User, visit: making.Visit, fields: dict[str, str], words: str
) -> None:
    answer = visit(resident).post(f"/propositions/etape/{step.pk}/deposer/", typed(step, **fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    for kept in {**typed(step), **fields}.values():
        assert str(kept) in page
    assert not Contribution.objects.exists()


def test_a_theme_of_another_consultation_is_refused(step: Step, resident: User, visit: making.Visit) -> None:
    other = making.make_consultation(slug="autre").themes.get()
    answer = visit(resident).post(f"/propositions/etape/{step.pk}/deposer/", typed(step, theme=other.pk))
    assert answer.status_code == 422
    assert "Choisissez un thème de la liste" in answer.content.decode()


def test_a_picture_must_be_described_and_a_file_must_be_what_it_says(
    step: Step, resident: User, visit: making.Visit
) -> None:
    browser, address = visit(resident), f"/propositions/etape/{step.pk}/deposer/"
    assert "Décrivez l’image" in browser.post(address, typed(step, picture=picture())).content.decode()
    disguised = SimpleUploadedFile("photo.png", b"<script>alert(1)</script>", "image/png")
    answer = browser.post(address, typed(step, picture=disguised, picture_description="Une photo"))
    assert answer.status_code == 422
    assert not Contribution.objects.exists()


def test_one_speaks_only_for_ones_own_structures(step: Step, resident: User, visit: making.Visit) -> None:
    mine, other = Structure.objects.create(name="Les Jardiniers"), Structure.objects.create(name="Autre")
    mine.members.add(resident)
    browser, address = visit(resident), f"/propositions/etape/{step.pk}/deposer/"
    assert browser.post(address, typed(step, structure=other.pk)).status_code == 422
    browser.post(address, typed(step, structure=mine.pk))
    assert Contribution.objects.get().signature == "Les Jardiniers"


@pytest.mark.parametrize(("opens", "closes", "words"), [(-9, -1, "terminée depuis"), (3, 9, "ouvrira le")])
def test_before_and_after_the_page_says_so(
    space: Space, resident: User, visit: making.Visit, opens: int, closes: int, words: str
) -> None:
    step = making.make_step(making.make_consultation(), "proposals", opens=opens, closes=closes)
    address = f"/propositions/etape/{step.pk}/deposer/"
    for answer in (visit(resident).get(address), visit(resident).post(address, typed(step))):
        assert answer.status_code == 403
        assert words in answer.content.decode()
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ecole", 1),
        ("écoles", 1),
        ("ÉCOLE vélo", 1),
        ("piscine", 0),
        ("arbre", 1),
        ("-école", 1),
        ("'; DROP TABLE", 0),
    ],
)
def test_search_forgives_accents_and_plurals(step: Step, visit: making.Visit, words: str, found: int) -> None:
    proposal(step, title="Aller à l’école à vélo", body="Une piste sûre.")
    proposal(step, title="Des arbres partout", body="De l’ombre.")
    page = visit().get(f"/propositions/etape/{step.pk}/", {"q": words}).content.decode()
    assert f"{found}\xa0proposition" in page


def test_filters_can_be_shared_and_are_said(step: Step, administrator: User, visit: making.Visit) -> None:
    answered = proposal(step, title="Acceptée un jour", insee="80021", place="Amiens")
    proposal(step, title="Sans réponse encore")
    answer_contribution(by=administrator, contribution=answered, fate="accepted", body="Oui, au printemps.")
    browser, address = visit(), f"/propositions/etape/{step.pk}/"
    for query, shown in (
        ({"etat": "accepted"}, "Acceptée un jour"),
        ({"commune": "80021"}, "Acceptée un jour"),
        ({"etat": "sans-reponse"}, "Sans réponse encore"),
    ):
        page = browser.get(address, query).content.decode()
        assert "1\xa0proposition<" in page
        assert shown in page


def test_odd_parameters_show_the_list(step: Step, visit: making.Visit) -> None:
    proposal(step)
    odd = {"q": "\x00'", "theme": "x", "commune": "1 OR 1", "tri": "pg_sleep(3)", "page": "-4", "etat": "'"}
    for name, value in odd.items():
        assert visit().get(f"/propositions/etape/{step.pk}/", {name: value}).status_code == 200


def test_hidden_counts_are_neither_shown_nor_a_way_to_sort(space: Space, visit: making.Visit) -> None:
    step = making.make_step(making.make_consultation(), "proposals", supports_hidden=True)
    one = proposal(step, supports_count=7341)
    for page in (f"/propositions/etape/{step.pk}/", f"/propositions/{one.pk}/"):
        text = visit().get(page).content.decode()
        assert "7 341" not in text
        assert "7341" not in text
        assert "plus soutenues" not in text
    assert "supports" not in [column.name for column in columns(step)]


def test_similar_ones_are_shown_while_typing(step: Step, resident: User, visit: making.Visit) -> None:
    proposal(step, title="Des bancs à l’ombre place du Concert")
    proposal(step, title="Des bancs masqués à l’ombre", status=Status.HIDDEN)
    page = (
        visit(resident)
        .get(f"/propositions/etape/{step.pk}/semblables/", {"title": "bancs à l'ombre"})
        .content.decode()
    )
    assert "place du Concert" in page
    assert "masqués" not in page


def test_editing_keeps_a_public_history(step: Step, resident: User, moderator: User, visit: making.Visit) -> None:
    one = proposal(step, resident, title="Ancien titre à changer", body="Ancien texte")
    assert visit(moderator).post(f"/propositions/{one.pk}/modifier/", typed(step)).status_code == 403
    visit(resident).post(f"/propositions/{one.pk}/modifier/", typed(step))
    one.refresh_from_db()
    assert one.title == "Des bancs à l’ombre"
    assert "Ancien titre à changer" in visit().get(f"/propositions/{one.pk}/historique/").content.decode()


def test_a_withdrawn_proposal_is_gone(step: Step, resident: User, visit: making.Visit) -> None:
    one = proposal(step, resident)
    visit(resident).post(f"/propositions/{one.pk}/retirer/")
    assert visit().get(f"/propositions/{one.pk}/").status_code == 404
    assert visit(resident).get(f"/propositions/{one.pk}/").status_code == 200
    assert "Pas encore de proposition" in visit().get(f"/propositions/etape/{step.pk}/").content.decode()


def test_an_official_answer_has_reasons_and_keeps_the_earlier_ones(
    step: Step, administrator: User, moderator: User, visit: making.Visit
) -> None:
    one = proposal(step)
    with pytest.raises(NotAllowed):
        answer_contribution(by=moderator, contribution=one, fate="accepted", body="Oui")
    with pytest.raises(RuleBroken) as refusal:
        answer_contribution(by=administrator, contribution=one, fate="accepted", body=" ")
    assert refusal.value.field == "body"
    answer_contribution(by=administrator, contribution=one, fate="under_study", body="Nous regardons.")
    answer_contribution(by=administrator, contribution=one, fate="refused", body="Le sol est privé.")
    assert Answer.objects.filter(contribution=one, is_current=True).count() == 1
    page = visit().get(f"/propositions/{one.pk}/").content.decode()
    assert "Le sol est privé." in page
    assert "Nous regardons." in page


def test_a_draft_consultation_shows_nothing(space: Space, visit: making.Visit) -> None:
    step = making.make_step(making.make_consultation(state="draft", slug="brouillon", published_at=None), "proposals")
    one = proposal(step)
    assert visit().get(f"/propositions/etape/{step.pk}/").status_code == 404
    assert visit().get(f"/propositions/{one.pk}/").status_code == 404


def test_pages_cost_the_same_at_one_and_at_many(
    step: Step, resident: User, administrator: User, visit: making.Visit
) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    def fill(n: int) -> Contribution:
        for i in range(n):
            structure = Structure.objects.create(name=f"Structure {i} {n}")
            one = proposal(
                step,
                making.make_user(f"p{i}-{n}@example.org"),
                structure=structure,
                insee="80021",
                place="Amiens",
                theme=step.consultation.themes.get(),
            )
            answer_contribution(by=administrator, contribution=one, fate="accepted", body="Oui")
        return one

    browser = visit(resident)
    first = fill(1)
    lists, pages = cost(f"/propositions/etape/{step.pk}/"), cost(f"/propositions/{first.pk}/")
    fill(5)
    assert cost(f"/propositions/etape/{step.pk}/") == lists <= 12
    assert cost(f"/propositions/{first.pk}/") == pages <= 15


def test_the_export_loses_no_column(step: Step, resident: User, administrator: User) -> None:
    one = proposal(step, resident, title="=1+1", insee="80021", place="Amiens", latitude=49.9, longitude=2.3)
    answer_contribution(by=administrator, contribution=one, fate="accepted", body="Oui")
    [line] = lines(step)
    row = dict(zip([column.name for column in columns(step)], line, strict=True))
    assert (row["title"], row["state"], row["author"], row["insee"]) == ("=1+1", "Retenue", "Camille", "80021")
    assert row["url"].endswith(f"/propositions/{one.pk}/")
