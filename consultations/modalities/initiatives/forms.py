"""Forms of initiatives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultations.capabilities.authoring.forms import ContributionForm
from consultations.capabilities.lists.forms import ListForm
from consultations.process.models import Contribution
from platform_core.richtext.fields import CleanCharField, MarkdownField

OWN = (
    "carried_by",
    "audience",
    "since",
    "contact_name",
    "contact_email",
    "contact_phone",
    "website",
    "transposable",
)


class InitiativeForm(ContributionForm):
    """What is asked of someone who shows an action."""

    title = CleanCharField(
        label=_("Nom de l’initiative"),
        max_length=150,
        min_length=4,
        error_messages={"required": _("Donnez le nom de l’initiative.")},
    )
    body = MarkdownField(
        label=_("Ce que vous faites"),
        help_text=_("Comment cela se passe, avec qui, ce que cela change."),
        max_length=5_000,
        rows=8,
        error_messages={"required": _("Racontez l’initiative en quelques phrases.")},
    )
    carried_by = CleanCharField(
        label=_("Qui la porte ?"), max_length=160, error_messages={"required": _("Dites qui porte l’initiative.")}
    )
    audience = CleanCharField(
        label=_("Pour qui ?"), max_length=200, error_messages={"required": _("Dites à qui elle s’adresse.")}
    )
    since = CleanCharField(
        label=_("Depuis quand ?"), max_length=60, required=False, help_text=_("Par exemple : 2019.")
    )
    contact_name = CleanCharField(label=_("Personne à contacter"), max_length=120, required=False)
    contact_email = forms.EmailField(
        label=_("E-mail de contact"),
        required=False,
        help_text=_("Il sera public : une adresse de structure convient mieux."),
    )
    contact_phone = CleanCharField(label=_("Téléphone de contact"), max_length=20, required=False)
    website = forms.URLField(label=_("Site internet"), required=False, assume_scheme="https")
    transposable = CleanCharField(
        label=_("Transposable ailleurs"),
        lines=True,
        max_length=2_000,
        required=False,
        help_text=_("Ce qu’une autre commune ou association pourrait reprendre, et ce qu’il faut pour cela."),
    )

    def own(self) -> dict[str, Any]:
        """Return the values of the initiative's own table."""
        return {name: self.cleaned_data.get(name) or "" for name in OWN}

    def texts(self) -> dict[str, Any]:
        """Return the values of the contribution, and those of the initiative under `own`."""
        return {**super().texts(), "own": self.own()}

    def extra_fields(self) -> list[forms.BoundField]:
        """Return the fields that only initiatives have, for the template."""
        return [self[name] for name in OWN]

    @staticmethod
    def initial_of(contribution: Contribution) -> dict[str, Any]:
        """Return what the form shows of an existing initiative."""
        own = {name: getattr(contribution.initiative, name) for name in OWN}
        return {**ContributionForm.initial_of(contribution), **own}


class InitiativeList(ListForm):
    """The filters of a list of initiatives: the common ones, and what can be taken up elsewhere."""

    transposable = forms.BooleanField(label=_("Transposables ailleurs"), required=False)
    field_order = ("q", "theme", "commune", "structure", "transposable", "tri")

    def narrow(self, contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
        """Keep those that say what can be taken up, when asked."""
        if self.cleaned_data.get("transposable"):
            return contributions.exclude(initiative__transposable="")
        return contributions
