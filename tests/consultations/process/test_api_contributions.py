"""Contributions through the API: read, filtered, written by the same rules as pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.capabilities.outcomes.operations import answer_contribution
from consultations.process.models import Contribution, Status, Step
from platform_core.accounts.models import Structure, User
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.api.calling import caller, proposal, proposals_step, written


@pytest.fixture
def step(space: Space) -> Step:
    return proposals_step()


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [line["id"] for line in answer.json()["results"]]


def test_a_contribution_is_added_and_read_again(space: Space, step: Step, resident: User) -> None:
    program = caller(space, resident)
    made = program.post("contributions/", written(step, commune="80021"))
    one = Contribution.objects.get()
    assert made.status_code == 201, made.content
    assert made.headers["Location"] == f"https://{space.host}/api/v1/contributions/{one.pk}/"
    assert (one.author, one.kind, one.insee, one.status) == (resident, "proposal", "80021", Status.PUBLISHED)
    read = program.get(f"contributions/{one.pk}/").json()
    assert read == made.json()
    assert read["author"] == {"name": "Camille", "is_structure": False}
    assert read["commune"] == {"insee": "80021", "name": "Amiens"}
    assert read["abilities"]["contributions.edit"]["allowed"] is True
    assert read["abilities"]["supports.add"]["code"] == "own"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": ""}, "title", "ne peut être vide"),
        ({"title": "Bancs"}, "title", "trop court"),
        ({"theme": None}, "theme", "Choisissez un thème"),
        ({"theme": "arbres"}, "theme", "nombre entier"),
        ({"commune": "Xyzville"}, "commune", "ne trouvons pas cette commune"),
        ({"body": "x" * 5001}, "body", "maximum est 5000"),
        ({"latitude": 91}, "latitude", "90"),
        ({"step": 0}, "step", "n’existe pas"),
        ({"structure": 1}, "structure", ""),
    ],
)
def test_what_the_form_refuses_is_refused_with_its_words(
    space: Space, step: Step, resident: User, fields: dict[str, Any], field: str, words: str
) -> None:
    answer = caller(space, resident).post("contributions/", written(step, **fields))
    faults = {one["field"]: one["message"] for one in answer.json()["errors"]}
    assert (answer.status_code, answer.json()["code"], list(faults)) == (400, "invalid", [field])
    assert words in faults[field]
    assert not Contribution.objects.exists()


def test_an_initiative_has_its_details_and_keeps_its_contact_for_its_page(space: Space, resident: User) -> None:
    step = making.make_step(making.make_consultation(), "initiatives")
    details = {"carried_by": "L’Atelier", "audience": "Tous", "contact_email": "contact@atelier.example.org"}
    answer = caller(space, resident).post("contributions/", written(step, details=details))
    one = Contribution.objects.get()
    assert answer.status_code == 201, answer.content
    assert one.initiative.contact_email == "contact@atelier.example.org"
    assert answer.json()["details"] == {
        "carried_by": "L’Atelier",
        "audience": "Tous",
        "since": "",
        "website": "",
        "transposable": "",
    }


def test_a_detail_that_lacks_is_named(space: Space, resident: User) -> None:
    step = making.make_step(making.make_consultation(), "initiatives")
    answer = caller(space, resident).post("contributions/", written(step, details={"audience": "Tous"}))
    assert [one["field"] for one in answer.json()["errors"]] == ["details.carried_by"]


def test_a_step_of_another_modality_takes_no_contribution(space: Space, resident: User) -> None:
    step = making.make_step(making.make_consultation(), "surveys")
    answer = caller(space, resident).post("contributions/", written(step))
    assert (answer.status_code, answer.json()["field"]) == (422, "step")


def test_only_what_is_sent_is_changed(space: Space, step: Step, resident: User) -> None:
    one = proposal(step, resident, insee="80021", place="Amiens", latitude=49.9, longitude=2.3)
    answer = caller(space, resident).call("patch", f"contributions/{one.pk}/", {"body": "Des chênes."})
    one.refresh_from_db()
    assert answer.status_code == 200, answer.content
    assert (one.body, one.title, one.insee, one.latitude) == ("Des chênes.", "Planter rue Solférino", "80021", 49.9)
    assert one.revisions.get().body == "Des tilleuls."


def test_moving_to_another_commune_moves_the_point(space: Space, step: Step, resident: User) -> None:
    one = proposal(step, resident, insee="80021", place="Amiens", latitude=49.9, longitude=2.3)
    caller(space, resident).call("patch", f"contributions/{one.pk}/", {"commune": "59350"})
    one.refresh_from_db()
    assert (one.place, round(one.latitude or 0)) == ("Lille", 51)


def test_withdrawing_twice_is_once(space: Space, step: Step, resident: User) -> None:
    one, program = proposal(step, resident), caller(space, resident)
    codes = [program.call("delete", f"contributions/{one.pk}/").status_code for _time in range(2)]
    one.refresh_from_db()
    assert (codes, one.status) == ([204, 204], Status.WITHDRAWN)
    assert ids(program.get("contributions/")) == []
    assert ids(program.get("contributions/?mine=true")) == [one.pk]


def test_somebody_else_neither_changes_nor_withdraws(space: Space, step: Step, resident: User) -> None:
    one = proposal(step, making.make_user("autre@example.org"))
    program = caller(space, resident)
    for method, body in (("patch", {"title": "À moi maintenant"}), ("delete", None)):
        answer = program.call(method, f"contributions/{one.pk}/", body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")


def test_filters(space: Space, step: Step, resident: User, administrator: User) -> None:
    structure = Structure.objects.create(name="Les Ateliers")
    other = proposals_step(consultation=making.make_consultation(slug="autre", title="Autre"))
    trees = proposal(step, resident, title="Des chênes au parc", insee="59350", place="Lille")
    bench = proposal(step, resident, title="Des bancs", structure=structure)
    road = proposal(other, resident, title="Une route")
    answer_contribution(by=administrator, contribution=bench, fate="accepted", body="Oui.")
    program = caller(space)
    asked = {
        "q=chêne": [trees],
        "commune=59350": [trees],
        f"structure={structure.pk}": [bench],
        f"theme={trees.theme_id}": [bench, trees],
        f"step={other.pk}": [road],
        f"consultation={other.consultation_id}": [road],
        "kind=proposal": [road, bench, trees],
        "kind=initiative": [],
        "fate=accepted": [bench],
        "fate=none": [road, trees],
        "order=id": [trees, bench, road],
        f"order=id&after={bench.pk}": [road],
    }
    assert {query: ids(program.get(f"contributions/?{query}")) for query in asked} == {
        query: [one.pk for one in found] for query, found in asked.items()
    }


@pytest.mark.parametrize("query", ["order=email", "order=-author__password", "theme=x", "fate=oui", "mine=peut-être"])
def test_a_filter_that_is_not_one_is_refused(space: Space, query: str) -> None:
    answer = caller(space).get(f"contributions/?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, query.partition("=")[0])


def test_a_hidden_number_of_supports_is_told_neither_by_figures_nor_by_order(space: Space, resident: User) -> None:
    step = proposals_step(supports_hidden=True)
    loved = proposal(step, resident, supports_count=9, published_at=timezone.now() - timedelta(days=2))
    fresh = proposal(step, resident, supports_count=1)
    program = caller(space, resident)
    listed = program.get("contributions/?order=supports")
    assert ids(listed) == [fresh.pk, loved.pk]
    assert {line["supports_count"] for line in listed.json()["results"]} == {None}
    Step.objects.filter(pk=step.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert ids(program.get("contributions/?order=supports")) == [loved.pk, fresh.pk]
    assert program.get(f"contributions/{loved.pk}/").json()["supports_count"] == 9


def test_supporting_is_once_and_taken_back(space: Space, step: Step, resident: User) -> None:
    one = proposal(step, making.make_user("autre@example.org"))
    program, address = caller(space, resident), f"contributions/{one.pk}/support/"
    given = [program.call("put", address).json() for _time in range(2)]
    assert given == [{"supported": True, "supports_count": 1}] * 2
    assert program.get("contributions/").json()["results"][0]["supported"] is True
    assert program.call("delete", address).json() == {"supported": False, "supports_count": 0}


def test_an_official_answer_needs_the_role_and_the_scope(space: Space, step: Step, administrator: User) -> None:
    one, address = proposal(step), ""
    address = f"contributions/{one.pk}/answers/"
    body = {"fate": "accepted", "body": "Au budget 2027."}
    refused = caller(space, administrator, "read", "write:contributions").post(address, body)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope")
    made = caller(space, administrator).post(address, body)
    assert made.status_code == 201, made.content
    read = caller(space).get(f"contributions/{one.pk}/").json()
    assert (read["fate"], read["answers"][0]["body"]) == ("accepted", "Au budget 2027.")


@pytest.mark.parametrize("path", ["contributions/", "consultations/", "steps/", "themes/"])
def test_a_list_asks_the_same_number_of_queries_whatever_its_length(
    space: Space, resident: User, step: Step, path: str
) -> None:
    program, counts = caller(space, resident), []
    program.get("me/")  # the use of a token is noted once an hour
    proposal(step, resident)
    for more in (0, 2):
        for number in range(more):
            other = proposals_step(consultation=making.make_consultation(slug=f"autre-{number}"))
            proposal(other, making.make_user(f"p{number}@example.org"), structure=Structure.objects.create(name="S"))
        with CaptureQueriesContext(connection) as seen:
            assert len(program.get(path).json()["results"]) == 1 + more
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
