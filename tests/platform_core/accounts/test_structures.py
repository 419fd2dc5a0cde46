"""Structures: declared, joined with a member's agreement, left."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from platform_core.accounts.models import Structure, StructureInvitation, StructureRequest, User
from platform_core.accounts.operations.structures import INVITATIONS_A_DAY, create_structure, invite_to_structure
from platform_core.errors import RuleBroken
from platform_core.mail.models import Email
from tests.making import Visit, make_user
from tests.platform_core.accounts.letterbox import last_letter

MINE = "/compte/structures/"


@pytest.fixture
def jardins(resident: User) -> Structure:
    return create_structure(by=resident, name="Les Jardins partagés", identifier="W595012345", commune="Lille")


@pytest.fixture
def neighbour(jardins: Structure) -> User:
    return make_user("voisin@example.org", "Sacha")


def test_whoever_declares_a_structure_is_its_first_member(visit: Visit, resident: User) -> None:
    fields = {"name": "Les Jardins", "identifier": " 200-053 742 ", "website": "jardins.example.org"}
    assert visit(resident).post(f"{MINE}declarer/", fields)["Location"] == MINE
    made = Structure.objects.get()
    assert (made.identifier, made.website, made.created_by) == ("200053742", "https://jardins.example.org", resident)
    assert list(made.members.all()) == [resident]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "Autre", "identifier": "200 053 743"}, "un chiffre est faux"),
        ({"name": "Autre", "identifier": "W59"}, "commence par la lettre W"),
        ({"name": "Autre", "identifier": "w595012345"}, "a déjà ce numéro ici"),
        ({"name": "les jardins PARTAGÉS"}, "de ce nom existe déjà"),
        ({"name": ""}, "Écrivez le nom"),
    ],
)
def test_a_wrong_or_known_structure_is_refused_and_keeps_what_was_typed(
    visit: Visit, jardins: Structure, neighbour: User, fields: dict[str, str], sentence: str
) -> None:
    answer = visit(neighbour).post(f"{MINE}declarer/", {**fields, "commune": "Roubaix"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Roubaix" in answer.content.decode()
    assert Structure.objects.count() == 1


def test_two_structures_without_a_number_live_together(resident: User) -> None:
    create_structure(by=resident, name="Comité des fêtes de Loos")
    create_structure(by=resident, name="Comité des fêtes de Lens")
    assert Structure.objects.filter(identifier="").count() == 2


def test_a_structure_is_found_by_name_or_number_and_joined_with_agreement(
    visit: Visit, resident: User, jardins: Structure, neighbour: User
) -> None:
    theirs = visit(neighbour)
    for words in ("jardins", "w 595 012 345"):
        assert "Les Jardins partagés" in theirs.get(MINE, {"words": words}).content.decode()
    theirs.post(f"{MINE}{jardins.pk}/rejoindre/")
    theirs.post(f"{MINE}{jardins.pk}/rejoindre/")
    assert Email.objects.filter(to=resident.email).count() == 1
    assert not jardins.members.filter(pk=neighbour.pk).exists()
    asked = StructureRequest.objects.get()
    answer = f"{MINE}{jardins.pk}/demandes/{asked.pk}/"
    assert theirs.post(answer, {"answer": "accept"}).status_code == 404
    visit(resident).post(answer, {"answer": "accept"})
    assert jardins.members.filter(pk=neighbour.pk).exists()
    assert last_letter(neighbour.email).subject == "Votre demande est acceptée"
    visit(resident).post(answer, {"answer": "refuse"})
    assert jardins.members.filter(pk=neighbour.pk).exists()


def test_a_refused_request_makes_no_member(visit: Visit, resident: User, jardins: Structure, neighbour: User) -> None:
    visit(neighbour).post(f"{MINE}{jardins.pk}/rejoindre/")
    asked = StructureRequest.objects.get()
    visit(resident).post(f"{MINE}{jardins.pk}/demandes/{asked.pk}/", {"answer": "refuse"})
    assert not jardins.members.filter(pk=neighbour.pk).exists()
    assert last_letter(neighbour.email).subject == "Votre demande n’est pas acceptée"


def test_an_invitation_serves_once_whatever_the_account(
    visit: Visit, resident: User, jardins: Structure, neighbour: User
) -> None:
    visit(resident).post(f"{MINE}{jardins.pk}/", {"email": "asso@example.org"})
    link = re.sub(r"^https?://[^/]+", "", last_letter("asso@example.org").action_url)
    assert visit().get(link)["Location"].startswith("/compte/connexion/?next=/compte/structures/invitation/")
    browser = visit(neighbour)
    assert "Les Jardins partagés" in browser.get(link).content.decode()
    assert not jardins.members.filter(pk=neighbour.pk).exists()
    browser.post(link)
    assert jardins.members.filter(pk=neighbour.pk).exists()
    third = make_user("troisieme@example.org")
    assert visit(third).post(link).status_code == 410
    assert not jardins.members.filter(pk=third.pk).exists()


def test_an_invitation_too_old_or_replaced_opens_nothing(
    visit: Visit, resident: User, jardins: Structure, neighbour: User
) -> None:
    links = []
    for _n in range(2):
        invite_to_structure(by=resident, structure=jardins, email="asso@example.org")
        links.append(re.sub(r"^https?://[^/]+", "", last_letter("asso@example.org").action_url))
    assert visit(neighbour).get(links[0]).status_code == 404
    StructureInvitation.objects.update(expires_at=timezone.now())
    assert visit(neighbour).post(links[1]).status_code == 410


def test_invitations_are_not_a_mailing(resident: User, jardins: Structure) -> None:
    for number in range(INVITATIONS_A_DAY):
        invite_to_structure(by=resident, structure=jardins, email=f"p{number}@example.org")
    with pytest.raises(RuleBroken):
        invite_to_structure(by=resident, structure=jardins, email="encore@example.org")


@pytest.mark.parametrize("page", ["", "modifier/", "quitter/"])
def test_a_structure_is_for_its_members(visit: Visit, jardins: Structure, neighbour: User, page: str) -> None:
    assert visit(neighbour).get(f"{MINE}{jardins.pk}/{page}").status_code == 404
    assert visit(neighbour).post(f"{MINE}{jardins.pk}/{page}", {"email": "x@example.org"}).status_code == 404


def test_a_member_describes_and_leaves(visit: Visit, resident: User, jardins: Structure) -> None:
    browser = visit(resident)
    fields = {"name": "Les Jardins du Nord", "identifier": "W595012345", "commune": "Lomme"}
    assert browser.post(f"{MINE}{jardins.pk}/modifier/", fields).status_code == 302
    jardins.refresh_from_db()
    assert (jardins.name, jardins.commune) == ("Les Jardins du Nord", "Lomme")
    browser.post(f"{MINE}{jardins.pk}/quitter/")
    assert not jardins.members.exists()


def test_administrators_answer_for_a_structure_without_members(
    visit: Visit, resident: User, jardins: Structure, neighbour: User, administrator: User
) -> None:
    visit(resident).post(f"{MINE}{jardins.pk}/quitter/")
    visit(neighbour).post(f"{MINE}{jardins.pk}/rejoindre/")
    assert last_letter(administrator.email).action_url.endswith(f"{MINE}{jardins.pk}/")
    assert visit(administrator).get(f"{MINE}{jardins.pk}/").status_code == 200
