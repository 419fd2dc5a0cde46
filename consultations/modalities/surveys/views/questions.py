"""The builder's pages about one question."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.modalities.surveys.forms.building import ConditionForm, QuestionForm
from consultations.modalities.surveys.forms.options import rearranged
from consultations.modalities.surveys.models import Question, Section
from consultations.modalities.surveys.operations.questions import (
    add_question,
    delete_question,
    duplicate_question,
    edit_question,
    order_questions,
)
from consultations.modalities.surveys.queries.definitions import definition, survey_of, visible_step
from consultations.modalities.surveys.queries.wording import labels
from consultations.modalities.surveys.rules.kinds import DECIDING, Kind
from consultations.modalities.surveys.views.building import (
    SLUG,
    around,
    back,
    moved,
    section_seen,
    status_of,
)
from consultations.process.models import Step
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken


@team(Role.ADMINISTRATOR)
def kinds(request: HttpRequest, step_id: int) -> HttpResponse:
    """Let the team choose what kind of question to add."""
    step = visible_step(request.user, step_id, SLUG)
    context = {**around(step), "kinds": list(Kind), "section": _section(request, step)}
    return render(request, "surveys/team/kinds.html", context)


@team(Role.ADMINISTRATOR)
def add(request: HttpRequest, step_id: int, kind: str) -> HttpResponse:
    """Write a new question."""
    step = visible_step(request.user, step_id, SLUG)
    if kind not in Kind.values:
        raise Http404
    section = _section(request, step)
    form = _form(request, kind=kind)
    if form.is_bound and form.is_valid():
        try:
            made = add_question(by=request.user, step=step, section=section, kind=kind, **form.changes)
        except RuleBroken as error:
            form.refuse(error)
        else:
            messages.success(request, _("La question est ajoutée."))
            return back(step, f"question-{made.pk}")
    context = {**around(step), "form": form, "kind": Kind(kind), "heading": _("Nouvelle question")}
    return render(request, "surveys/team/question.html", context, status=status_of(form))


@team(Role.ADMINISTRATOR)
def edit(request: HttpRequest, question_id: int) -> HttpResponse:
    """Change a question, or only its words once someone has begun to answer."""
    question = question_seen(request, question_id)
    step = question.survey.step
    context = around(step)
    sections = list(question.survey.sections.all())
    form = _form(request, kind=question.kind, row=question, sections=sections, has_begun=context["has_begun"])
    if form.is_bound and form.is_valid():
        try:
            edit_question(by=request.user, question=question, seen=form.cleaned_data["seen"] or None, **form.changes)
        except RuleBroken as error:
            form.refuse(error)
        else:
            messages.success(request, _("La question est enregistrée."))
            return back(step, f"question-{question.pk}")
    context |= {"form": form, "kind": Kind(question.kind), "question": question, "heading": _("Modifier la question")}
    return render(request, "surveys/team/question.html", context, status=status_of(form))


def _form(request: HttpRequest, **options: object) -> QuestionForm:
    """Return the form as sent, or shown again after a button that adds, moves or removes a row of choices."""
    if request.method != "POST":
        return QuestionForm(**options)  # type: ignore[arg-type]  # passed on
    sent = QuestionForm(request.POST, **options)  # type: ignore[arg-type]  # passed on
    action = request.POST.get("do")
    if not action:
        return sent
    shown = QuestionForm(**options)  # type: ignore[arg-type]  # passed on
    for name in shown.fields:
        shown.initial[name] = shown.fields[name].initial = sent[name].value()
    if "choices" in shown.fields:
        rows, shown.fields["choices"].widget.focus = rearranged(sent["choices"].value(), action)
        shown.initial["choices"] = shown.fields["choices"].initial = rows
    return shown


@team(Role.ADMINISTRATOR)
@require_POST
def duplicate(request: HttpRequest, question_id: int) -> HttpResponse:
    """Copy a question after itself."""
    question = question_seen(request, question_id)
    try:
        copy = duplicate_question(by=request.user, question=question)
    except RuleBroken as error:
        messages.error(request, error.message)
        return back(question.survey.step, f"question-{question.pk}")
    return back(question.survey.step, f"question-{copy.pk}")


@team(Role.ADMINISTRATOR)
def delete(request: HttpRequest, question_id: int) -> HttpResponse:
    """Ask, then remove a question."""
    question = question_seen(request, question_id)
    step = question.survey.step
    if request.method == "POST":
        try:
            delete_question(by=request.user, question=question)
        except RuleBroken as error:
            messages.error(request, error.message)
        return back(step, f"section-{question.section_id}")
    heading = _("Supprimer la question « %(label)s » ?") % {"label": question.label}
    return render(request, "surveys/team/confirm.html", {**around(step), "heading": heading})


@team(Role.ADMINISTRATOR)
@require_POST
def move(request: HttpRequest, question_id: int) -> HttpResponse:
    """Move a question one place up or down in its section."""
    question = question_seen(request, question_id)
    keys = list(question.section.questions.values_list("pk", flat=True))
    try:
        order = moved(keys, question.pk, request.POST.get("move"))
        order_questions(by=request.user, section=question.section, order=order)
    except RuleBroken as error:
        messages.error(request, error.message)
    return back(question.survey.step, f"question-{question.pk}")


@team(Role.ADMINISTRATOR)
@require_POST
def order(request: HttpRequest, section_id: int) -> HttpResponse:
    """Put the questions of a section in the order that was dragged: 204, or 422 with the reason."""
    section = section_seen(request, section_id)
    keys = [int(key) for key in request.POST.getlist("order") if key.isdigit()]
    try:
        order_questions(by=request.user, section=section, order=keys)
    except RuleBroken as error:
        return HttpResponse(error.message, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@team(Role.ADMINISTRATOR)
def condition(request: HttpRequest, question_id: int) -> HttpResponse:
    """Say to whom a question is asked: to all, or according to an earlier answer. First the question, then its answers."""
    question = question_seen(request, question_id)
    step = question.survey.step
    earlier = _earlier(question)
    parent = next((one for one in earlier if str(one.pk) == request.GET.get("question", "")), None)
    if parent is None and "question" not in request.GET and question.depends_on_id:
        parent = next((one for one in earlier if one.pk == question.depends_on_id), None)
    form = None
    if request.method == "POST" and parent is None:
        return _set_condition(request, question, None, [])
    if parent is not None:
        given = question.depends_values if parent.pk == question.depends_on_id else []
        data = request.POST if request.method == "POST" else None
        form = ConditionForm(data, options=list(labels(parent).items()), initial={"values": given})
        if form.is_valid():
            return _set_condition(request, question, parent, form.cleaned_data["values"])
    context = {**around(step), "question": question, "earlier": earlier, "parent": parent, "form": form}
    return render(request, "surveys/team/condition.html", context, status=status_of(form) if form else 200)


def _set_condition(
    request: HttpRequest, question: Question, parent: Question | None, values: list[str]
) -> HttpResponse:
    try:
        edit_question(by=request.user, question=question, depends_on=parent, depends_values=values)
    except RuleBroken as error:
        messages.error(request, error.message)
    return back(question.survey.step, f"question-{question.pk}")


def _earlier(question: Question) -> list[Question]:
    """Return the questions before this one whose answer can decide."""
    found = []
    for one in definition(survey_of(question.survey.step)).questions:
        if one.pk == question.pk:
            break
        if one.kind in DECIDING:
            found.append(one)
    return found


def _section(request: HttpRequest, step: Step) -> Section | None:
    wanted = request.GET.get("section", "")
    return Section.objects.filter(survey__step=step, pk=wanted).first() if wanted.isdigit() else None


def question_seen(request: HttpRequest, question_id: int) -> Question:
    """Return a question that the person may see; 404 otherwise."""
    question = get_object_or_404(Question.objects.select_related("survey", "section"), pk=question_id)
    question.survey.step = visible_step(request.user, question.survey.step_id, SLUG)
    question.section.survey = question.survey
    return question
