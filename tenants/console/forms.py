"""Forms of the console."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from platform_core.web.forms import DateInput
from tenants.console.queries.journal import actions, actors
from tenants.console.queries.spaces import LAGGING
from tenants.spaces.models import Kind, State
from tenants.spaces.rules import PREPARING
from tenants.territory import mail

ORDERS = [
    ("nom", _("Par nom")),
    ("activite", _("Dernière activité")),
    ("creation", _("Les plus récents")),
    ("taille", _("Les plus gros")),
]


STATES = [
    ("", _("Tous, sauf supprimés")),
    (PREPARING, _("En préparation")),
    *State.choices,
    (LAGGING, _("Mise à jour échouée")),
]


class FilterForm(forms.Form):
    """Filters in the address: what is not understood is left out rather than refused."""

    marks = "none"

    def criteria(self) -> dict[str, Any]:
        """Return what was asked and is understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class SpaceFilter(FilterForm):
    """Search, filters and order of the list of spaces."""

    q = CleanCharField(label=_("Mots à chercher"), required=False, max_length=100)
    etat = forms.ChoiceField(label=_("État"), required=False, choices=STATES)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[("", _("Tous")), *Kind.choices])
    tri = forms.ChoiceField(label=_("Trier"), required=False, choices=ORDERS)


class JournalFilter(FilterForm):
    """Filters of the log."""

    qui = forms.ChoiceField(label=_("Par qui"), required=False)
    action = forms.ChoiceField(label=_("Action"), required=False)
    espace = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    du = forms.DateField(label=_("Du"), required=False, widget=DateInput)
    au = forms.DateField(label=_("Au"), required=False, widget=DateInput)

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["qui"].choices = [("", _("Tout le monde")), *actors()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["action"].choices = [("", _("Toutes")), *actions()]  # type: ignore[attr-defined]  # likewise


class ReasonForm(forms.Form):
    """Why a space is closed or opened again; its team reads it."""

    reason = CleanCharField(
        lines=True,
        label=_("Motif"),
        help_text=_("L’équipe de l’espace le reçoit par e-mail. Les visiteurs ne le voient pas."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Indiquez le motif : l’équipe de l’espace le lira.")},
    )


class OptionalReasonForm(forms.Form):
    """A word to the team, which may be left out."""

    marks = "none"
    reason = CleanCharField(
        lines=True,
        label=_("Message à l’équipe (si vous le souhaitez)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AcceptForm(forms.Form):
    """Accept a request; the message and another address are optional."""

    marks = "none"
    message = CleanCharField(
        lines=True,
        label=_("Message au fondateur"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il le lit sur sa page de suivi."),
    )
    label = CleanCharField(
        label=_("Autre adresse pour l’espace"),
        required=False,
        max_length=40,
        help_text=_("Laissez vide pour garder celle qui est demandée."),
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="accepter_%s", **more)  # two forms share the page


class RefuseForm(forms.Form):
    """Refuse a request, with a message that the founder receives. `domain` is that of the founder's address."""

    message = CleanCharField(
        lines=True,
        label=_("Message au fondateur"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Il le reçoit par e-mail : dites ce qui manque et ce qu’il peut faire."),
        error_messages={"required": _("Écrivez au demandeur pourquoi sa demande est refusée.")},
    )
    refuse_domain = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, domain: str = "", **more: Any) -> None:
        super().__init__(data, auto_id="refuser_%s", **more)
        if not domain or mail.is_free(domain):  # open to all: it would hold people who have nothing to do with this
            del self.fields["refuse_domain"]
            return
        label = _("Retenir aussi toute nouvelle demande venue de @%(domain)s") % {"domain": domain}
        self.fields["refuse_domain"].label = label
