"""The screens of opening a space. Each error says what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.identifiers import identify
from platform_core.richtext.fields import CleanCharField
from tenants.opening.content.loader import charter
from tenants.opening.labels import LONGEST
from tenants.opening.organisations import find_commune
from tenants.opening.rules import OrganisationKind, Problem
from tenants.territory.choices import as_choices

KINDS = [
    (OrganisationKind.COMMUNE.value, _("Une commune")),
    (OrganisationKind.EPCI.value, _("Une intercommunalité (métropole, communauté de communes…)")),
    (OrganisationKind.DEPARTEMENT.value, _("Un département")),
    (OrganisationKind.REGION.value, _("La Région")),
    (OrganisationKind.ASSOCIATION.value, _("Une association")),
    (OrganisationKind.OTHER.value, _("Un autre organisme (centre social, syndicat, école, entreprise…)")),
]


class KindForm(forms.Form):
    """Who asks."""

    marks = "none"
    kind = forms.ChoiceField(
        label=_("Pour quelle organisation ouvrez-vous cet espace ?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez le type de votre organisation.")},
    )

    def clean_kind(self) -> OrganisationKind:
        """Return it as the rules name it."""
        return OrganisationKind(self.cleaned_data["kind"])


class OrganisationForm(forms.Form):
    """An organisation of no official list: an association, a social centre, a school."""

    marks = "none"
    organisation = CleanCharField(
        label=_("Nom de l’organisation"),
        max_length=200,
        help_text=_("Le nom complet, comme sur les statuts ou les courriers officiels."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Écrivez le nom de votre organisation.")},
    )
    number = CleanCharField(
        label=_("Numéro SIREN, SIRET ou RNA"),
        required=False,
        max_length=60,
        help_text=_("9 chiffres (SIREN), 14 chiffres (SIRET), ou W suivi de 9 caractères (RNA, associations)."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    no_number = forms.BooleanField(label=_("Mon organisation n’a aucun de ces numéros"), required=False)
    place = CleanCharField(
        label=_("Commune du siège (facultatif)"),
        required=False,
        max_length=80,
        help_text=_("Nom ou code postal, dans les Hauts-de-France. Cela vous situe dans l’annuaire et sur la carte."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    commune = forms.ChoiceField(label=_("Quelle commune exactement ?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the communes that answer what was typed, when it is not precise enough; else ask nothing more."""
        super().__init__(*args, **kwargs)
        typed = str(self["place"].value() or "").strip()
        self.found = find_commune(typed) if typed else None
        if self.found is None or self.found.one or not self.found.several:
            del self.fields["commune"]
        else:
            choices = [(one["value"], f"{one['label']} ({one['hint']})") for one in as_choices(self.found.several)]
            self.fields["commune"] = forms.ChoiceField(
                label=self.base_fields["commune"].label, choices=choices, required=False, widget=forms.RadioSelect
            )

    def clean_number(self) -> str:
        """Refuse a number that cannot be."""
        number: str = self.cleaned_data["number"].strip()
        found = identify(number) if number else None
        if isinstance(found, Problem):
            raise forms.ValidationError(found.message, code=found.code)
        return number

    def clean(self) -> dict[str, Any]:
        """Find the commune meant, and ask for a number or for the box."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("number") and not data.get("no_number") and "number" not in self.errors:
            message = _("Indiquez un numéro, ou cochez la case si votre organisation n’en a pas.")
            self.add_error("number", forms.ValidationError(message, code="number_missing"))
        data["commune"] = self._commune(data)
        return data

    def _commune(self, data: dict[str, Any]) -> str:
        if self.found is None:
            return ""
        if self.found.one:
            return self.found.one.insee
        if data.get("commune"):
            return str(data["commune"])
        if self.found.several:
            self.add_error("commune", _("Plusieurs communes répondent : choisissez la vôtre."))
        else:
            self.add_error("place", _("Aucune commune des Hauts-de-France ne répond. Essayez avec le code postal."))
        return ""


class NameForm(forms.Form):
    """The name of the space and its address."""

    name = CleanCharField(
        label=_("Nom de l’espace"),
        max_length=120,
        help_text=_("C’est ce que les habitants liront en haut de chaque page."),
        error_messages={"required": _("Donnez un nom à votre espace.")},
    )
    label = CleanCharField(
        label=_("Adresse de l’espace"),
        max_length=200,  # of what is typed; the rules say what is wrong with it
        help_text=_("Des lettres sans accent, des chiffres et des tirets."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "size": LONGEST}
        ),
        error_messages={"required": _("Choisissez l’adresse de votre espace.")},
    )


class FounderForm(forms.Form):
    """Who asks, and the charter."""

    public_name = CleanCharField(
        label=_("Votre nom public"),
        max_length=60,
        help_text=_("Celui que les habitants verront quand vous publierez. Par exemple : Camille, mairie de Lens."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez le nom sous lequel vous apparaîtrez.")},
    )
    duty = CleanCharField(
        label=_("Votre fonction dans l’organisation"),
        max_length=120,
        help_text=_("Par exemple : secrétaire de mairie, élue à la jeunesse, présidente, bénévole."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": _("Écrivez votre fonction dans l’organisation.")},
    )
    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        help_text=_(
            "Elle n’est pas publiée. Un code y sera envoyé ; l’adresse de votre organisation va souvent plus vite."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Écrivez votre adresse e-mail.")},
    )
    contact_email = forms.EmailField(
        label=_("Adresse de contact de l’espace"),
        help_text=_(
            "Elle est publique : les habitants pourront y écrire. De préférence une adresse de l’organisation. "
            "Vous pourrez la changer."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Écrivez l’adresse à laquelle les habitants pourront vous joindre.")},
    )
    charter = forms.BooleanField(
        error_messages={"required": _("Pour ouvrir un espace, il faut accepter la charte du commun.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Write the sentence of the charter in force."""
        super().__init__(*args, **kwargs)
        self.fields["charter"].label = charter().acceptance


class CodeForm(forms.Form):
    """The six digits received."""

    marks = "none"
    code = CleanCharField(
        label=_("Code reçu"),
        max_length=20,
        help_text=_("6 chiffres."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 8}),
        error_messages={"required": _("Recopiez le code reçu par e-mail.")},
    )


class OfficialForm(forms.Form):
    """An address in the organisation's own domain."""

    marks = "none"
    email = forms.EmailField(
        label=_("Adresse de votre organisation"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Écrivez une adresse de votre organisation.")},
    )
