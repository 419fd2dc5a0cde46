"""The comment's form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.capabilities.comments.models import Alignment
from consultations.capabilities.comments.operations import MAX_LENGTH
from platform_core.richtext.fields import CleanCharField


class CommentForm(forms.Form):
    """What is asked of someone who comments; `parent` is the comment answered, if any."""

    alignment = forms.TypedChoiceField(
        label=_("Votre position"),
        choices=[(one.value, one.label) for one in Alignment],
        coerce=int,
        initial=Alignment.NEUTRAL,
        required=False,
        empty_value=Alignment.NEUTRAL,  # type: ignore[arg-type]  # a text here would be taken as it is, and neutral refused
        widget=forms.RadioSelect(attrs={"class": "choices--inline"}),
    )
    body = CleanCharField(
        lines=True,
        label=_("Votre commentaire"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAX_LENGTH,
        error_messages={"required": _("Écrivez votre commentaire avant de l’envoyer.")},
    )
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReplyForm(CommentForm):
    """An answer to a comment: no position is asked."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through
        del self.fields["alignment"]
        self.fields["body"].label = _("Votre réponse")


class EditForm(forms.Form):
    """Another text for one's comment."""

    body = CommentForm.base_fields["body"]
