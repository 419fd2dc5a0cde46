"""Open a space of the demonstration and fill it, through the same operations as people.

What no operation does is done by hand, and only this: a step that is over was open while people contributed, and dates lie
in the past. Nobody is notified of the demonstration's past.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from consultations.process.calendar import end_of, opening_of
from consultations.process.models import Consultation, Extension, Step, Theme
from consultations.process.operations.drafting import create_consultation
from consultations.process.operations.partners import write_partners
from consultations.process.operations.publishing import publish_consultation
from consultations.process.operations.steps import add_step, extend_step
from consultations.process.operations.themes import add_theme
from deploy.demo import contents
from deploy.demo.accounts import make_account, make_founder, make_team
from deploy.demo.crowd import crowd
from deploy.demo.filling import fill, write_survey
from deploy.demo.importing import import_mel
from deploy.demo.loader import place
from platform_core.access import System
from platform_core.accounts.models import Structure, User
from platform_core.outbox.models import Delivery
from platform_core.outbox.models import State as DeliveryState
from platform_core.pages.models import Page
from platform_core.pages.operations import edit_page, fill_blanks
from tenants.spaces.models import Space
from tenants.spaces.operations import build_space, open_to_public, put_first_steps_away, reserve_space
from tenants.spaces.scopes import entered, platform
from tenants.territory.queries import commune, organisation_by_siren

DEMO = System("demonstration")
CROWD = 120  # residents without a story
LONGER = timedelta(days=1)


@dataclass
class Cast:
    """Who plays in a space: by the keys of the content."""

    administrator: User
    people: dict[str, User] = field(default_factory=dict)
    structures: dict[str, Structure] = field(default_factory=dict)
    crowd: list[User] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)


def seed_space(plan: contents.Space) -> str:
    """Open and fill one space; returns a word on what was done. Safe to run again."""
    with platform():
        space = Space.objects.active().filter(label=plan.label).first()
        space = space or build_space(by=DEMO, space=reserve_space(by=DEMO, label=plan.label, **facts(plan)))
    with entered(space):
        if plan.in_preparation:
            make_founder()
            return "en préparation"
        if Consultation.objects.exists():
            return "déjà là"
        with transaction.atomic():
            cast = make_cast(plan, place(plan.label))
            complete_pages(plan, cast.administrator)
            launch(space, cast.administrator)
            if (content := place(plan.label)) is not None:
                play(content, cast)
            Delivery.objects.filter(state=DeliveryState.PENDING).update(state=DeliveryState.DONE)
        return "prêt"


def facts(plan: contents.Space) -> dict[str, Any]:
    """Return what the platform knows of a space, from its content and the official lists."""
    organisation = organisation_by_siren(plan.siren) if plan.siren else None
    town = commune(plan.commune_code) if plan.commune_code else None
    centre = organisation.centre if organisation else (town.latitude, town.longitude) if town else None
    return {
        "name": plan.name,
        "kind": plan.kind,
        "organisation": organisation.name if organisation else plan.publisher.get("editeur_nom", plan.name),
        "identifier_kind": "siren" if plan.siren else "rna" if plan.rna else "",
        "identifier": plan.siren or plan.rna,
        "insee": plan.commune_code,
        "postcode": town.postcodes[0] if town else "",
        "latitude": centre[0] if centre else None,
        "longitude": centre[1] if centre else None,
        "welcome": plan.welcome,
        "contact_email": plan.publisher.get("editeur_contact", "contact@example.org"),
        "founder_email": "equipe@example.org",
        "founder_name": "L’équipe de l’espace",
    }


def make_cast(plan: contents.Space, content: contents.Place | None) -> Cast:
    """Make the team, the people of the content and the structures they speak for."""
    administrator = make_team()
    administrator.set_password("demonstration-2026")
    administrator.save(update_fields=["password"])
    cast = Cast(administrator)
    if content is None:
        return cast
    for group in content.structures:
        cast.structures[group.key] = Structure.objects.create(name=group.name, about=group.body, commune=group.commune)
    for one in content.people:
        cast.people[one.key] = make_account(one.email, one.public_name)
        for key in one.structures:
            cast.structures[key].members.add(cast.people[one.key])
    busy = any(plan.count for plan in content.answer_plans) or any(one.supports for one in content.proposals)
    cast.crowd = [make_account(one.email, one.public_name) for one in crowd(CROWD if busy else 0)]
    return cast


def complete_pages(plan: contents.Space, administrator: User) -> None:
    """Fill the blanks of the legal pages and say that they were read."""
    fill_blanks(by=administrator, values=plan.publisher)
    for page in Page.objects.filter(is_required=True):
        edit_page(by=administrator, page=page, is_complete=True)


def launch(space: Space, administrator: User) -> None:
    """Open the space to the public, without a letter on what is past, and put the first steps away."""
    if space.is_preparing:
        open_to_public(by=administrator, space=space)
        with platform():
            told = Delivery.objects.filter(state=DeliveryState.PENDING, event__name="space.opened")
            told.update(state=DeliveryState.DONE)
    put_first_steps_away(by=administrator, space=space)


def play(content: contents.Place, cast: Cast) -> None:
    """Make the consultation, publish it, have people take part, then give the steps their own dates."""
    consultation = write(content.consultation, cast)
    steps = {plan.slug: open_step(content, plan, consultation, cast) for plan in content.consultation.steps}
    published = publish_consultation(by=cast.administrator, consultation=consultation)
    for step in steps.values():
        step.consultation = published
    if not content.proposals and not content.surveys and not content.initiatives:
        import_mel(steps, cast.administrator)
    fill(content, {slug: step for slug, step in steps.items() if step.is_open}, cast)
    for plan in content.consultation.steps:
        settle(content.consultation, plan, steps[plan.slug], cast)
    opened = min(step.opens_at for step in Step.objects.filter(consultation=consultation))
    Consultation.objects.filter(pk=consultation.pk).update(published_at=min(opened, timezone.now()))


def write(plan: contents.Consultation, cast: Cast) -> Consultation:
    """Write the five ingredients of a consultation."""
    due = plan.moved(plan.outcome.answer_due_on, today=timezone.localdate())
    consultation = create_consultation(
        by=cast.administrator,
        title=plan.title,
        subject=plan.subject,
        description="\n\n".join(filter(None, [plan.description, plan.notice and f"*{plan.notice}*"])),
        outcome=plan.outcome.text,
        answered_by=plan.outcome.answered_by,
        answer_due_on=due,
        next_steps=plan.what_next,
    )
    partners = [
        {"organisation": one.organisation, "part": f"{one.role}. {one.body}"[:200]} for one in plan.co_steering
    ]
    write_partners(by=cast.administrator, consultation=consultation, partners=partners)
    for theme in plan.themes:
        sources = "\n".join(
            f"- {one.publisher}, *{one.title}*{f' : {one.url}' if one.url else ''}" for one in theme.sources
        )
        cast.themes[theme.slug] = add_theme(
            by=cast.administrator,
            consultation=consultation,
            title=theme.title,
            summary=theme.summary,
            briefing=theme.briefing,
            sources=sources,
        )
    return consultation


def span(plan: contents.Consultation, step: contents.Step) -> tuple[datetime, datetime]:
    """Return when a step opens and closes, moved to the days of the demonstration."""
    today = timezone.localdate()
    return opening_of(plan.moved(step.opens_on, today=today)), end_of(plan.moved(step.closes_on, today=today))


def open_step(content: contents.Place, plan: contents.Step, consultation: Consultation, cast: Cast) -> Step:
    """Add a step; one that is over, or was extended, is open for now so that people can take part."""
    opens_at, closes_at = span(content.consultation, plan)
    now = timezone.now()
    if opens_at < now and (closes_at < now or plan.first_closing_on):
        closes_at = now + LONGER
    step = add_step(
        by=cast.administrator,
        consultation=consultation,
        modality=plan.modality,
        opens_at=opens_at,
        closes_at=closes_at,
        title=plan.title,
        intro=plan.intro,
    )
    if plan.survey:
        write_survey(step, content.surveys[plan.survey])
    return step


def settle(plan: contents.Consultation, step_plan: contents.Step, step: Step, cast: Cast) -> None:
    """Give a step its own end, with its public extension."""
    _opens_at, closes_at = span(plan, step_plan)
    if step_plan.first_closing_on and plan.extension and closes_at > timezone.now() + LONGER:
        today = timezone.localdate()
        extension = extend_step(by=cast.administrator, step=step, until=closes_at, reason=plan.extension.reason)
        decided = opening_of(plan.moved(plan.extension.decided_on, today=today))
        first_end = end_of(plan.moved(step_plan.first_closing_on, today=today))
        Extension.objects.filter(pk=extension.pk).update(old_end=first_end, at=decided)
    Step.objects.filter(pk=step.pk).update(closes_at=closes_at)
