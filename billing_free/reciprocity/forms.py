"""Forms of reciprocity."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from billing_free.reciprocity.models import Heading, Kind, State, Unit
from platform_core.richtext.fields import CleanCharField
from platform_core.web.forms import DateInput

MOST_EUROS = 10**9


class GiftForm(forms.Form):
    """Announce a gift."""

    kind = forms.ChoiceField(label=_("Ce que vous avez donné"), choices=Kind.choices, widget=forms.RadioSelect)
    description = CleanCharField(
        label=_("En une phrase"),
        help_text=_("Par exemple : « Deux ateliers animés pour la commune voisine ». Cette phrase sera publique."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Décrivez en une phrase ce que vous avez donné.")},
    )
    given_on = forms.DateField(
        label=_("Quand"), widget=DateInput, error_messages={"required": _("Donnez le jour, même approché.")}
    )
    amount = forms.DecimalField(
        label=_("Combien (si cela se compte)"),
        required=False,
        min_value=Decimal("0.1"),
        max_value=Decimal(999_999),
        decimal_places=1,
    )
    unit = forms.ChoiceField(
        label=_("Ce que ce nombre compte"), required=False, choices=[("", _("Rien")), *Unit.choices]
    )
    receiver = CleanCharField(
        label=_("Adresse de l’espace qui l’a reçu"),
        help_text=_("Son équipe confirmera. Laissez vide pour un don à tous : l’opérateur confirmera."),
        required=False,
        max_length=200,
    )

    def clean_receiver(self) -> str:
        """Return the subdomain, from it alone, from a host or from a whole address."""
        typed = str(self.cleaned_data["receiver"]).strip().lower()
        host = urlsplit(typed if "//" in typed else f"//{typed}").hostname or ""
        return host.partition(".")[0]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "amount" not in self.errors and (found.get("amount") is None) != (not found.get("unit")):
            name = "unit" if found.get("amount") is not None else "amount"
            self.add_error(name, _("Un nombre va avec ce qu’il compte."))
        return found


class RefuseForm(forms.Form):
    """Say why a gift is not confirmed."""

    reason = CleanCharField(
        label=_("Pourquoi ne pas confirmer"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("L’équipe qui l’a annoncé le lit. Ce motif n’est pas public."),
        error_messages={"required": _("Dites pourquoi : l’équipe qui l’a annoncé le lit.")},
    )


class CommonsFilter(forms.Form):
    """Filters of the public list; what is not understood is left out."""

    marks = "none"
    type = forms.ChoiceField(label=_("Sorte"), required=False, choices=[("", _("Toutes")), *Kind.choices])
    annee = forms.TypedChoiceField(label=_("Année"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__(data)
        self.fields["annee"].choices = [("", _("Toutes")), *((str(y), str(y)) for y in years)]  # type: ignore[attr-defined]  # a ChoiceField

    def criteria(self) -> tuple[str, int | None]:
        """Return the kind and the year that were asked."""
        self.is_valid()
        return self.cleaned_data.get("type") or "", self.cleaned_data.get("annee")


class StateForm(forms.Form):
    """Which gifts operators read."""

    marks = "none"
    etat = forms.ChoiceField(label=_("État"), required=False, choices=State.choices)

    def state(self) -> str:
        """Return what was asked, those that wait by default."""
        return str(self.cleaned_data.get("etat") or State.PLEDGED) if self.is_valid() else State.PLEDGED


class CostsForm(forms.Form):
    """What a year cost, in euros, by heading; an empty field is not shown on the public page."""

    marks = "none"

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for heading in Heading:
            self.fields[heading.value] = forms.DecimalField(
                label=_("%(heading)s (euros)") % {"heading": heading.label},
                required=False,
                min_value=0,
                max_value=MOST_EUROS,
                decimal_places=2,
            )

    def cents(self) -> dict[str, int | None]:
        """Return what was typed, in cents."""
        return {
            name: None if (euros := self.cleaned_data[name]) is None else int(euros * 100) for name in Heading.values
        }
