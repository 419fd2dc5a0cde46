"""The five ingredients as pages of the wizard: their order, what is done, what helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.process.content.loader import HelpText, Template, help_text, load_templates
from consultations.process.models import Consultation, State


@dataclass(frozen=True)
class Ingredient:
    """One page of the wizard: its key in the help texts, the name of its address, its short title."""

    key: str
    url_name: str
    label: Any


INGREDIENTS = (
    Ingredient("co_steering", "process:team_co_steering", _("Copilotage")),
    Ingredient("outcome", "process:team_outcome", _("Attendu")),
    Ingredient("subject", "process:team_subject", _("Sujet")),
    Ingredient("calendar", "process:team_calendar", _("Calendrier")),
    Ingredient("modalities", "process:team_modalities", _("Modalités")),
)


def is_done(consultation: Consultation, key: str) -> bool:
    """Tell whether an ingredient holds what it must (co-steering: at least one partner). Wants a consultation as `edited`."""
    match key:
        case "co_steering":
            return bool(getattr(consultation, "is_steered", False))
        case "outcome":
            return bool(consultation.outcome and consultation.answered_by and consultation.answer_due_on)
        case "subject":
            return bool(consultation.subject)
    return bool(consultation.steps.all())


def progress(consultation: Consultation, current: str) -> list[dict[str, Any]]:
    """Return the lines of the wizard's progress."""
    return [
        {
            "label": str(one.label),
            "url": reverse(one.url_name, args=[consultation.pk]),
            "state": "current" if one.key == current else "done" if is_done(consultation, one.key) else "todo",
        }
        for one in INGREDIENTS
    ]


def template_of(consultation: Consultation) -> Template | None:
    """Return the template that a consultation started from, `None` for a blank one."""
    return next((one for one in load_templates() if one.slug == consultation.template), None)


def wizard_context(consultation: Consultation, key: str) -> dict[str, Any]:
    """Return what every page of the wizard shows: where one is, help, examples of the template."""
    template = template_of(consultation)
    place = [one.key for one in INGREDIENTS].index(key)
    help_: HelpText = help_text(f"ingredients.{key}")
    return {
        "consultation": consultation,
        "wizard": progress(consultation, key),
        "number": place + 1,
        "help": help_,
        "advice": template.wizard_help.get(key, "") if template else "",
        "template": template,
        "is_draft": consultation.state == State.DRAFT,
        "overview_url": reverse("process:team_overview", args=[consultation.pk]),
        "previous_url": reverse(INGREDIENTS[place - 1].url_name, args=[consultation.pk]) if place else "",
        "next_url": next_url(consultation, key),
    }


def next_url(consultation: Consultation, key: str) -> str:
    """Return the page after an ingredient: the next one, or the overview after the last."""
    place = [one.key for one in INGREDIENTS].index(key) + 1
    name = INGREDIENTS[place].url_name if place < len(INGREDIENTS) else "process:team_overview"
    return reverse(name, args=[consultation.pk])


def go_on(request: HttpRequest, consultation: Consultation, key: str) -> HttpResponse:
    """Go where the button asks: stay and add, leave to the overview, or the next ingredient."""
    if "stay" in request.POST:
        return redirect(request.path)
    if "leave" in request.POST:
        return redirect("process:team_overview", consultation.pk)
    return redirect(next_url(consultation, key))
