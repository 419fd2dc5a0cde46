"""Forms of the team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import SPACE_ROLES, Role
from platform_core.accounts.forms.joining import AgreementField, PublicNameField
from platform_core.accounts.models import User
from platform_core.richtext.fields import CleanCharField


def described(role: Role) -> Any:
    """Return the words of a role and what it lets one do, one under the other."""
    return lazy(lambda: format_html("<strong>{}</strong><br>{}", role.label, role.explanation), str)()


class RolesField(forms.MultipleChoiceField):
    """The roles of a member of the team, each explained."""

    def __init__(self, **options: Any) -> None:  # those of MultipleChoiceField
        super().__init__(
            label=_("Rôles"),
            choices=[(role.value, described(role)) for role in SPACE_ROLES],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choisissez au moins un rôle.")},
            **options,
        )


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("Adresse e-mail"),
        help_text=_("La personne recevra un lien, valable 7 jours. Elle n’a pas besoin d’avoir déjà un compte."),
        error_messages={"required": _("Écrivez l’adresse de la personne à inviter.")},
    )
    roles = RolesField()


class InviteParticipantsForm(forms.Form):
    """Whom to invite to take part."""

    marks = "none"

    addresses = CleanCharField(
        lines=True,
        label=_("Adresses e-mail"),
        help_text=_(
            "Une par ligne, ou séparées par des virgules ; 200 au plus. Une liste copiée d’un tableur ou d’une "
            "messagerie convient : les noms autour des adresses sont ignorés."
        ),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Écrivez au moins une adresse.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["addresses"].widget.attrs["data-max-length"]  # addresses are counted, not signs


class RolesForm(forms.Form):
    """What a member may do."""

    marks = "none"
    roles = RolesField()


class ArriveForm(forms.Form):
    """What somebody who has no account yet says when accepting an invitation."""

    public_name = PublicNameField(
        help_text=_("Le nom que les participants et l’équipe verront : votre prénom et votre fonction, par exemple.")
    )
    agreement = AgreementField()


class ParticipantsForm(forms.Form):
    """Words and state, in the address of the list."""

    marks = "none"
    words = CleanCharField(label=_("Nom"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Comptes"),
        required=False,
        choices=[("", _("Tous")), ("suspended", _("Suspendus")), ("team", _("Équipe"))],
    )

    def __init__(self, *args: Any, by_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_address:
            self.fields["words"].label = _("Nom ou adresse e-mail")


class SuspendForm(forms.Form):
    """Why an account is suspended."""

    reason = CleanCharField(
        label=_("Raison"),
        lines=True,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La personne la recevra par e-mail. Dites les faits, et la règle de la charte s’il y en a une."),
        error_messages={"required": _("Dites pourquoi : la personne concernée le lira.")},
    )


def name_of(user: User) -> str:
    """Return a name for the team: the public one, or the address of somebody who has not chosen any."""
    return user.public_name or user.email
