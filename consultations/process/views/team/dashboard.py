"""The team's home page and its list of consultations."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.process.models import State
from consultations.process.queries.public import listed
from consultations.process.queries.team import FirstSteps, answers_due, closing_soon, first_steps, on_home
from consultations.process.views.lines import cards
from platform_core.access import team
from platform_core.web import menus

PER_PAGE = 20
ON_HOME = 5


@team()
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs attention, and always the next step."""
    first = first_steps(request.user)
    running, drafts = on_home(request.user, ON_HOME)
    waiting = [line for group in menus.grouped("team", request) for line in group["entries"] if line["count"]]
    context = {
        "first": first,
        "first_steps": step_by_step(first),
        "waiting": waiting,
        "closing_soon": closing_soon()[:ON_HOME],
        "answers_due": answers_due()[:ON_HOME],
        "today": timezone.localdate(),
        "running": cards(running),
        "drafts": cards(drafts),
    }
    return render(request, "process/team/home.html", context)


@team()
def consultations(request: HttpRequest) -> HttpResponse:
    """List all consultations, by state, with their dates and figures."""
    state = request.GET.get("etat", "")
    visible = listed(request.user).order_by("-updated_at", "-pk")
    chosen = visible.filter(state=state) if state in State.values else visible
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"label": label, "url": f"?etat={value}" if value else "?", "current": value == state, "count": None}
        for value, label in (("", _("Toutes")), *((str(one), str(one.label)) for one in State))
    ]
    context = {"page_obj": page, "cards": cards(page), "tabs": tabs, "state": state}
    return render(request, "process/team/list.html", context)


def step_by_step(first: FirstSteps) -> list[dict[str, str]]:
    """Return the first steps as lines of a timeline; the first that is not done is the current one."""
    lines = [
        (
            first.pages,
            _("Relire les pages légales"),
            _("Elles sont déjà écrites : complétez quelques informations et relisez."),
            _("Relire les pages"),
            reverse("pages:team_list"),
        ),
        (
            first.team,
            _("Inviter l’équipe"),
            _("À deux, l’espace ne dépend pas d’une seule personne."),
            _("Inviter"),
            team_url(),
        ),
        (
            first.published,
            _("Publier une première concertation"),
            _("Partez d’un modèle : cinq pages à remplir, et vous relisez avant de publier."),
            _("Continuer") if first.consultation else _("Commencer"),
            reverse("process:team_list" if first.consultation else "process:team_start"),
        ),
    ]
    current = next((n for n, line in enumerate(lines) if not line[0]), None)
    return [
        {
            "title": title,
            "text": text,
            "action": action,
            "url": url,
            "state": "past" if done else "current" if n == current else "upcoming",
        }
        for n, (done, title, text, action, url) in enumerate(lines)
    ]


def team_url() -> str:
    """Return where people are invited, empty while no page does it."""
    try:
        return reverse("accounts:team")
    except NoReverseMatch:
        return ""
