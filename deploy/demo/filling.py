"""People take part: they answer, propose, show, support, comment; the organiser answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from consultations.capabilities.comments.models import Alignment
from consultations.capabilities.comments.operations import add_comment
from consultations.capabilities.outcomes.operations import answer_contribution
from consultations.capabilities.supports.operations import add_support
from consultations.modalities.initiatives.operations import submit_initiative
from consultations.modalities.proposals.operations import submit_proposal
from consultations.process.modality import modality_named
from consultations.process.models import Contribution, Step
from deploy.demo import contents
from deploy.demo.questionnaire import Questionnaire
from deploy.demo.sampling import sample_answers
from platform_core.access import System
from tenants.territory.queries import commune

if TYPE_CHECKING:
    from deploy.demo.seeding import Cast

ALIGNMENTS = {"for": Alignment.FOR, "neutral": Alignment.NEUTRAL, "against": Alignment.AGAINST}


def fill(content: contents.Place, steps: Mapping[str, Step], cast: Cast) -> None:
    """Have everybody take part in the steps that are open."""
    random = Random(2022)
    by_modality = {step.modality: step for step in steps.values()}
    for plan in content.consultation.steps:
        if plan.survey and plan.slug in steps:
            answer_survey(content, plan, steps[plan.slug], cast)
    made: dict[str, Contribution] = {}
    if step := by_modality.get("proposals"):
        made |= {one.slug: propose(one, step, cast, random) for one in content.proposals}
    if step := by_modality.get("initiatives"):
        made |= {one.slug: show(one, step, cast, random) for one in content.initiatives}
    for comment in content.comments:
        talk(comment, made, cast)
    for answer in content.official_answers:
        answer_contribution(
            by=cast.administrator,
            contribution=made[answer.proposal],
            fate=answer.state,
            body=answer.body,
            answered_by=content.consultation.outcome.answered_by[:200],
        )
    backdate(made, random)


def write_survey(step: Step, questionnaire: Questionnaire) -> None:
    """Write the questions of a survey that nobody answers yet."""
    modality_named(step.modality).fill_step(step, asdict(questionnaire), System("demonstration"))


def answer_survey(content: contents.Place, plan: contents.Step, step: Step, cast: Cast) -> None:
    """Write a survey and have the crowd answer it."""
    questionnaire = content.surveys[plan.survey]
    plans = [one for one in content.answer_plans if one.survey == plan.survey]
    answers = [given for one in plans for given in sample_answers(questionnaire, one)]
    people = [*cast.crowd, *cast.people.values()][: len(answers)]
    fill_step = import_string(modality_named(step.modality).demo)
    fill_step(step, {**asdict(questionnaire), "answers": answers}, people)


def propose(plan: contents.Proposal, step: Step, cast: Cast, random: Random) -> Contribution:
    """Submit a proposal and have people back it."""
    texts = _texts(plan, step, cast, plan.commune_code)
    made = submit_proposal(by=cast.people[plan.author], step=step, values={"texts": texts})
    return back(made, plan.supports, cast, random)


def show(plan: contents.Initiative, step: Step, cast: Cast, random: Random) -> Contribution:
    """Show an initiative and have people back it."""
    own = {
        "carried_by": plan.who,
        "audience": plan.for_whom,
        "contact_email": plan.contact if "@" in plan.contact else "",
        "contact_name": "" if "@" in plan.contact else plan.contact[:120],
        "website": plan.link,
        "transposable": plan.transposable,
    }
    texts = _texts(plan, step, cast, plan.commune_code) | {"own": own}
    made = submit_initiative(by=cast.people[plan.author], step=step, values={"texts": texts})
    return back(made, plan.supports, cast, random)


def _texts(plan: Any, step: Step, cast: Cast, code: str) -> dict[str, Any]:
    town = commune(code) if code else None
    return {
        "title": plan.title,
        "body": plan.body,
        "theme": cast.themes.get(plan.theme),
        "structure": cast.structures.get(plan.structure),
        "insee": town.insee if town else "",
        "place": town.name if town else "",
        "latitude": town.latitude if town else None,
        "longitude": town.longitude if town else None,
    }


def back(made: Contribution, wanted: int, cast: Cast, random: Random) -> Contribution:
    """Have up to `wanted` people support a contribution."""
    others = [one for one in [*cast.people.values(), *cast.crowd] if one.pk != made.author_id]
    for person in random.sample(others, min(wanted, len(others))):
        add_support(by=person, contribution=made)
    return made


def talk(plan: contents.Comment, made: Mapping[str, Contribution], cast: Cast) -> None:
    """Comment, and answer the comment."""
    target = made[plan.on]
    comment = add_comment(
        by=cast.people[plan.author], target=target, body=plan.body, alignment=ALIGNMENTS[plan.alignment]
    )
    for reply in plan.replies:
        alignment = ALIGNMENTS[reply.alignment]
        add_comment(by=cast.people[reply.author], target=target, body=reply.body, alignment=alignment, parent=comment)


def backdate(made: Mapping[str, Contribution], random: Random) -> None:
    """Spread what was contributed over the days since the step opened; comments come after what they comment."""
    now = timezone.now()
    for one in made.values():
        days = max((now - one.step.opens_at).days - 1, 0)
        earlier = timedelta(days=random.uniform(0, days))
        Contribution.objects.filter(pk=one.pk).update(published_at=now - earlier)
        later = Contribution.objects.filter(comment__target=one)
        later.update(published_at=F("published_at") - earlier / 2)
