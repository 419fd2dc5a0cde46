"""What the API says, to whom: the fields on this list, nothing of what is hidden, nothing of another space."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consultations.capabilities.comments.operations import add_comment, withdraw_comment
from consultations.capabilities.moderation.operations import hide_contribution
from consultations.capabilities.moderation.rules import reason_choices
from consultations.capabilities.outcomes.operations import answer_contribution
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.process.models import Contribution, State, Step
from platform_core.access import System
from platform_core.accounts.models import Structure, StructureMember, User
from tenants.spaces.models import Space
from tests import making
from tests.consultations.modalities.surveys.sample import CONTENT
from tests.platform_core.api.calling import Caller, caller, proposal, proposals_step, written

# Every name of a field that any answer may hold. Adding one here is deciding that everybody may read it.
ALLOWED = {
    "abilities", "about", "address", "alignment", "allowed", "anonymous", "answer_due_on", "answered", "answered_by",
    "answers", "asked", "at", "attachments", "audience", "author", "body", "briefing", "carried_by", "closes_at",
    "closing_reason", "co_steering", "code", "comments.add", "comments_count", "comments_enabled", "commune",
    "consultation", "content_type", "contribute", "contributions.edit", "contributions.withdraw",
    "contributions_count", "count", "counts", "description", "details", "edited_at", "expected", "expires_at",
    "extensions", "facts", "fate", "figures", "height", "help", "hidden", "id", "insee", "intro", "is_current",
    "is_open", "is_structure", "key", "kind", "label", "language", "latitude", "longitude", "maximum", "message",
    "archived", "minimum", "modality", "moment", "name", "new_end", "next", "next_steps", "old_end", "opened_at", "opens_at",
    "options", "organisation", "outcome", "outcomes.answer", "page", "pages", "parent", "part", "person", "phase",
    "picture", "postcode", "previous", "previous_edition", "public_name", "published_at", "question", "questions",
    "reason", "replies", "required", "responses", "results", "roles", "scopes", "sections", "show_if", "since",
    "size", "slug", "sources", "status", "step", "steps", "structure", "structures", "subject", "submitted_on",
    "summary", "supported", "supports.add", "supports.remove", "supports_count", "supports_enabled", "supports_shown",
    "surveys.answer", "surveys.results", "tagline", "text", "theme", "themes", "title", "token", "transposable",
    "type", "url", "value", "values", "website", "width",
}  # fmt: skip
LISTS = ("consultations/", "steps/", "themes/", "contributions/")


@pytest.fixture
def step(space: Space) -> Step:
    return proposals_step()


def paths() -> Iterator[str]:
    """Yield every address to read, with what there is to read behind it."""
    yield from LISTS
    for one in Contribution.objects.exclude(kind="comment"):
        yield from (f"contributions/{one.pk}/", f"contributions/{one.pk}/comments/")
    for step in Step.objects.all():
        yield from (f"steps/{step.pk}/", f"consultations/{step.consultation_id}/")
        yield from (f"themes/{theme.pk}/" for theme in step.consultation.themes.all())
        if step.modality == "surveys":
            yield from (f"surveys/{step.pk}/", f"surveys/{step.pk}/results/")


def names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names(inner)


def furnish(space: Space, step: Step, author: User, team: User) -> dict[str, Any]:
    """Write one of everything, with words to look for afterwards."""
    structure = Structure.objects.create(name="Les Ateliers", identifier="W123456789")
    StructureMember.objects.create(structure=structure, user=author)
    one = proposal(step, author, insee="59350", place="Lille", latitude=50.6, longitude=3.1)
    proposal(step, author, structure=structure, title="Au nom de la structure")
    add_comment(by=author, target=one, body="Un mot")
    answer_contribution(by=team, contribution=one, fate="accepted", body="Oui.", answered_by="La maire")
    survey = making.make_step(step.consultation, "surveys", opens=-9, closes=-1)
    fill_survey(by=System("tests"), step=survey, content=CONTENT)
    return {"proposal": one, "survey": survey}


def test_only_the_fields_of_the_list_are_answered(
    space: Space, step: Step, resident: User, administrator: User
) -> None:
    furnish(space, step, resident, administrator)
    for program in (Caller(space), caller(space, resident), caller(space, administrator)):
        for path in [*paths(), *(["me/"] if program.headers else [])]:
            answer = program.get(path)
            assert answer.status_code == 200, path
            assert set(names(answer.json())) - ALLOWED == set(), path


def test_no_address_nor_number_of_an_account_is_answered(
    space: Space, step: Step, resident: User, administrator: User
) -> None:
    far = making.make_user("secret-address@example.org", "Dominique")
    User.objects.filter(pk=far.pk).update(about="secret-about")
    furnish(space, step, far, administrator)
    said = "".join(Caller(space).get(path).content.decode() for path in paths())
    assert "Dominique" in said
    assert "secret-address" not in said
    assert "secret-about" not in said
    assert "@example.org" not in said
    assert "W123456789" not in said


def test_the_directory_says_only_what_is_public(platform: None, spaces: tuple[Space, Space]) -> None:
    answer = Caller(None).get("spaces/").json()
    assert {line["name"] for line in answer["results"]} >= {"Ville de Lille", "Amiens"}
    assert set(names(answer)) <= ALLOWED
    assert "example.org" not in str(answer)
    assert spaces[0].schema_name not in str(answer)


@pytest.mark.parametrize("query", ["kind=commune&q=lille", "q=Amiens"])
def test_the_directory_is_searched(platform: None, spaces: tuple[Space, Space], query: str) -> None:
    assert Caller(None).get(f"spaces/?{query}").json()["count"] == 1


def test_a_space_that_is_closed_or_not_listed_is_not_in_the_directory(
    platform: None, spaces: tuple[Space, Space]
) -> None:
    Space.objects.filter(pk=spaces[0].pk).update(is_listed=False)
    Space.objects.filter(pk=spaces[1].pk).update(state="suspended")
    assert Caller(None).get("spaces/?q=lille").json()["count"] == 0
    assert Caller(None).get("spaces/?q=amiens").json()["count"] == 0


def test_what_exists_in_another_space_answers_as_what_exists_nowhere(
    space: Space, other_space: Space, step: Step, resident: User, administrator: User
) -> None:
    """An administrator of the other space, on their own host, with numbers copied from this one."""
    furnish(space, step, resident, administrator)
    with making.in_space(other_space):
        program = caller(other_space, making.make_user("chef@example.org", roles=["administrator"]))
    known = [path for path in paths() if path not in LISTS]
    before = list(Contribution.objects.order_by("pk").values())
    for path in known:
        nowhere = "/".join("987654321" if part.isdigit() else part for part in path.split("/"))
        for method in ("get", "patch", "delete"):
            here, there = program.call(method, path), program.call(method, nowhere)
            assert (here.status_code, here.content) == (there.status_code, there.content), (method, path)
            assert here.status_code in {400, 404, 405}
    for path in (f"contributions/{before[0]['id']}/support/", f"contributions/{before[0]['id']}/comments/"):
        assert program.call("put" if "support" in path else "post", path, {"body": "x"}).status_code == 404
    copied = program.post("contributions/", written(step))
    assert copied.content == program.post("contributions/", written(step, step=987654321)).content
    assert [program.get(path).json()["count"] for path in LISTS] == [0, 0, 0, 0]
    assert list(Contribution.objects.order_by("pk").values()) == before


def test_what_is_hidden_or_withdrawn_is_seen_by_no_side_door(
    space: Space, step: Step, resident: User, moderator: User
) -> None:
    word = "Introuvable"
    hidden = proposal(step, resident, title=f"{word} un", body=word)
    gone = proposal(step, resident, title=f"{word} deux", status="withdrawn")
    shown = proposal(step, resident, title="Visible")
    said = add_comment(by=resident, target=shown, body=f"{word} trois")
    answered = add_comment(by=resident, target=shown, body=f"{word} quatre")
    add_comment(by=resident, target=shown, body="réponse", parent=answered)
    hide_contribution(by=moderator, contribution=hidden, reason=reason_choices()[0][0], message="Non.")
    for comment in (said, answered):
        withdraw_comment(by=resident, comment=comment)
    visitor = Caller(space)
    addresses = [*LISTS, f"contributions/?q={word}", "contributions/?order=supports", f"contributions/{shown.pk}/"]
    addresses += [f"contributions/{shown.pk}/comments/", f"steps/{step.pk}/", f"consultations/{step.consultation_id}/"]
    assert word not in "".join(visitor.get(path).content.decode() for path in addresses)
    assert visitor.get("contributions/").json()["count"] == 1
    assert visitor.get("themes/").json()["results"][0]["contributions_count"] == 2  # the proposal and the answer
    for one in (hidden, gone, said):
        assert visitor.get(f"contributions/{one.pk}/").status_code == 404
        assert visitor.call("put", f"contributions/{one.pk}/support/").status_code == 404
        assert visitor.get(f"contributions/{one.pk}/comments/").status_code == 404
    assert caller(space, moderator).get(f"contributions/{hidden.pk}/").json()["status"] == "hidden"
    assert caller(space, resident).get(f"contributions/{hidden.pk}/").json()["status"] == "hidden"


def test_a_draft_is_seen_by_no_side_door(space: Space, resident: User, moderator: User) -> None:
    draft = making.make_consultation(title="Projet secret", state=State.DRAFT, published_at=None)
    step = proposals_step(consultation=draft)
    later = making.make_consultation(slug="suite", title="La suite", previous_edition=draft)
    one, program = proposal(step), caller(space, resident)
    addresses = [f"consultations/{draft.pk}/", f"steps/{step.pk}/", f"themes/{draft.themes.get().pk}/"]
    addresses += [f"contributions/{one.pk}/", f"contributions/{one.pk}/comments/"]
    assert {program.get(path).status_code for path in addresses} == {404}
    lists = "".join(program.get(path).content.decode() for path in (*LISTS, f"consultations/{later.pk}/"))
    assert "Projet secret" not in lists
    assert program.post("contributions/", written(step)).json()["errors"][0]["code"] == "does_not_exist"
    assert caller(space, moderator).get(f"consultations/{draft.pk}/").status_code == 200


def test_results_of_a_survey_stay_hidden_until_they_are_public(space: Space, resident: User, moderator: User) -> None:
    step = making.make_step(making.make_consultation(), "surveys")
    fill_survey(by=System("tests"), step=step, content=CONTENT)
    program = caller(space, resident)
    refused = program.get(f"surveys/{step.pk}/results/")
    assert (refused.status_code, refused.json()["code"]) == (403, "later")
    assert program.get(f"surveys/{step.pk}/").json()["abilities"]["surveys.results"]["code"] == "later"
    assert caller(space, moderator).get(f"surveys/{step.pk}/results/").status_code == 200
    Step.objects.filter(pk=step.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert program.get(f"surveys/{step.pk}/results/").json()["responses"] == 0


def test_the_questions_of_a_survey_are_read_once_it_has_opened(space: Space, resident: User) -> None:
    step = making.make_step(making.make_consultation(), "surveys", opens=1)
    fill_survey(by=System("tests"), step=step, content=CONTENT)
    program = caller(space, resident)
    assert program.get(f"surveys/{step.pk}/").json()["sections"] == []
    Step.objects.filter(pk=step.pk).update(opens_at=timezone.now() - timedelta(days=1))
    sections = program.get(f"surveys/{step.pk}/").json()["sections"]
    assert [len(one["questions"]) for one in sections] == [4, 5]
    assert sections[0]["questions"][1]["show_if"] == {"question": "bus", "values": ["yes"]}


EVERYTHING = {
    "id": 1, "pk": 1, "author": 1, "author_id": 1, "author_label": "Un autre", "kind": "comment", "status": "hidden",
    "supports_count": 999, "supports_imported": 999, "comments_count": 999, "created_at": "2001-01-01T00:00:00Z",
    "published_at": "2001-01-01T00:00:00Z", "edited_at": "2001-01-01T00:00:00Z", "consultation": 1, "source": "x",
    "insee": "75056", "place": "Paris", "search": "x", "roles": ["administrator"], "is_staff": True, "is_active": False,
    "tenant": "autre", "space": "autre", "fate": "accepted", "answers": [{}], "abilities": {}, "verified": True,
    "email": "x@example.org", "own": {"carried_by": "x"}, "texts": {"status": "hidden"},
}  # fmt: skip


@pytest.mark.parametrize("method", ["post", "patch"])
def test_what_one_may_not_write_is_ignored(space: Space, step: Step, resident: User, method: str) -> None:
    program = caller(space, resident)
    mine = proposal(step, resident)
    if method == "post":
        answer = program.post("contributions/", {**EVERYTHING, **written(step)})
    else:
        answer = program.call("patch", f"contributions/{mine.pk}/", {**EVERYTHING, "body": "Des chênes."})
    assert answer.status_code in {200, 201}, answer.content
    one = Contribution.objects.get(pk=answer.json()["id"])
    assert (one.author, one.kind, one.status, one.consultation) == (
        resident,
        "proposal",
        "published",
        step.consultation,
    )
    assert (one.supports_count, one.comments_count, one.supports_imported) == (0, 0, 0)
    assert (one.insee, one.place, one.source, one.author_label) == ("", "", "", "")
    assert (one.published_at or one.created_at).year > 2001
    assert answer.json()["fate"] is None
    resident.refresh_from_db()
    assert (resident.roles, resident.is_active) == ([], True)


def test_a_comment_takes_only_its_own_fields(space: Space, step: Step, resident: User) -> None:
    target = proposal(step)
    answer = caller(space, resident).post(f"contributions/{target.pk}/comments/", {**EVERYTHING, "body": "Un mot"})
    made = Contribution.objects.get(kind="comment")
    assert answer.status_code == 201
    assert (made.author, made.status, made.supports_count, made.step) == (resident, "published", 0, step)
