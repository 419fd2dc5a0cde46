"""What the team types."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField


class NameForm(forms.Form):
    """A domain name."""

    marks = "none"

    name = CleanCharField(
        label=_("Nom de domaine"),
        help_text=_("Par exemple « participer.exemple.fr ». Les accents sont acceptés."),
        max_length=300,
        error_messages={"required": _("Écrivez le nom de domaine, par exemple « participer.exemple.fr ».")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "inputmode": "url"}
        ),
    )


class MainForm(forms.Form):
    """The team has seen that the address opens: nobody must be led to a page that the browser refuses."""

    seen = forms.BooleanField(
        label=_("J’ai ouvert cette adresse dans mon navigateur : elle s’affiche sans avertissement"),
        error_messages={
            "required": _("Ouvrez d’abord l’adresse, puis cochez la case : vos visiteurs y seront tous conduits.")
        },
    )
