"""Publishing says all that is missing; closing and archiving keep everything readable."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consultations.process.models import Consultation, Extension, Phase, State, Step
from consultations.process.operations.drafting import create_consultation, edit_consultation
from consultations.process.operations.publishing import (
    archive_consultation,
    close_consultation,
    publish_consultation,
)
from consultations.process.operations.steps import extend_step
from consultations.process.queries.missing import missing_before_publishing
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.pages.models import Page
from tests.consultations.process.drafts import make_draft, make_published, put_step

pytestmark = pytest.mark.usefixtures("legal_pages")


def test_blank_draft_lacks_the_whole_contract(administrator: User) -> None:
    draft = create_consultation(by=administrator, title="Vide")
    parts = [one.part for one in missing_before_publishing(draft)]
    assert parts == ["outcome", "outcome", "outcome", "subject", "calendar"]


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"outcome": " "}, "résultat attendu"),
        ({"answered_by": ""}, "Qui répondra"),
        ({"answer_due_on": None}, "Au plus tard quand"),
        ({"subject": ""}, "Le sujet"),
    ],
)
def test_publishing_is_refused_without_a_part_of_the_contract(
    administrator: User, lacking: dict[str, Any], words: str
) -> None:
    draft = make_draft(administrator, **lacking)
    put_step(draft, administrator)
    with pytest.raises(RuleBroken, match=words) as refusal:
        publish_consultation(by=administrator, consultation=draft)
    assert refusal.value.code == "incomplete"
    assert Consultation.objects.get(pk=draft.pk).state == State.DRAFT


def test_publishing_is_refused_without_a_step(administrator: User) -> None:
    with pytest.raises(RuleBroken, match="une étape"):
        publish_consultation(by=administrator, consultation=make_draft(administrator))


def test_publishing_is_refused_for_what_the_modality_lacks(administrator: User) -> None:
    draft = make_draft(administrator)
    put_step(draft, administrator, settings={})
    with pytest.raises(RuleBroken, match="combien de mains"):
        publish_consultation(by=administrator, consultation=draft)


def test_publishing_is_refused_while_a_legal_page_is_not_complete(administrator: User) -> None:
    Page.objects.create(slug="a-lire", title="À lire", body="…", is_required=True)
    draft = make_draft(administrator)
    put_step(draft, administrator)
    with pytest.raises(RuleBroken, match="À lire"):
        publish_consultation(by=administrator, consultation=draft)


def test_publishing_is_logged_and_happens_once(administrator: User) -> None:
    published = make_published(administrator)
    assert published.state == State.PUBLISHED
    assert published.published_at is not None
    assert Entry.objects.filter(action="consultations.publish", target_id=str(published.pk)).count() == 1
    with pytest.raises(NotAllowed):
        publish_consultation(by=administrator, consultation=published)


def test_promise_of_a_published_consultation_cannot_be_withdrawn(administrator: User) -> None:
    published = make_published(administrator)
    with pytest.raises(RuleBroken) as refusal:
        edit_consultation(by=administrator, consultation=published, outcome="")
    assert refusal.value.field == "outcome"


def test_address_of_a_published_consultation_does_not_follow_its_title(administrator: User) -> None:
    draft = edit_consultation(by=administrator, consultation=make_draft(administrator), title="Des arbres")
    assert draft.slug == "des-arbres"
    put_step(draft, administrator)
    published = publish_consultation(by=administrator, consultation=draft)
    assert edit_consultation(by=administrator, consultation=published, title="Autre").slug == "des-arbres"


def test_closing_early_needs_a_reason_which_is_kept(administrator: User) -> None:
    published = make_published(administrator)
    with pytest.raises(RuleBroken) as refusal:
        close_consultation(by=administrator, consultation=published)
    assert refusal.value.field == "reason"
    closed = close_consultation(by=administrator, consultation=published, reason="Élections anticipées")
    assert closed.closing_reason == "Élections anticipées"
    assert closed.phase == Phase.OVER
    assert not any(step.is_open for step in Step.objects.all())


def test_running_consultation_cannot_be_archived(administrator: User) -> None:
    with pytest.raises(NotAllowed):
        archive_consultation(by=administrator, consultation=make_published(administrator))


def test_archived_consultation_no_longer_changes(administrator: User) -> None:
    closed = close_consultation(by=administrator, consultation=make_published(administrator), reason="Fini")
    archived = archive_consultation(by=administrator, consultation=closed)
    assert archived.state == State.ARCHIVED
    with pytest.raises(NotAllowed):
        edit_consultation(by=administrator, consultation=archived, title="Autre")


def test_extension_is_kept_with_its_reason_and_logged(administrator: User) -> None:
    step = make_published(administrator).steps.get()
    before, after = step.closes_at, step.closes_at + timedelta(days=30)
    extend_step(by=administrator, step=step, until=after, reason="Les vacances")
    extension = Extension.objects.get()
    assert (extension.old_end, extension.new_end, extension.reason) == (before, after, "Les vacances")
    assert Step.objects.get().closes_at == after
    logged = Entry.objects.get(action="consultations.extend")
    assert logged.details["reason"] == "Les vacances"


@pytest.mark.parametrize(("days", "reason", "field"), [(30, " ", "reason"), (-5, "Trop long", "until")])
def test_extension_is_refused(administrator: User, days: int, reason: str, field: str) -> None:
    step = make_published(administrator).steps.get()
    with pytest.raises(RuleBroken) as refusal:
        extend_step(by=administrator, step=step, until=step.closes_at + timedelta(days=days), reason=reason)
    assert refusal.value.field == field
    assert not Extension.objects.exists()


def test_step_that_is_over_is_not_extended(administrator: User) -> None:
    step = make_published(administrator).steps.get()
    Step.objects.update(closes_at=timezone.now() - timedelta(minutes=1), opens_at=timezone.now() - timedelta(days=9))
    step.refresh_from_db()
    with pytest.raises(NotAllowed):
        extend_step(by=administrator, step=step, until=timezone.now() + timedelta(days=3), reason="Trop tard")
