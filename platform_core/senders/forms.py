"""What the team types of its mail server."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from platform_core.senders.models import Sender
from platform_core.senders.rules import Security

PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class SenderForm(forms.Form):
    """A mail server. The password is never given back to the page."""

    marks = "optional"

    from_address = forms.EmailField(
        label=_("Adresse d’expéditeur"),
        help_text=_(
            "Les lettres viendront de cette adresse, sous le nom de votre espace. Par exemple « participation@exemple.fr »."
        ),
        error_messages={
            "required": _("Écrivez l’adresse dont viendront les lettres."),
            "invalid": _("Écrivez une adresse e-mail, par exemple « participation@exemple.fr »."),
        },
    )
    host = CleanCharField(
        label=_("Serveur d’envoi (SMTP)"),
        help_text=_(
            "Votre service informatique ou votre fournisseur de courrier le connaît. Par exemple « smtp.exemple.fr »."
        ),
        max_length=253,
        error_messages={"required": _("Écrivez le nom du serveur.")},
        widget=forms.TextInput(attrs=PLAIN),
    )
    port = forms.IntegerField(
        label=_("Port"),
        help_text=_("587 le plus souvent ; 465, 2525 ou 25 chez certains."),
        min_value=1,
        max_value=65535,
        initial=587,
        error_messages={"required": _("Écrivez le port."), "invalid": _("Écrivez le port en chiffres.")},
    )
    security = forms.ChoiceField(label=_("Protection de la connexion"), choices=Security, initial=Security.STARTTLS)
    user = CleanCharField(label=_("Identifiant"), max_length=254, required=False, widget=forms.TextInput(attrs=PLAIN))
    password = forms.CharField(
        label=_("Mot de passe"),
        required=False,
        max_length=500,
        strip=False,
        help_text=_("Gardé chiffré. Il ne sera plus jamais affiché."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    selector = CleanCharField(
        label=_("Sélecteur DKIM"),
        help_text=_("Pour vérifier votre DNS seulement. Votre fournisseur de courrier le donne."),
        max_length=63,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
    )

    def __init__(self, *args: Any, sender: Sender | None = None, **options: Any) -> None:
        if sender is not None:
            names = ("from_address", "host", "port", "security", "user", "selector")
            options["initial"] = {name: getattr(sender, name) for name in names}
        super().__init__(*args, **options)
        if sender is not None and sender.sealed_password:
            self.fields["password"].help_text = _(
                "Un mot de passe est gardé, chiffré. Laissez vide pour ne pas le changer."
            )
