"""The form of one's preferences."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.accounts.models import User
from platform_core.notifications.kinds import Rhythm, groups_for, rhythm_of, switches
from platform_core.notifications.models import Preferences

SWITCH = "switch-"


class PreferencesForm(forms.Form):
    """One choice for each group that concerns the person, the switches of other slices, and a stop for all e-mails."""

    marks = "none"

    def __init__(self, data: Any = None, *, person: User, preferences: Preferences) -> None:
        super().__init__(data)
        for group in groups_for(person.roles):
            self.fields[group.code] = forms.ChoiceField(
                label=group.label,
                help_text=group.help,
                choices=Rhythm.choices,
                initial=rhythm_of(group, preferences.rhythms, no_mail=False),
                widget=forms.RadioSelect,
            )
        for one in switches():
            self.fields[f"{SWITCH}{one.code}"] = forms.BooleanField(
                label=one.label,
                help_text=one.help,
                required=False,
                initial=preferences.switched(one.code, default=one.default),
            )
        self.fields["no_mail"] = forms.BooleanField(
            label=_("Ne m’envoyer aucun de ces e-mails"),
            help_text=_(
                "Tout reste lisible dans vos notifications. Les codes de connexion vous parviennent toujours."
            ),
            required=False,
            initial=preferences.no_mail,
        )

    def chosen(self) -> dict[str, Any]:
        """Return the arguments of `set_preferences`."""
        values = dict(self.cleaned_data)
        no_mail = values.pop("no_mail")
        switched = {name.removeprefix(SWITCH): values.pop(name) for name in list(values) if name.startswith(SWITCH)}
        return {"rhythms": values, "switched": switched, "no_mail": no_mail}
