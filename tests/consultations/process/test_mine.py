"""What one contributed, on one's account."""

from __future__ import annotations

from consultations.process.models import Status
from platform_core.accounts.models import User
from tests.making import Visit, make_consultation, make_contribution, make_step, make_user
from tests.platform_core.accounts.counting import MOST, queries

MINE = "/compte/contributions/"


def test_ones_contributions_are_listed_whatever_became_of_them(visit: Visit, resident: User) -> None:
    step = make_step(make_consultation(), "proposals")
    make_contribution(step, resident, title="Publiée ici")
    hidden = make_contribution(step, resident, title="Masquée là", status=Status.HIDDEN)
    make_contribution(step, make_user("autre@example.org"), title="Pas à moi")
    page = visit(resident).get(MINE).content.decode()
    assert "Publiée ici" in page
    assert "Masquée par la modération" in page
    assert "Pas à moi" not in page
    assert visit(resident).get(f"{MINE}{hidden.pk}/")["Location"] == f"/essai/{hidden.pk}/"


def test_somebody_elses_contribution_is_not_found(visit: Visit, resident: User) -> None:
    theirs = make_contribution(make_step(make_consultation(), "proposals"), make_user("autre@example.org"))
    assert visit(resident).get(f"{MINE}{theirs.pk}/").status_code == 404


def test_nothing_yet_says_where_to_begin(visit: Visit, resident: User) -> None:
    assert "Rien encore" in visit(resident).get(MINE).content.decode()


def test_the_list_asks_the_database_as_much_for_one_as_for_many(visit: Visit, resident: User) -> None:
    step = make_step(make_consultation(), "proposals")
    asked = []
    for number in range(3):
        make_contribution(step, resident, title=f"Arbre {number}")
        asked.append(queries(visit(resident), MINE))
    assert asked[0] == asked[2] <= MOST
