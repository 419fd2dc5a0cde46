"""What the team chooses of how one comes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.accounts.models import Entrance, Joining, Way
from platform_core.richtext.fields import CleanCharField


class EntranceForm(forms.Form):
    """Who may have an account, and how one signs in."""

    marks = "none"

    joining = forms.ChoiceField(
        label=_("Qui peut créer un compte ?"),
        choices=Joining,
        widget=forms.RadioSelect,
        help_text=_("Les comptes qui existent déjà restent. L’équipe peut toujours inviter."),
        error_messages={"required": _("Choisissez qui peut créer un compte.")},
    )
    domains = CleanCharField(
        lines=True,
        label=_("Domaines acceptés"),
        help_text=_("La fin des adresses e-mail, une par ligne : « exemple.fr ». Un sous-domaine s’écrit aussi."),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none"}),
    )
    way = forms.ChoiceField(
        label=_("Comment se connecte-t-on ?"),
        choices=Way,
        widget=forms.RadioSelect,
        help_text=_("Le code est le plus simple : il n’y a rien à retenir, et rien à voler."),
        error_messages={"required": _("Choisissez comment on se connecte.")},
    )

    def __init__(self, *args: Any, entrance: Entrance, **options: Any) -> None:
        known = {"joining": entrance.joining, "way": entrance.way, "domains": "\n".join(entrance.domains)}
        options["initial"] = known
        super().__init__(*args, **options)
