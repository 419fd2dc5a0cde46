"""Every space of the demonstration is identified truly, and what is put into it holds together."""

import re

import pytest
from django.db.models import Model
from stdnum import luhn

from consultations.process import models
from consultations.process.content.loader import legal_tokens
from deploy.demo.contents import Initiative, Place, Proposal, Space
from deploy.demo.loader import CONTENT, place, spaces
from tests.questionnaires import flaws_of

SPACES = spaces()
PLACES = [(space.label, found) for space in SPACES if (found := place(space.label))]
EACH_SPACE = pytest.mark.parametrize("space", SPACES, ids=lambda space: space.label)
EACH_PLACE = pytest.mark.parametrize("place", [found for _, found in PLACES], ids=[label for label, _ in PLACES])


def overflowing(model: type[Model], **texts: list[str]) -> list[str]:
    limits = {field.name: getattr(field, "max_length", None) for field in model._meta.get_fields()}
    return [text for name, many in texts.items() for text in many if len(text) > (limits[name] or 0)]


def test_spaces_are_those_announced() -> None:
    identities = {(space.label, space.kind, space.siren or space.rna) for space in SPACES}
    assert identities == {
        ("region", "region", "200053742"),
        ("mel", "epci", "200093201"),
        ("amiens", "commune", "218000198"),
        ("arras", "commune", "216200410"),
        ("lens", "commune", "216204982"),
        ("crouy-saint-pierre", "commune", "218002210"),
        ("passeurs-de-haies", "association", "W809999999"),
    }


def test_spaces_files_all_belong_to_a_space() -> None:
    assert {path.stem for path in (CONTENT / "spaces").glob("*.json")} <= {space.label for space in SPACES}


@EACH_SPACE
def test_space_number_is_well_formed(space: Space) -> None:
    if space.siren:
        assert len(space.siren) == 9
        assert luhn.is_valid(space.siren)
    else:
        assert re.fullmatch(r"W\d[A-Z\d]\d{7}", space.rna)


@EACH_SPACE
def test_space_fills_its_own_legal_blanks_with_roles(space: Space) -> None:
    assert set(space.publisher) == {token.token for token in legal_tokens() if token.filled_by == "space"}
    assert space.publisher["directeur_publication"].startswith("la ")
    assert re.fullmatch(r"[a-z][a-z-]{1,30}[a-z]", space.label)
    assert "démonstration" in space.notice


@EACH_PLACE
def test_consultation_calendar_is_in_order(place: Place) -> None:
    consultation = place.consultation
    assert consultation.co_steering
    assert consultation.notice
    for step in consultation.steps:
        assert step.opens_on < (step.first_closing_on or step.closes_on) <= step.closes_on
        assert consultation.outcome.answer_due_on > step.closes_on
        assert step.first_closing_on is None or consultation.extension


@EACH_PLACE
def test_texts_fit_where_they_go(place: Place) -> None:
    written = place.consultation
    too_long = [
        *overflowing(models.Consultation, title=[written.title], subject=[written.subject]),
        *overflowing(models.Consultation, description=[written.description], outcome=[written.outcome.text]),
        *overflowing(models.Consultation, answered_by=[written.outcome.answered_by], next_steps=[written.what_next]),
        *overflowing(models.Partner, organisation=[one.organisation for one in written.co_steering]),
        *overflowing(models.Partner, part=[f"{one.role}. {one.body}" for one in written.co_steering]),
        *overflowing(models.Theme, title=[theme.title for theme in written.themes]),
        *overflowing(models.Theme, summary=[theme.summary for theme in written.themes]),
        *overflowing(models.Step, title=[step.title for step in written.steps]),
        *overflowing(models.Extension, reason=[written.extension.reason] if written.extension else []),
    ]
    assert too_long == []


@EACH_PLACE
def test_survey_steps_ask_exactly_the_surveys_of_the_space(place: Place) -> None:
    asked = [step.survey for step in place.consultation.steps if step.modality == "surveys"]
    assert sorted(asked) == sorted(place.surveys)


@EACH_PLACE
def test_surveys_are_sound_and_their_answers_planned_in_full(place: Place) -> None:
    assert [flaw for survey in place.surveys.values() for flaw in flaws_of(survey)] == []
    for plan in place.answer_plans:
        for question in place.surveys[plan.survey].questions:
            scale = question.scale
            values = {str(step) for step in range(scale.min, scale.max + 1)} if scale else question.values
            assert set(plan.questions[question.key].weights) <= values
        assert set(plan.questions) == {question.key for question in place.surveys[plan.survey].questions}


@EACH_PLACE
def test_contributions_point_to_what_exists(place: Place) -> None:
    people = {person.key: person for person in place.people}
    themes = {theme.slug for theme in place.consultation.themes}
    contributions: list[Proposal | Initiative] = [*place.proposals, *place.initiatives]
    slugs = {contribution.slug for contribution in contributions}
    assert len(slugs) == len(contributions)
    assert {contribution.theme for contribution in contributions} <= themes
    assert all(c.structure in ("", *people[c.author].structures) for c in contributions)
    assert {comment.on for comment in place.comments} <= slugs
    authors = {comment.author for comment in place.comments}
    authors |= {reply.author for comment in place.comments for reply in comment.replies}
    assert authors <= set(people)


@EACH_PLACE
def test_contributions_have_a_step_to_be_in(place: Place) -> None:
    modalities = {step.modality for step in place.consultation.steps}
    assert not place.proposals or "proposals" in modalities
    assert not place.initiatives or "initiatives" in modalities


@EACH_PLACE
def test_official_answers_are_given_once_to_proposals(place: Place) -> None:
    answered = [answer.proposal for answer in place.official_answers]
    assert len(set(answered)) == len(answered)
    assert set(answered) <= {proposal.slug for proposal in place.proposals}


@EACH_PLACE
def test_people_and_structures_are_distinct_and_fictional(place: Place) -> None:
    structures = {structure.key for structure in place.structures}
    assert len({person.key for person in place.people}) == len(place.people)
    assert all(set(person.structures) <= structures for person in place.people)
    assert all(structure.name.endswith("(démo)") for structure in place.structures)
    assert all(person.email.endswith("@example.org") for person in place.people)
