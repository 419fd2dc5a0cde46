"""Forms of steps: what is asked, when, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from consultations.process.calendar import end_of
from consultations.process.modality import Modality
from consultations.process.models import Step
from platform_core.concurrency import fingerprint
from platform_core.richtext.fields import CleanCharField
from platform_core.web.editing import EditForm
from platform_core.web.forms import DateInput

SETTINGS = "settings"  # prefix of the fields that the modality's own form asks


class StepForm(EditForm):
    """A step: what is asked, when, and what one may do there."""

    class Meta(EditForm.Meta):
        model = Step
        fields = (
            "title", "intro", "opens_at", "closes_at", "comments_enabled", "supports_enabled", "supports_hidden",
        )  # fmt: skip
        labels = {
            "intro": gettext_lazy("Consigne aux participants"),
            "opens_at": gettext_lazy("Ouverture"),
            "closes_at": gettext_lazy("Fin"),
            "comments_enabled": gettext_lazy("On peut commenter"),
            "supports_enabled": gettext_lazy("On peut soutenir une contribution"),
            "supports_hidden": gettext_lazy("Cacher le nombre de soutiens jusqu’à la fin de l’étape"),
        }
        error_messages = {
            "title": {"required": gettext_lazy("Donnez un titre à l’étape.")},
            "opens_at": {"required": gettext_lazy("Indiquez le jour et l’heure d’ouverture.")},
            "closes_at": {"required": gettext_lazy("Indiquez le jour et l’heure de fin.")},
        }

    def __init__(self, *args: Any, modality: Modality | None, dates_fixed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        unused = [
            *(["comments_enabled"] if not modality or not modality.takes_comments else []),
            *(["supports_enabled", "supports_hidden"] if not modality or not modality.takes_supports else []),
            *(["opens_at", "closes_at"] if dates_fixed else []),
        ]
        for name in unused:
            del self.fields[name]
        self.names = [name for name in self.names if name not in unused]
        self.initial["seen"] = fingerprint([self.instance], self.names)


def settings_form(modality: Modality | None, step: Step, data: Mapping[str, Any] | None) -> forms.Form | None:
    """Return the form of what the modality itself asks for a step, `None` when it asks nothing."""
    form_class = modality.form_class() if modality else None
    if form_class is None:
        return None
    return form_class(data, initial=step.settings, step=step, prefix=SETTINGS)  # type: ignore[call-arg]  # the contract of Modality


class DatesForm(EditForm):
    """The dates of one step, in the calendar of all."""

    class Meta(EditForm.Meta):
        model = Step
        fields = ("opens_at", "closes_at")
        labels = {"opens_at": gettext_lazy("Ouverture"), "closes_at": gettext_lazy("Fin")}
        error_messages = {
            "opens_at": {"required": gettext_lazy("Indiquez le jour et l’heure d’ouverture.")},
            "closes_at": {"required": gettext_lazy("Indiquez le jour et l’heure de fin.")},
        }


class ExtendForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(
        label=gettext_lazy("Nouveau dernier jour"),
        widget=DateInput,
        help_text=gettext_lazy("L’étape reste ouverte jusqu’à la fin de ce jour."),
        error_messages={"required": gettext_lazy("Indiquez le nouveau dernier jour.")},
    )
    reason = CleanCharField(
        label=gettext_lazy("Pourquoi prolonger ?"),
        lines=True,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ce motif est affiché sur la page de la concertation et envoyé à ceux qui la suivent."),
        error_messages={"required": gettext_lazy("Dites pourquoi : ce motif est public.")},
    )

    def clean_until(self) -> Any:
        """Return the last minute of the day."""
        return end_of(self.cleaned_data["until"])
