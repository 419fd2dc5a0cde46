"""Forms of one's own account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core.accounts.forms.joining import PublicNameField
from platform_core.richtext.fields import CleanCharField
from platform_core.web.language import offered


class ProfileForm(forms.Form):
    """What others see of a person, and the language of pages and letters."""

    marks = "optional"

    public_name = PublicNameField()
    about = CleanCharField(
        label=_("Présentation"),
        required=False,
        lines=True,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Quelques mots si vous le souhaitez : elle accompagne vos contributions."),
    )
    language = forms.ChoiceField(label=_("Langue des pages et des e-mails"), choices=offered, widget=forms.RadioSelect)
