"""Forms of pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from platform_core.pages.blanks import Blank
from platform_core.pages.models import Page
from platform_core.richtext.fields import CleanCharField
from platform_core.web.editing import EditForm


class PageForm(EditForm):
    """A page's title, text, and whether the team has read it through."""

    class Meta(EditForm.Meta):
        model = Page
        fields = ("title", "body", "is_complete")
        error_messages = {
            "title": {"required": gettext_lazy("Donnez un titre à la page.")},
            "body": {"required": gettext_lazy("Écrivez le texte de la page.")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ready = self.fields["is_complete"]
        if self.instance.is_required:
            ready.label = _("J’ai relu cette page, elle est complète")
            ready.help_text = _("Sans cela, l’espace ne peut pas ouvrir au public, ni une concertation être publiée.")
        else:
            ready.label = _("Afficher cette page aux visiteurs")


class BlanksForm(forms.Form):
    """What is left to say on the legal pages, asked once for all of them; what one does not know yet can wait."""

    marks = "none"

    def __init__(self, *args: Any, blanks: Sequence[Blank], **options: Any) -> None:
        super().__init__(*args, **options)
        for blank in blanks:
            example = _("Par exemple : %(example)s") % {"example": blank.example} if blank.example else ""
            self.fields[blank.name] = CleanCharField(
                label=blank.label, help_text=f"{blank.help} {example}".strip(), required=False, max_length=200
            )
