"""The wizard: one page for each of the five ingredients of a consultation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from consultations.process.content.loader import load_templates
from consultations.process.forms.drafting import OutcomeForm, StartForm, SubjectForm, partner_lines
from consultations.process.models import Consultation
from consultations.process.operations.drafting import create_consultation, edit_consultation
from consultations.process.operations.partners import COLUMNS, write_partners
from consultations.process.queries.public import themes_with_counts
from consultations.process.views.team.editing import editable
from consultations.process.views.team.ingredients import go_on, wizard_context
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.concurrency import CHANGED, fingerprint
from platform_core.errors import RuleBroken
from platform_core.web.editing import EditForm


@team(Role.ADMINISTRATOR)
def start(request: HttpRequest) -> HttpResponse:
    """Choose a title and what to start from."""
    templates = load_templates()
    form = StartForm(request.POST or None, templates=templates)
    if request.method == "POST" and form.is_valid():
        chosen = next((one for one in templates if one.slug == form.cleaned_data["template"]), None)
        made = create_consultation(
            by=request.user,
            title=form.cleaned_data["title"],
            template=chosen,
            starts_on=form.cleaned_data["starts_on"],
        )
        messages.success(request, _("Le brouillon est créé. Seule l’équipe le voit."))
        return redirect("process:team_co_steering", made.pk)
    context = {"form": form, "templates": templates}
    return render(request, "process/team/start.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def co_steering(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who steers together."""
    consultation = editable(request, pk)
    partners = list(consultation.partners.all())
    lines = partner_lines(request.POST or None, partners)
    seen, others = fingerprint(partners, COLUMNS), []
    if request.method == "POST" and lines.is_valid():
        try:
            write_partners(
                by=request.user, consultation=consultation, partners=lines.lines, seen=request.POST.get("seen") or None
            )
        except RuleBroken as error:
            lines.non_form_errors().append(error.message)
            others = partners if error.code == CHANGED else []
        else:
            messages.success(request, _("Le copilotage est enregistré."))
            if "more" in request.POST:
                return redirect("process:team_co_steering", pk)
            return go_on(request, consultation, "co_steering")
    refused = request.method == "POST"
    context = {"lines": lines, "seen": seen, "others": others, "page_has_errors": refused}
    context |= wizard_context(consultation, "co_steering")
    return render(request, "process/team/co_steering.html", context, status=422 if refused else 200)


@team(Role.ADMINISTRATOR)
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is expected, who answers, by when."""
    return _ingredient(request, pk, "outcome", OutcomeForm)


@team(Role.ADMINISTRATOR)
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it is about; the themes are on the same page."""
    return _ingredient(request, pk, "subject", SubjectForm)


def _ingredient(request: HttpRequest, pk: int, key: str, form_class: type[EditForm]) -> HttpResponse:
    consultation = editable(request, pk)
    form = form_class(request.POST or None, instance=consultation)
    preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not preview:
        try:
            edit_consultation(by=request.user, consultation=consultation, seen=form.stamp, **form.changes)
        except RuleBroken as error:
            form.refuse(error, Consultation.objects.get(pk=pk))
        else:
            messages.success(request, _("C’est enregistré."))
            return go_on(request, consultation, key)
    context = {
        **wizard_context(consultation, key),
        "form": form,
        "preview": form.data if preview else None,
        "themes": themes_with_counts().filter(consultation=consultation) if key == "subject" else None,
    }
    return render(request, f"process/team/{key}.html", context, status=422 if form.errors else 200)
