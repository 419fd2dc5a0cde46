"""Starting, composing and copying a consultation."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import RestrictedError
from django.utils import timezone
from PIL import Image

from consultations.process.content.loader import load_templates
from consultations.process.models import Consultation, Contribution, Extension, State, Step, Theme
from consultations.process.operations.copying import copy_consultation
from consultations.process.operations.drafting import create_consultation, delete_draft
from consultations.process.operations.partners import write_partners
from consultations.process.operations.pictures import (
    add_illustration,
    delete_illustration,
    set_consultation_picture,
    set_theme_picture,
)
from consultations.process.operations.publishing import publish_consultation
from consultations.process.operations.steps import add_step, delete_step, edit_step
from consultations.process.operations.themes import add_theme, delete_theme, edit_theme, order_themes
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.files.models import StoredFile
from tests.consultations.process.conftest import SLUG
from tests.consultations.process.drafts import make_draft, make_published, put_step

PARIS = ZoneInfo("Europe/Paris")


def picture() -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "JPEG")
    made.name = "arbre.jpg"
    made.seek(0)
    return made


def contribute(step: Step, theme: Theme | None = None) -> Contribution:
    return Contribution.objects.create(
        kind="proposal", consultation=step.consultation, step=step, theme=theme, published_at=timezone.now()
    )


def test_draft_from_a_template_holds_its_themes_and_dated_steps(administrator: User) -> None:
    template = load_templates()[0]
    draft = create_consultation(
        by=administrator, title="Vie associative", template=template, starts_on=date(2031, 3, 3)
    )
    assert [theme.title for theme in draft.themes.all()] == [idea.title for idea in template.themes]
    assert draft.slug == "vie-associative"
    for step in draft.steps.all():
        plan = next(plan for plan in template.steps if plan.modality == step.modality)
        opening = timezone.localtime(step.opens_at)
        assert (opening.date(), opening.hour) == (date(2031, 3, 3) + timedelta(days=plan.starts_after_days), 0)
        assert timezone.localtime(step.closes_at).date() == opening.date() + timedelta(days=plan.lasts_days - 1)


def test_two_consultations_of_one_title_have_two_addresses(administrator: User) -> None:
    assert [make_draft(administrator).slug for _ in range(3)] == [
        "nature-en-ville",
        "nature-en-ville-2",
        "nature-en-ville-3",
    ]
    assert create_consultation(by=administrator, title="???").slug == "concertation"


def test_nobody_but_an_administrator_starts_one(moderator: User, resident: User) -> None:
    for person in (moderator, resident, AnonymousUser()):
        with pytest.raises(NotAllowed):
            create_consultation(by=person, title="Non")


def test_theme_in_which_something_was_said_stays(administrator: User) -> None:
    draft = make_draft(administrator)
    theme = add_theme(by=administrator, consultation=draft, title="Arbres")
    contribution = contribute(put_step(draft, administrator), theme)
    with pytest.raises(RuleBroken, match="classées"):
        delete_theme(by=administrator, theme=theme)
    with pytest.raises(RestrictedError):  # by no other door either
        theme.delete()
    contribution.delete()
    delete_theme(by=administrator, theme=theme)
    assert not Theme.objects.exists()


def test_themes_are_put_in_order_whole(administrator: User) -> None:
    draft = make_draft(administrator)
    keys = [add_theme(by=administrator, consultation=draft, title=title).pk for title in "abc"]
    order_themes(by=administrator, consultation=draft, order=keys[::-1])
    assert [theme.title for theme in draft.themes.all()] == ["c", "b", "a"]
    with pytest.raises(RuleBroken):
        order_themes(by=administrator, consultation=draft, order=keys[:2])


def test_step_dates_are_checked_and_its_modality_known(administrator: User) -> None:
    draft = make_draft(administrator)
    now = timezone.now()
    with pytest.raises(RuleBroken) as refusal:
        add_step(by=administrator, consultation=draft, modality=SLUG, opens_at=now, closes_at=now)
    assert refusal.value.field == "closes_at"
    with pytest.raises(RuleBroken):
        add_step(
            by=administrator, consultation=draft, modality="nope", opens_at=now, closes_at=now + timedelta(days=1)
        )


@pytest.mark.usefixtures("legal_pages")
def test_dates_of_a_published_step_do_not_move_silently(administrator: User) -> None:
    step = make_published(administrator).steps.get()
    with pytest.raises(RuleBroken, match="Le calendrier est public"):
        edit_step(by=administrator, step=step, closes_at=step.closes_at - timedelta(days=1))
    assert edit_step(by=administrator, step=step, title="Autre titre").title == "Autre titre"


@pytest.mark.usefixtures("legal_pages")
def test_step_that_opened_or_was_used_stays(administrator: User) -> None:
    published = make_published(administrator)
    with pytest.raises(RuleBroken, match="ouverte au public"):
        delete_step(by=administrator, step=published.steps.get())
    later = put_step(published, administrator, opens=5)
    delete_step(by=administrator, step=later)
    used = put_step(make_draft(administrator), administrator)
    contribute(used)
    with pytest.raises(RuleBroken, match="contributions"):
        delete_step(by=administrator, step=used)


def test_only_a_draft_without_contributions_is_thrown_away(administrator: User) -> None:
    draft = make_draft(administrator)
    contribution = contribute(put_step(draft, administrator))
    with pytest.raises(RuleBroken):
        delete_draft(by=administrator, consultation=draft)
    contribution.delete()
    delete_draft(by=administrator, consultation=draft)
    assert not Consultation.objects.exists()


@pytest.mark.usefixtures("legal_pages")
def test_next_edition_has_everything_but_contributions(administrator: User) -> None:
    draft = make_draft(administrator, answer_due_on=date(2031, 9, 1))
    write_partners(by=administrator, consultation=draft, partners=[{"organisation": "La ville", "part": "décide"}])
    theme = add_theme(by=administrator, consultation=draft, title="Arbres", briefing="Des faits")
    opens_at = datetime(2031, 3, 10, 18, 30, tzinfo=PARIS)  # winter time
    step = add_step(
        by=administrator,
        consultation=draft,
        modality=SLUG,
        title="On vote",
        intro="Consigne",
        settings={"hands": 2},
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=10),
    )
    published = publish_consultation(by=administrator, consultation=draft)
    contribute(step, theme)
    copy = copy_consultation(by=administrator, consultation=published, title="Édition 2", starts_on=date(2031, 6, 10))
    copied = copy.steps.get()
    assert (copy.state, copy.previous_edition, copy.outcome) == (State.DRAFT, published, published.outcome)
    assert copy.answer_due_on == date(2031, 9, 1) + timedelta(days=92)
    assert copied.opens_at == datetime(2031, 6, 10, 18, 30, tzinfo=PARIS)  # the same hour, in summer time
    assert (copied.intro, copied.settings) == ("Consigne (copie)", {"hands": 2})
    assert [partner.part for partner in copy.partners.all()] == ["décide"]
    assert copy.themes.get().briefing == "Des faits"
    assert not copy.contributions.exists()
    assert not Extension.objects.filter(step__consultation=copy).exists()


@pytest.mark.usefixtures("legal_pages")
def test_pictures_of_a_draft_are_private_until_it_is_published(administrator: User) -> None:
    draft = make_draft(administrator)
    put_step(draft, administrator)
    theme = add_theme(by=administrator, consultation=draft, title="Arbres")
    set_consultation_picture(by=administrator, consultation=draft, file=picture())
    set_theme_picture(by=administrator, theme=theme, file=picture())
    add_illustration(by=administrator, theme=theme, file=picture(), description="Un arbre")
    assert list(StoredFile.objects.values_list("is_public", flat=True)) == [False] * 3
    publish_consultation(by=administrator, consultation=draft)
    assert list(StoredFile.objects.values_list("is_public", flat=True)) == [True] * 3


def test_picture_that_is_replaced_goes_unless_another_edition_shows_it(administrator: User) -> None:
    draft = make_draft(administrator)
    theme = add_theme(by=administrator, consultation=draft, title="Arbres")
    drawn = add_illustration(by=administrator, theme=theme, file=picture(), description="Un arbre")
    set_consultation_picture(by=administrator, consultation=draft, file=picture())
    set_consultation_picture(by=administrator, consultation=draft, file=None)
    assert list(StoredFile.objects.all()) == [drawn.file]
    copy_consultation(by=administrator, consultation=draft, title="Suite", starts_on=timezone.localdate())
    delete_illustration(by=administrator, illustration=drawn)
    assert StoredFile.objects.count() == 1


def test_theme_address_follows_its_title_in_a_draft(administrator: User) -> None:
    theme = add_theme(by=administrator, consultation=make_draft(administrator), title="Arbres")
    assert edit_theme(by=administrator, theme=theme, title="Haies vives").slug == "haies-vives"
