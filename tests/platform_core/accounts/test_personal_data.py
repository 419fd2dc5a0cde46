"""Everything that leads to a person is given to them on request, and an erased account leads to nobody."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey

from consultations.process.models import Contribution, Status
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.accounts.operations.structures import create_structure, invite_to_structure
from platform_core.accounts.operations.team import invite_member
from platform_core.accounts.personal_data import declared, everything_about
from platform_core.audit.models import Entry
from platform_core.mail.models import Email
from tests.making import PASSWORD, Visit, make_consultation, make_contribution, make_step, make_user
from tests.platform_core.accounts.letterbox import last_letter

DATA, ERASE = "/compte/mes-donnees/", "/compte/mes-donnees/supprimer/"

# Links to an account that are not what is kept of a person, each with the reason. Links without a way back (related_name
# "+") name who did something: the account is emptied where it is, and the name goes with it.
NOT_THEIRS: dict[str, str] = {}


def links() -> dict[str, ForeignKey]:
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is User:
                found[f"{model._meta.label}.{field.name}"] = field
    return found


def test_every_table_that_leads_to_a_person_is_declared() -> None:
    known = {f"{apps.get_model(item.model)._meta.label}.{item.person}" for item in declared()}
    lead = {name for name, field in links().items() if field.remote_field.related_name != "+"}
    assert lead - known - NOT_THEIRS.keys() == set(), "see platform_core/accounts/personal_data.py"


def test_every_declaration_can_be_read(resident: User) -> None:
    assert everything_about(resident)["compte"]["email"] == resident.email
    assert all(item.on_erasure in {"anonymise", "delete"} and str(item.label) for item in declared())


def confirmed(visit: Visit, user: User) -> Any:
    browser = visit(user)
    browser.post("/compte/verification/", {"password": PASSWORD})
    return browser


@pytest.fixture
def active(resident: User) -> User:
    """Make a resident who left traces in several tables."""
    step = make_step(make_consultation(), "proposals")
    make_contribution(step, resident, title="Planter des tilleuls")
    make_contribution(step, resident, title="Brouillon", status=Status.DRAFT, published_at=None)
    create_structure(by=resident, name="Les Jardins")
    return resident


def test_everything_is_downloaded_after_the_password_is_given_again(visit: Visit, active: User) -> None:
    assert visit(active).get(f"{DATA}telecharger/")["Location"].startswith("/compte/verification/")
    answer = confirmed(visit, active).get(f"{DATA}telecharger/")
    assert answer["Content-Disposition"].startswith('attachment; filename="mes-donnees-ville-de-lille-')
    assert answer["Cache-Control"] == "no-store"
    told = json.loads(answer.content)
    assert told["compte"]["email"] == active.email
    assert [row["title"] for row in told["Contributions"]] == ["Planter des tilleuls", "Brouillon"]
    assert "Structures au nom desquelles vous contribuez" in told
    text = answer.content.decode()
    assert active.password not in text
    assert "search" not in told["Contributions"][0]


def test_nobody_elses_data_are_in_it(visit: Visit, active: User) -> None:
    other = make_user("autre@example.org", "Autre")
    make_contribution(make_step(Contribution.objects.first().consultation, "proposals"), other, title="Pas à moi")
    text = confirmed(visit, active).get(f"{DATA}telecharger/").content.decode()
    assert "Pas à moi" not in text
    assert other.email not in text


def erase(visit: Visit, user: User, contributions: str) -> Any:
    browser = confirmed(visit, user)
    answer = browser.post(ERASE, {"contributions": contributions, "is_sure": "on"})
    assert answer.status_code == 302, answer.content.decode()
    return browser


def test_an_erased_account_leads_to_nobody(visit: Visit, active: User) -> None:
    elsewhere = visit(active)
    visit().post("/compte/connexion/", {"login": active.email, "avec": "code"})
    Email.objects.filter(to=active.email).update(sent_at="2026-01-01T00:00:00Z")
    browser = erase(visit, active, "keep")
    for one in (browser, elsewhere):
        assert one.get("/compte/profil/").status_code == 302
    active.refresh_from_db()
    assert (active.public_name, active.about, active.roles, active.is_active) == ("", "", [], False)
    assert active.email == f"{active.pk}@compte-supprime.invalid"
    assert str(active) == "Participant·e"
    kept = Contribution.objects.get(title="Planter des tilleuls")
    assert (kept.status, kept.signature) == (Status.PUBLISHED, "Participant·e")
    assert not Contribution.objects.filter(title="Brouillon").exists()
    assert not active.structures.exists()
    assert [letter.subject for letter in Email.objects.filter(to="resident@example.org")] == [
        "Votre compte est supprimé"
    ]
    entry = Entry.objects.get(action="accounts.erase")
    assert (entry.actor_id, entry.details) == (active.pk, {"withdraw": False})


def test_what_was_published_is_withdrawn_on_request(visit: Visit, active: User) -> None:
    erase(visit, active, "withdraw")
    assert Contribution.objects.get(title="Planter des tilleuls").status == Status.WITHDRAWN


def test_the_address_is_free_again_and_finds_nothing_of_before(visit: Visit, active: User) -> None:
    erase(visit, active, "keep")
    browser = visit()
    browser.post("/compte/connexion/", {"login": "resident@example.org", "avec": "code"})
    assert last_letter("resident@example.org").subject == "Aucun compte n’a cette adresse"
    again = make_user("resident@example.org", "Camille")
    assert not Contribution.objects.filter(author=again).exists()


def test_traces_of_the_address_go_with_the_account(visit: Visit, administrator: User, active: User) -> None:
    invite_member(by=administrator, email=active.email, roles=["analyst"])
    other = make_user("autre@example.org")
    invite_to_structure(by=other, structure=create_structure(by=other, name="Le Comité"), email=active.email)
    erase(visit, active, "keep")
    addresses = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() in {"EmailField", "CharField", "TextField"}
        and model._meta.app_label in {"accounts", "account"}
        and model._default_manager.filter(**{f"{field.name}__icontains": "resident@example.org"}).exists()
    ]
    assert addresses == []


def test_erasing_takes_a_choice_and_a_tick(visit: Visit, active: User) -> None:
    browser = confirmed(visit, active)
    assert browser.post(ERASE, {"contributions": "keep"}).status_code == 422
    assert browser.post(ERASE, {"is_sure": "on"}).status_code == 422
    active.refresh_from_db()
    assert active.is_active


def test_an_erased_account_is_not_listed_among_participants(visit: Visit, active: User) -> None:
    erase(visit, active, "keep")
    moderator = make_user("moderation@example.org", "Modération", roles=[Role.MODERATOR])
    browser = visit(moderator)
    assert "Participant·e" not in browser.get("/equipe/participants/").content.decode()
    assert browser.get(f"/equipe/participants/{active.pk}/").status_code == 404


def test_the_page_says_what_is_kept(visit: Visit, active: User) -> None:
    page = visit(active).get(DATA).content.decode()
    assert "Contributions : 2" in page
    assert settings.AUTH_USER_MODEL not in page
