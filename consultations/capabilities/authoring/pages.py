"""The pages of one kind of contribution: list, one, new, edit, withdraw, history. A modality gives what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.capabilities.authoring.forms import ContributionForm
from consultations.capabilities.authoring.queries import similar
from consultations.process.models import Contribution, Step
from platform_core.access import may, require
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken


class Submit(Protocol):
    """The operation that adds one: `submit(by=, step=, values=)`."""

    def __call__(self, *, by: Actor, step: Step, values: dict[str, Any]) -> Contribution:
        """Add it; raises `NotAllowed` or `RuleBroken`."""


class Change(Protocol):
    """The operation that changes one: `change(by=, contribution=, values=)`."""

    def __call__(self, *, by: Actor, contribution: Contribution, values: dict[str, Any]) -> Contribution:
        """Change it; raises `NotAllowed` or `RuleBroken`."""


@dataclass(frozen=True)
class Pages:
    """What differs between kinds; templates are `<slug>/form.html`, `detail.html`, `withdraw.html`, `history.html`."""

    slug: str
    kind: str
    permission: str
    form: type[ContributionForm]
    submit: Submit
    change: Change
    take_back: Callable[..., Contribution]
    related: tuple[str, ...] = ()
    initial_of: Callable[[Contribution], dict[str, Any]] = ContributionForm.initial_of

    def step(self, request: HttpRequest, step_id: int) -> Step:
        """Return a step of this modality whose consultation the person may see, or 404."""
        from consultations.process.models import Consultation  # noqa: PLC0415 (kept near its one use)

        visible = Consultation.objects.visible_to(request.user)
        steps = Step.objects.select_related("consultation").filter(modality=self.slug, consultation__in=visible)
        return get_object_or_404(steps, pk=step_id)

    def all(self, request: HttpRequest) -> QuerySet[Contribution]:
        """Return the contributions of this kind that the person may see."""
        related = ("step__consultation", "theme", "author", "structure", *self.related)
        return Contribution.objects.visible_to(request.user).filter(kind=self.kind).select_related(*related)

    def one(self, request: HttpRequest, contribution_id: int) -> Contribution:
        """Return a contribution of this kind that the person may see, or 404."""
        return get_object_or_404(self.all(request), pk=contribution_id)

    def new(self, request: HttpRequest, step_id: int) -> HttpResponse:
        """Write a new one; when it is not possible the page says why before anything is typed."""
        step = self.step(request, step_id)
        if denial := may(self.permission, request.user, step):
            return render(
                request, "authoring/refused.html", {"step": step, "denial": denial, "slug": self.slug}, status=403
            )
        form = self.form(request.POST or None, request.FILES or None, step=step, person=request.user)
        if request.method == "POST" and form.receive():
            try:
                contribution = self.submit(by=request.user, step=step, values=form.values())
            except RuleBroken as error:
                form.add_error(error.field if error.field in form.fields else None, error.message)
            else:
                messages.success(request, _("Merci ! Votre contribution est publiée."))
                return redirect(f"{self.slug}:detail", contribution.pk)
        context = {"form": form, "step": step, "slug": self.slug}
        return render(request, f"{self.slug}/form.html", context, status=422 if form.errors else 200)

    def edit(self, request: HttpRequest, contribution_id: int) -> HttpResponse:
        """Change one's own; what it said before stays public."""
        contribution = self.one(request, contribution_id)
        require("contributions.edit", request.user, contribution)
        form = self.form(
            request.POST or None,
            request.FILES or None,
            step=contribution.step,
            person=request.user,
            contribution=contribution,
            initial=self.initial_of(contribution),
        )
        if request.method == "POST" and form.receive():
            try:
                self.change(by=request.user, contribution=contribution, values=form.values())
            except RuleBroken as error:
                form.add_error(error.field if error.field in form.fields else None, error.message)
            else:
                messages.success(
                    request, _("Votre contribution est modifiée. La version précédente reste consultable.")
                )
                return redirect(f"{self.slug}:detail", contribution.pk)
        context = {"form": form, "step": contribution.step, "contribution": contribution, "slug": self.slug}
        return render(request, f"{self.slug}/form.html", context, status=422 if form.errors else 200)

    def withdraw(self, request: HttpRequest, contribution_id: int) -> HttpResponse:
        """Take one's own back, after a question."""
        contribution = self.one(request, contribution_id)
        require("contributions.withdraw", request.user, contribution)
        if request.method == "POST":
            self.take_back(by=request.user, contribution=contribution)
            messages.success(request, _("Votre contribution est retirée."))
            return redirect(f"{self.slug}:step", contribution.step_id)
        return render(request, "authoring/withdraw.html", {"contribution": contribution, "slug": self.slug})

    def history(self, request: HttpRequest, contribution_id: int) -> HttpResponse:
        """Show what a contribution said before."""
        contribution = self.one(request, contribution_id)
        revisions = contribution.revisions.all()[:100]
        context = {"contribution": contribution, "revisions": revisions, "slug": self.slug}
        return render(request, "authoring/history.html", context)

    def alike(self, request: HttpRequest, step_id: int) -> HttpResponse:
        """Answer, while a title is typed, with those that resemble it (a fragment)."""
        step = self.step(request, step_id)
        title = request.GET.get("title", "").replace("\x00", "").strip()[:150]
        long_enough = len(title) >= 4  # noqa: PLR2004 (below, everything resembles everything)
        found = similar(step, self.kind, title) if long_enough else []
        return render(request, "authoring/similar.html", {"similar": found, "slug": self.slug})
