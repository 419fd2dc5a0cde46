"""The form of a new token."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.api.scopes import Scope
from platform_core.richtext.fields import CleanCharField

DURATIONS = [(30, _("30 jours")), (90, _("3 mois")), (365, _("1 an"))]
TEAM_ONLY = {Scope.TEAM.value}


class TokenForm(forms.Form):
    """What the token is for, what it may do, for how long."""

    name = CleanCharField(
        label=_("Nom du jeton"),
        max_length=80,
        help_text=_("Le programme qui s’en servira, par exemple « Site de la mairie »."),
        error_messages={"required": _("Donnez un nom au jeton, pour le reconnaître plus tard.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Ce que le programme pourra faire"),
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un droit.")},
    )
    days = forms.TypedChoiceField(
        label=_("Valable pendant"),
        choices=DURATIONS,
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une durée.")},
    )

    def __init__(self, *args: object, in_team: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through
        if not in_team:
            shown = [choice for choice in Scope.choices if choice[0] not in TEAM_ONLY]
            self.fields["scopes"].choices = shown  # type: ignore[attr-defined]  # a MultipleChoiceField
