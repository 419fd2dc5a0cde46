"""Form of the deletion of one's account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

KEEP, WITHDRAW = "keep", "withdraw"


class EraseForm(forms.Form):
    """What becomes of what one published."""

    marks = "none"
    contributions = forms.ChoiceField(
        label=_("Ce que vous avez publié"),
        widget=forms.RadioSelect,
        choices=[
            (KEEP, _("Le laisser, signé « Participant·e » : le débat garde son sens, rien ne mène plus à vous.")),
            (WITHDRAW, _("Le retirer du site. Ce que d’autres y ont répondu reste.")),
        ],
        error_messages={"required": _("Choisissez ce que deviennent vos contributions.")},
    )
    is_sure = forms.BooleanField(
        label=_("Je veux supprimer mon compte, et je sais que c’est définitif"),
        error_messages={"required": _("Cochez cette case pour supprimer votre compte.")},
    )
