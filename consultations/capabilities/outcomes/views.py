"""Answer a contribution."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.capabilities.outcomes.forms import AnswerForm
from consultations.capabilities.outcomes.operations import answer_contribution
from consultations.capabilities.outcomes.queries import answers_to, to_answer
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken

PER_PAGE = 20
ANSWERED = "repondues"


@team(Role.ADMINISTRATOR)
def index(request: HttpRequest) -> HttpResponse:
    """List what waits for an official answer, or what was answered."""
    answered = request.GET.get("vue") == ANSWERED
    page = Paginator(to_answer(answered=answered), PER_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"label": _("À répondre"), "url": "?", "current": not answered, "count": None},
        {"label": _("Répondues"), "url": f"?vue={ANSWERED}", "current": answered, "count": None},
    ]
    return render(request, "outcomes/list.html", {"page_obj": page, "tabs": tabs, "answered": answered})


@team(Role.ADMINISTRATOR)
def answer(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Write an official answer; what is refused comes back as it was typed."""
    related = Contribution.objects.public().select_related("author", "structure", "step__consultation")
    contribution = get_object_or_404(related, pk=contribution_id)
    before = answers_to(contribution)
    initial = {"fate": before[0].fate, "answered_by": before[0].answered_by} if before else {}
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer_contribution(by=request.user, contribution=contribution, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("La réponse est publiée. L’auteur et les soutiens sont prévenus."))
            return redirect(f"{contribution_url(contribution)}#reponse")
    context = {"form": form, "contribution": contribution, "answers": before, "back": contribution_url(contribution)}
    return render(request, "outcomes/answer.html", context, status=422 if form.errors else 200)
