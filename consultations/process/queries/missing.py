"""What a draft lacks before it can be shown to residents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultations.process.availability import closed_among
from consultations.process.modality import modalities
from consultations.process.models import Consultation, Step
from platform_core.pages.queries import missing_pages


@dataclass(frozen=True)
class Missing:
    """One thing to do: `part` says on which page (an ingredient, "step" or "page"), `key` which row there."""

    part: str
    sentence: str
    key: int | str = ""


def missing_before_publishing(consultation: Consultation) -> list[Missing]:
    """Return all that is missing, in the order in which the wizard asks for it; empty when it can be published."""
    steps = list(consultation.steps.all())
    return [*_contract(consultation), *_calendar(steps), *missing_in_steps(steps), *closed_steps(steps), *_pages()]


def _contract(consultation: Consultation) -> list[Missing]:
    found = []
    if not consultation.outcome.strip():
        found.append(Missing("outcome", _("Le résultat attendu : ce que la concertation doit produire.")))
    if not consultation.answered_by.strip():
        found.append(Missing("outcome", _("Qui répondra aux participants.")))
    if not consultation.answer_due_on:
        found.append(Missing("outcome", _("Au plus tard quand la réponse sera donnée.")))
    if not consultation.subject.strip():
        found.append(Missing("subject", _("Le sujet, en une phrase.")))
    return found


def _calendar(steps: list[Step]) -> list[Missing]:
    return [] if steps else [Missing("calendar", _("Au moins une étape datée."))]


def missing_in_steps(steps: Sequence[Step]) -> list[Missing]:
    """Return what the steps lack, in their order; each modality is asked once for all of its own."""
    known = {one.slug: one for one in modalities()}
    lacking: dict[int, list[str]] = {}
    for slug in {step.modality for step in steps} & known.keys():
        lacking |= known[slug].missing([step for step in steps if step.modality == slug])
    found = []
    for step in steps:
        if step.modality in known:
            found += [Missing("step", f"{step.title} : {sentence}", step.pk) for sentence in lacking.get(step.pk, [])]
        else:
            message = _("%(step)s : cette façon de participer n’est pas proposée ici.") % {"step": step.title}
            found.append(Missing("step", message, step.pk))
    return found


def closed_steps(steps: Sequence[Step]) -> list[Missing]:
    """Return the steps that cannot be made public, their modality being closed here. For drafts: what is public goes on."""
    return [Missing("step", f"{step.title} : {why.reason}", step.pk) for step, why in closed_among(steps)]


def _pages() -> list[Missing]:
    return [
        Missing("page", _("La page « %(title)s », relue et complète.") % {"title": page.title}, page.slug)
        for page in missing_pages()
    ]
