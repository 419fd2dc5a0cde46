"""Forms of structures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.accounts.models import Structure
from platform_core.richtext.fields import CleanCharField


class StructureForm(forms.ModelForm):
    """What a structure says of itself. Its number is checked by the operation, which forgives spaces and dashes."""

    marks = "optional"

    name = CleanCharField(
        label=_("Nom de la structure"),
        max_length=160,
        help_text=_("Le nom complet : c’est lui qui signera vos contributions."),
        error_messages={"required": _("Écrivez le nom de la structure.")},
    )
    identifier = CleanCharField(
        label=_("Numéro RNA, SIREN ou SIRET"),
        required=False,
        max_length=40,
        help_text=_("Par exemple W595012345 ou 200 053 742. Sans numéro, laissez vide."),
    )
    commune = CleanCharField(label=_("Commune"), required=False, max_length=80)
    website = forms.URLField(label=_("Site internet"), required=False, assume_scheme="https")
    about = CleanCharField(
        label=_("Présentation"),
        required=False,
        lines=True,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Structure
        fields = ("name", "identifier", "commune", "website", "about")

    def _post_clean(self) -> None:
        """Leave the row as it is: the operation writes and says the rules."""

    @property
    def facts(self) -> dict[str, Any]:
        """Return the values to write, by name."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class FindStructureForm(forms.Form):
    """Words of the name, or the number, of a structure to join."""

    marks = "none"
    words = CleanCharField(
        label=_("Nom ou numéro de la structure"),
        max_length=160,
        error_messages={"required": _("Écrivez quelques lettres du nom.")},
    )


class InviteToStructureForm(forms.Form):
    """Whom to invite to speak for a structure."""

    marks = "none"
    email = forms.EmailField(
        label=_("Adresse e-mail de la personne"),
        error_messages={"required": _("Écrivez l’adresse de la personne à inviter.")},
    )
