"""Forms of plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing_free.quotas.table import GIGA, PLANS, QUOTAS, STORAGE, PlanName
from platform_core.richtext.fields import CleanCharField
from platform_core.web.forms import DateInput

MOST = 10**12
HIGHEST = 10**6  # gigabytes
LABELS = [(slug, one.label) for slug, one in QUOTAS.items()]


def limit_field(*, is_bytes: bool, label: Any, required: bool) -> forms.IntegerField:
    """Return the field of a limit: a number, or gigabytes."""
    shown = _("%(label)s (Go)") % {"label": label} if is_bytes else label
    return forms.IntegerField(
        label=shown, min_value=1 if required else 0, max_value=HIGHEST if is_bytes else MOST, required=required
    )


class AskForm(forms.Form):
    """A team asks for more."""

    message = CleanCharField(
        label=_("Ce qu’il vous faut"),
        help_text=_("Dites de quoi vous avez besoin, pour quelle concertation et jusqu’à quand."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Dites ce qu’il vous faut, pour quoi et jusqu’à quand.")},
    )


class RaiseForm(forms.Form):
    """Raise one limit for a time."""

    quota = forms.ChoiceField(label=_("Ce qu’il faut relever"), choices=LABELS)
    limit = forms.IntegerField(
        label=_("Nouvelle limite"),
        help_text=_("Un nombre ; pour les fichiers, des gigaoctets (Go)."),
        min_value=1,
        max_value=MOST,
        error_messages={"required": _("Donnez la nouvelle limite.")},
    )
    until = forms.DateField(
        label=_("Jusqu’au"),
        help_text=_("Ce jour compris. La limite du plan revient ensuite d’elle-même."),
        widget=DateInput,
        error_messages={"required": _("Choisissez le dernier jour.")},
    )
    reason = CleanCharField(
        label=_("Motif"),
        help_text=_("L’équipe de l’espace le lit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Dites pourquoi : l’équipe de l’espace le lit.")},
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="relever_%s", **more)  # three forms share the page

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("quota") == STORAGE and "limit" in found:
            if found["limit"] > HIGHEST:
                self.add_error("limit", _("Donnez des gigaoctets : ce nombre est trop grand."))
            found["limit"] *= GIGA
        return found


class PlanForm(forms.Form):
    """Choose a plan; the limits are those of one made to measure."""

    marks = "none"
    plan = forms.ChoiceField(label=_("Plan"), choices=PlanName.choices, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="plan_%s", **more)
        for slug, one in QUOTAS.items():
            self.fields[slug] = limit_field(is_bytes=one.is_bytes, label=one.label, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("plan") in PLANS:
            return found
        for slug in QUOTAS:
            if found.get(slug) is None and slug not in self.errors:
                self.add_error(slug, _("Un plan sur mesure donne une limite à chaque usage."))
        return found

    def limits(self) -> dict[str, int]:
        """Return the limits that were typed, in the units of the quotas."""
        typed = {slug: self.cleaned_data.get(slug) for slug in QUOTAS}
        return {slug: n * GIGA if slug == STORAGE else n for slug, n in typed.items() if n is not None}


class AnswerForm(forms.Form):
    """Answer a team without raising anything."""

    answer = CleanCharField(
        label=_("Votre réponse"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Écrivez votre réponse : l’équipe la lit.")},
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="repondre_%s", **more)


class OrderForm(forms.Form):
    """How the list is sorted."""

    marks = "none"
    tri = forms.ChoiceField(
        label=_("Trier"),
        required=False,
        choices=[("remplissage", _("Les plus près d’une limite")), ("nom", _("Par nom")), *LABELS],
    )

    def order(self) -> str:
        """Return what was chosen, the fullest first by default."""
        return str(self.cleaned_data.get("tri") or "remplissage") if self.is_valid() else "remplissage"
