"""Pages of a space: started with what is known, completed once, complete only without blanks, read by everybody."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from consultations.process.opening import known_values, start_pages
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.pages.blanks import blanks_in, filled, shown
from platform_core.pages.models import Page
from platform_core.pages.operations import add_page, delete_page, edit_page, fill_blanks
from platform_core.pages.queries import missing_pages
from tenants.spaces.models import Kind, Space
from tests.making import Visit, make_user

REQUIRED = {"mentions-legales", "confidentialite", "charte-participation", "accessibilite"}


def page(slug: str) -> Page:
    return Page.objects.get(slug=slug)


def test_new_space_has_its_pages_filled_with_what_is_known(space: Space) -> None:
    assert {one.slug for one in missing_pages()} == REQUIRED
    assert space.organisation in page("mentions-legales").body
    assert space.contact_email.replace("_", r"\_") in page("mentions-legales").body
    assert "directeur_publication" in blanks_in(page("mentions-legales").body)
    assert page("accueil").is_complete


def test_starting_again_leaves_what_the_team_wrote(space: Space, administrator: User) -> None:
    edit_page(by=administrator, page=page("accueil"), body="Nos mots")
    start_pages(space)
    assert page("accueil").body == "Nos mots"


@pytest.mark.parametrize(
    ("kind", "words"), [(Kind.COMMUNE, "intérêt public"), (Kind.ASSOCIATION, "intérêt légitime"), (Kind.OTHER, None)]
)
def test_legal_basis_follows_the_kind_of_organiser(space: Space, kind: str, words: str | None) -> None:
    space.kind = kind
    basis = known_values(space).get("base_legale")
    assert basis is None if words is None else words in str(basis)
    space.kind = Kind.COMMUNE


def test_blanks_are_filled_once_for_all_pages_as_plain_text(administrator: User) -> None:
    fill_blanks(by=administrator, values={"dpo_contact": "[moi](https://x.example.org)", "editeur_adresse": ""})
    assert r"\[moi\]\(https://x.example.org\)" in page("confidentialite").body
    assert "dpo_contact" not in blanks_in(page("confidentialite").body)
    assert "editeur_adresse" in blanks_in(page("mentions-legales").body)


def test_filling_asks_to_read_again(administrator: User) -> None:
    Page.objects.filter(slug="confidentialite").update(is_complete=True)
    fill_blanks(by=administrator, values={"dpo_contact": "donnees@example.org"})
    assert not page("confidentialite").is_complete


def test_page_with_blanks_is_not_complete(administrator: User) -> None:
    with pytest.raises(RuleBroken, match="Directrice ou directeur") as refusal:
        edit_page(by=administrator, page=page("mentions-legales"), is_complete=True)
    assert refusal.value.field == "is_complete"
    assert edit_page(by=administrator, page=page("accessibilite"), body="Fait", is_complete=True).is_complete
    assert Entry.objects.filter(action="pages.edit").count() == 1


def test_the_database_keeps_no_empty_page_as_complete(space: Space) -> None:
    for body in ("", " \n\t"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Page.objects.filter(slug="mentions-legales").update(is_complete=True, body=body)


def test_required_page_is_not_deleted_and_only_an_administrator_writes(administrator: User, moderator: User) -> None:
    with pytest.raises(NotAllowed):
        delete_page(by=administrator, page=page("accueil"))
    own = add_page(by=administrator, title="Foire aux questions", body="…")
    with pytest.raises(NotAllowed):
        edit_page(by=moderator, page=own, body="…")
    delete_page(by=administrator, page=own)
    assert not Page.objects.filter(slug="foire-aux-questions").exists()


@pytest.mark.parametrize("title", ["Mentions légales", "Ajouter", "???"])
def test_title_whose_address_is_taken_is_refused(administrator: User, title: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_page(by=administrator, title=title, body="…")
    assert refusal.value.field == "title"


@pytest.mark.parametrize(("role", "expected"), [(None, 404), ("", 404), (Role.ANALYST, 200)])
def test_own_page_is_read_by_all_once_it_is_complete(
    visit: Visit, administrator: User, role: str | None, expected: int
) -> None:
    own = add_page(by=administrator, title="Questions", body="Une **réponse**")
    person = None if role is None else make_user("qui@example.org", roles=[role] if role else [])
    assert visit(person).get("/pages/questions/").status_code == expected
    edit_page(by=administrator, page=own, is_complete=True)
    answer = visit(person).get("/pages/questions/")
    assert "<strong>réponse</strong>" in answer.content.decode()
    assert 'href="/pages/questions/"' in visit().get("/").content.decode()


def test_required_page_is_readable_while_it_is_being_written(visit: Visit, space: Space) -> None:
    text = visit().get("/pages/mentions-legales/").content.decode()
    assert "en cours de relecture" in text
    assert "(à compléter)" in text
    assert "[[" not in text


def test_accessibility_is_said_truly_on_the_home_page(visit: Visit, administrator: User) -> None:
    assert "Accessibilité\xa0: non conforme" in visit().get("/").content.decode()
    edit_page(by=administrator, page=page("accessibilite"), title="Accessibilité : partiellement conforme")
    home = visit().get("/").content.decode()
    assert "partiellement conforme" in home
    assert "non conforme" not in home


def test_second_editor_of_a_page_is_told(visit: Visit, administrator: User) -> None:
    browser = visit(administrator)
    seen = browser.get("/equipe/pages/accueil/").context["form"].initial["seen"]
    browser.post("/equipe/pages/accueil/", {"title": "Bienvenue", "body": "Premier", "seen": seen})
    refused = browser.post("/equipe/pages/accueil/", {"title": "Bienvenue", "body": "Second", "seen": seen})
    assert refused.status_code == 422
    assert page("accueil").body == "Premier"
    assert "Second" in refused.content.decode()


def test_pages_of_the_team_show_and_keep_what_is_typed(visit: Visit, administrator: User) -> None:
    browser = visit(administrator)
    for address in ("", "ajouter/", "a-completer/", "confidentialite/"):
        assert browser.get(f"/equipe/pages/{address}").status_code == 200
    refused = browser.post("/equipe/pages/ajouter/", {"title": "", "body": "Mot gardé"})
    assert refused.status_code == 422
    assert "Mot gardé" in refused.content.decode()
    browser.post("/equipe/pages/a-completer/", {"dpo_contact": "donnees@example.org"})
    assert "donnees@example.org" in page("confidentialite").body
    own = add_page(by=administrator, title="Questions", body="…")
    assert browser.get(f"/equipe/pages/{own.slug}/supprimer/").status_code == 200
    assert browser.post(f"/equipe/pages/{own.slug}/supprimer/").status_code == 302
    assert not Page.objects.filter(pk=own.pk).exists()


def test_blanks_are_found_filled_and_shown() -> None:
    body = "[[a]] le [[date_maj]], [[b]]"
    assert blanks_in(body) == ["a", "b"]
    assert filled(body, {"a": " 1 * 2 ", "b": " "}) == r"1 \* 2 le [[date_maj]], [[b]]"
    assert shown(body, "1er mai", "?") == "? le 1er mai, ?"
