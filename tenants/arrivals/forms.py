"""What is asked to make a space of an archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from tenants.arrivals.queries import files_waiting

MAX_UPLOAD = 30_000_000  # bytes; the proxy stops larger ones, which are put on the server


class ArrivalForm(forms.Form):
    """An address, and an archive: brought here, or already on the server."""

    label = CleanCharField(
        label=_("Adresse du nouvel espace"),
        max_length=40,
        error_messages={"required": _("Choisissez l’adresse du nouvel espace.")},
    )
    file = forms.FileField(
        label=_("Archive sur votre ordinateur"),
        help_text=_("Un fichier ZIP de 30 Mo au plus."),
        required=False,
    )
    on_server = forms.ChoiceField(
        label=_("Ou archive déjà sur le serveur"),
        help_text=_("Les fichiers ZIP du dossier des arrivées (variable ARRIVALS_ROOT), sans limite de taille."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].help_text = _("Suivie de .%(apex)s") % {"apex": settings.APEX_HOST}
        choices = [("", _("Aucune")), *((path.name, path.name) for path in files_waiting())]
        self.fields["on_server"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_file(self) -> Any:
        """Refuse what the proxy would cut."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_UPLOAD:
            raise forms.ValidationError(_("Ce fichier dépasse 30 Mo : déposez-le dans le dossier des arrivées."))
        return file

    def clean(self) -> dict[str, Any]:
        """Take one archive, and one only."""
        data = super().clean() or self.cleaned_data
        if "file" in data and bool(data["file"]) == bool(data.get("on_server")):
            self.add_error("file", _("Choisissez une archive : sur votre ordinateur, ou sur le serveur."))
        return data
