"""Sample content of the style guide: every component with the texts it will really hold."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from platform_core.web.forms import DateInput, DateTimeInput, MarkdownTextarea
from platform_core.web.templatetags.web import icon_names

PAGES = ("composants", "equipe", "tache", "accueil")
THEMES = [
    ("benevolat", "Engagement bénévole et volontaire"),
    ("jeunes", "Participation des jeunes aux politiques publiques"),
    ("simplification", "Simplification administrative"),
    ("libre", "Thématique libre"),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="Titre de votre proposition", max_length=80, help_text="Une phrase qui dit l’essentiel."
    )
    theme = forms.ChoiceField(label="Thème", choices=THEMES, widget=forms.RadioSelect)
    audiences = forms.MultipleChoiceField(
        label="Qui est concerné ?",
        help_text="Plusieurs réponses possibles.",
        choices=[("associations", "Les associations"), ("communes", "Les communes"), ("jeunes", "Les jeunes")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    body = forms.CharField(
        label="Votre texte",
        max_length=500,
        widget=MarkdownTextarea,
        help_text="Que proposez-vous, et pourquoi ? 500 signes au plus.",
    )
    comment = forms.CharField(label="Un mot pour l’équipe", max_length=200, widget=forms.Textarea, required=False)
    commune = forms.ChoiceField(
        label="Commune", choices=[("", "Choisissez"), ("80021", "Amiens"), ("62041", "Arras"), ("59350", "Lille")]
    )
    begins_on = forms.DateField(label="Date de début", widget=DateInput, required=False)
    meets_at = forms.DateTimeField(label="Réunion", widget=DateTimeInput, required=False)
    participants = forms.IntegerField(label="Nombre de participants", min_value=0, required=False)
    picture = forms.FileField(label="Image", help_text="JPEG ou PNG, 5 Mo au plus.", required=False)
    email = forms.EmailField(label="Adresse e-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    charter = forms.BooleanField(label="J’accepte la charte de participation")


class SampleFilters(forms.Form):
    """What a list is searched by."""

    marks = "none"
    q = forms.CharField(label="Mots", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    subject = forms.ChoiceField(label="Thème", choices=[("", "Tous"), *THEMES], required=False)


def sample_steps() -> list[dict[str, Any]]:
    """Return the three states of a step."""
    return [
        {"title": "Un questionnaire pour tous", "state": "past", "opens_at": day(5, 18), "closes_at": day(6, 30)},
        {
            "title": "Vos propositions",
            "url": "#",
            "state": "current",
            "opens_at": day(7, 1),
            "closes_at": day(8, 31),
            "text": "Écrivez une proposition ou soutenez celles des autres. Clôture reportée d’un mois.",
        },
        {"title": "La réponse de la Région", "state": "upcoming", "opens_at": day(10, 12), "closes_at": day(10, 12)},
    ]


def day(month: int, number: int) -> datetime:
    """Return a noon of 2022, the year of the real consultation."""
    return datetime(2022, month, number, 12, tzinfo=UTC)


def context(request: HttpRequest, form: SampleForm) -> dict[str, Any]:
    """Return the context of every page of the style guide."""
    return {
        **sample_lists(),
        "form": form,
        "filters": SampleFilters(request.GET or None),
        "chips": [{"label": f"Mots : {words}", "url": "?"}] if (words := request.GET.get("q")) else [],
        "space": {"name": "Amiens participe", "tagline": "La participation de la ville d’Amiens", "accent": "#8a2f5b"},
        "steps": sample_steps(),
        "rows": [("Tout à fait d’accord", 214), ("Plutôt d’accord", 121), ("Pas d’accord", 58), ("Sans avis", 19)],
        "page_obj": Paginator(range(240), 20).get_page(request.GET.get("page", "4")),
        "trail": [("Accueil", "/"), ("Concertations", "#")],
        "team_nav": sample_team_nav(),
        "now": day(7, 14),
        "icons": sorted(icon_names()),
        "markdown": "## Pourquoi\n\nLes **petites associations** passent du temps en dossiers.\n\n"
        "- un seul dossier\n- [une aide](https://exemple.fr)",
    }


def sample_lists() -> dict[str, list[dict[str, Any]]]:
    """Return what the parts of pages that show lists read."""
    return {
        "figures": [
            {"value": 1284, "label": "contributions", "note": "dont 212 saisies en atelier"},
            {"value": 9530, "label": "soutiens"},
            {"value": 43, "label": "associations"},
            {"value": 7, "label": "thèmes"},
        ],
        "tabs": [
            {"label": "Présentation", "url": "#", "current": True},
            {"label": "Propositions", "url": "#", "count": 196},
            {"label": "Résultats", "url": "#"},
        ],
        "wizard": [
            {"label": "Sujet", "url": "#", "state": "done"},
            {"label": "Attendu", "url": "#", "state": "current"},
            {"label": "Calendrier", "state": "todo"},
            {"label": "Modalités", "state": "todo"},
        ],
        "badges": [{"label": "Ouverte", "tone": "success"}, {"label": "Jeunesse", "tone": "accent", "icon": "flag"}],
        "facts": [
            {"icon": "calendar", "text": "Jusqu’au 31 août 2022"},
            {"icon": "comment", "text": "196 contributions"},
        ],
        "points": [
            {"lat": 49.894, "lng": 2.296, "title": "Amiens participe", "url": "#", "count": 12},
            {"lat": 50.291, "lng": 2.777, "title": "Arras", "url": "#", "text": "3 concertations", "count": 1},
        ],
    }


def sample_team_nav() -> list[dict[str, Any]]:
    """Return a side navigation with groups, counts and a current page."""
    lines = [
        ("", [("Tableau de bord", "home", False, 0)]),
        ("Participer", [("Concertations", "megaphone", True, 0), ("Questionnaires", "survey", False, 0)]),
        ("Échanger", [("Modération", "flag", False, 12), ("Messages", "mail", False, 3)]),
        ("Réglages", [("Équipe", "users", False, 0), ("Espace", "settings", False, 0)]),
    ]
    return [
        {
            "label": group,
            "entries": [
                {"label": label, "url": "#", "icon": icon, "current": current, "count": count}
                for label, icon, current, count in entries
            ],
        }
        for group, entries in lines
    ]
