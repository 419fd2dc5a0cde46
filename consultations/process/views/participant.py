"""Pages of a space that everybody reads: list of consultations, one consultation, one theme."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.process.forms.search import SearchForm
from consultations.process.modality import figures_of
from consultations.process.models import Phase, Theme
from consultations.process.queries.public import FILTERS, found, in_phase, listed, whole
from consultations.process.views.lines import cards, key_figures, step_lines
from platform_core import scope
from platform_core.access import public

PER_PAGE = 12


@public
def consultations(request: HttpRequest) -> HttpResponse:
    """List the consultations, filtered by where they are and by words."""
    form = SearchForm(request.GET)
    form.is_valid()  # what is not understood filters nothing
    phase, words = form.cleaned_data.get("phase"), form.cleaned_data.get("words", "")
    visible = listed(request.user)
    chosen = (
        in_phase(visible, Phase(phase)) if phase else visible.exclude(state="draft").order_by("-published_at", "-pk")
    )
    page = Paginator(found(chosen, words), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "cards": cards(page), "chips": _chips(request, phase, words)}
    return render(request, "process/list.html", context)


@public
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a consultation whole; its draft only to the team."""
    shown = get_object_or_404(whole(request.user), slug=slug)
    steps = list(shown.steps.all())
    figures = figures_of(steps)
    lines = step_lines(steps, figures)
    context = {
        "consultation": shown,
        "themes": shown.themes.all(),
        "lines": lines,
        "open_lines": [line for line in lines if line.is_open],
        "opens_at": min((step.opens_at for step in steps), default=None),
        "closes_at": max((step.closes_at for step in steps), default=None),
        "figures": key_figures(lines),
        "ways": list(dict.fromkeys(line.modality.label for line in lines if line.modality)),
        "address": scope.absolute_url(request.path),
        "trail": [(_("Accueil"), reverse("process:home")), (_("Concertations"), reverse("process:list"))],
    }
    return render(request, "process/consultation.html", context)


@public
def theme(request: HttpRequest, slug: str, theme_slug: str) -> HttpResponse:
    """Show the briefing of a theme, and where to say something about it."""
    shown = get_object_or_404(whole(request.user), slug=slug)
    themes = list(shown.themes.all())
    place = next((n for n, one in enumerate(themes) if one.slug == theme_slug), None)
    chosen = themes[place] if place is not None else get_object_or_404(Theme.objects.none())
    lines = step_lines(shown.steps.all())
    context = {
        "consultation": shown,
        "theme": chosen,
        "others": [one for one in themes if one.pk != chosen.pk],
        "open_lines": [line for line in lines if line.is_open],
        "trail": [
            (_("Accueil"), reverse("process:home")),
            (_("Concertations"), reverse("process:list")),
            (shown.title, reverse("process:consultation", args=[shown.slug])),
        ],
    }
    return render(request, "process/theme.html", context)


def _chips(request: HttpRequest, phase: str | None, words: str) -> list[dict[str, str]]:
    chips = []
    if words:
        chips.append({"label": _("« %(words)s »") % {"words": words}, "url": _without(request, "words")})
    if phase in FILTERS:
        chips.append({"label": str(Phase(phase).label), "url": _without(request, "phase")})
    return chips


def _without(request: HttpRequest, name: str) -> str:
    kept = request.GET.copy()
    kept.pop(name, None)
    kept.pop("page", None)
    return f"?{kept.urlencode()}" if kept else request.path
