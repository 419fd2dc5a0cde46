"""What the team types of a provider."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.identity.models import Provider
from platform_core.identity.rules import PRESETS, Kind
from platform_core.richtext.fields import CleanCharField

PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class ProviderForm(forms.Form):
    """A provider of one kind. Its secret is never given back to the page."""

    marks = "optional"

    issuer = CleanCharField(
        label=_("Adresse du fournisseur (« issuer »)"),
        help_text=_("Telle que votre service informatique la donne, par exemple « https://connexion.exemple.fr »."),
        max_length=255,
        error_messages={"required": _("Écrivez l’adresse du fournisseur.")},
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "url"}),
    )
    client_id = CleanCharField(
        label=_("Identifiant client (« client ID »)"),
        max_length=255,
        error_messages={"required": _("Écrivez l’identifiant que le fournisseur vous a donné.")},
        widget=forms.TextInput(attrs=PLAIN),
    )
    secret = forms.CharField(
        label=_("Secret client (« client secret »)"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false"}),
    )
    name = CleanCharField(
        label=_("Nom sur le bouton"),
        help_text=_("« Se connecter avec… ». Par exemple « mon compte Ville de Lille »."),
        max_length=60,
        error_messages={"required": _("Écrivez le nom que les gens reconnaîtront.")},
    )
    scopes = CleanCharField(
        label=_("Informations demandées (« scopes »)"),
        help_text=_("« openid email » suffit : rien d’autre n’est gardé. Séparées par des espaces."),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
    )
    trusts_addresses = forms.BooleanField(
        label=_("Ce fournisseur vérifie les adresses e-mail qu’il donne"),
        help_text=_(
            "Cochez seulement si c’est l’annuaire de votre organisation, et qu’il garantit à qui est chaque adresse : une "
            "adresse qu’il dit vérifiée ouvrira alors le compte du même e-mail, ou en créera un, sans code."
        ),
        required=False,
    )
    signs_out = forms.BooleanField(
        label=_("Se déconnecter ici déconnecte aussi du fournisseur"),
        help_text=_("Utile sur les ordinateurs partagés."),
        required=False,
    )

    def __init__(self, *args: Any, kind: Kind, provider: Provider | None = None, **options: Any) -> None:
        names = ("issuer", "client_id", "name", "scopes", "trusts_addresses", "signs_out")
        preset = PRESETS[kind]
        empty = {"scopes": preset.scopes, "name": kind.label if kind != Kind.OTHER else ""}
        options["initial"] = {name: getattr(provider, name) for name in names} if provider else empty
        super().__init__(*args, **options)
        self.kind = kind
        self.fields["secret"].required = provider is None
        self.fields["secret"].error_messages["required"] = _("Écrivez le secret que le fournisseur vous a donné.")
        if provider:
            self.fields["secret"].help_text = _("Laissez vide pour ne pas le changer. Il n’est jamais montré.")
        else:
            self.fields["secret"].help_text = _("Il est gardé chiffré, et n’est plus jamais montré.")
        if preset.issuers:
            self._of_the_state(kind)

    def _of_the_state(self, kind: Kind) -> None:
        """Choose among known environments; the name, the trust and the sign-out are not a choice."""
        self.fields["issuer"] = forms.ChoiceField(
            label=_("Environnement"),
            choices=[(issuer, label) for label, issuer in PRESETS[kind].issuers],
            widget=forms.RadioSelect,
            help_text=_("Les identifiants d’essai et ceux du vrai service sont différents."),
            error_messages={"required": _("Choisissez l’environnement.")},
        )
        self.order_fields(["issuer", "client_id", "secret", "scopes"])
        for name in ("name", "trusts_addresses", "signs_out"):
            del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """Return what is kept, the secret included."""
        preset = PRESETS[self.kind]
        known = {"kind": self.kind.value, "name": self.kind.label, "trusts_addresses": False, "signs_out": True}
        facts = {**(known if preset.issuers else {"kind": self.kind.value}), **self.cleaned_data}
        facts["scopes"] = facts["scopes"] or preset.scopes
        return facts
