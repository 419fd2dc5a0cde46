"""The filters of a list: a GET form, so that its address can be shared and kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.capabilities.lists.queries import Facets
from consultations.process.models import Step

ORDERS = {
    "recentes": _("Les plus récentes"),
    "soutenues": _("Les plus soutenues"),
    "commentees": _("Les plus commentées"),
    "hasard": _("Dans le désordre"),
}


class ListForm(forms.Form):
    """Words, theme, commune, structure and order. A kind with filters of its own extends it."""

    marks = "none"
    q = forms.CharField(label=_("Mots à chercher"), required=False, max_length=100)
    theme = forms.ChoiceField(label=_("Thème"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    structure = forms.ChoiceField(label=_("Structure"), required=False)
    tri = forms.ChoiceField(label=_("Trier"), required=False)

    def __init__(self, data: Any, *, step: Step, facets: Facets, **more: Any) -> None:
        super().__init__(data, **more)
        orders = [(key, label) for key, label in ORDERS.items() if key != "soutenues" or step.supports_shown]
        choices: dict[str, list[tuple[str, Any]]] = {
            "theme": [(str(pk), title) for pk, title in facets.themes],
            "commune": facets.communes,
            "structure": [(str(pk), name) for pk, name in facets.structures],
        }
        for name, found in choices.items():
            if not found:
                del self.fields[name]
            else:
                field = self.fields[name]
                field.choices = [("", _("Toutes") if name != "theme" else _("Tous")), *found]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["tri"].choices = orders  # type: ignore[attr-defined]  # likewise

    def criteria(self) -> dict[str, str]:
        """Return what was asked and is understood; what is not is left out rather than refused."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
