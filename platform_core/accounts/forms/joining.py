"""What is asked to join a space. allauth builds its own sign-up form on this one, so nothing here imports allauth's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from platform_core import scope
from platform_core.accounts.models import User
from platform_core.accounts.names import plain
from platform_core.accounts.operations.profile import complete_sign_up
from platform_core.richtext.fields import CleanCharField

CHARTER, PRIVACY = "charte-participation", "confidentialite"  # pages that every space starts with


def to_read() -> str:
    """Return links to the two pages that one accepts."""
    return format_html(
        '{} <a href="{}">{}</a>, <a href="{}">{}</a>.',
        _("À lire :"),
        page_address(CHARTER),
        _("la charte de participation"),
        page_address(PRIVACY),
        _("ce qui est fait de vos données"),
    )


def page_address(slug: str) -> str:
    """Return the address of a page of the space; of the home page where there are none (the platform)."""
    try:
        return reverse("pages:page", args=[slug])
    except NoReverseMatch:
        return "/"


class PublicNameField(CleanCharField):
    """The name that others see: a pseudonym will do, an e-mail address or the organiser's own name will not."""

    def __init__(self, **options: Any) -> None:  # those of CharField
        options.setdefault("label", gettext_lazy("Nom public"))
        options.setdefault(
            "help_text", gettext_lazy("C’est le nom que les autres verront. Un prénom ou un pseudonyme convient.")
        )
        options.setdefault("max_length", 60)
        options.setdefault("error_messages", {"required": gettext_lazy("Choisissez le nom que les autres verront.")})
        super().__init__(**options)
        self.widget.attrs.setdefault("autocomplete", "nickname")

    def clean(self, value: Any) -> Any:
        """Refuse what would give the person away, or make them pass for the organiser."""
        name = super().clean(value)
        if name and "@" in name:
            raise forms.ValidationError(
                _("Ce nom sera vu de tous : n’y mettez pas votre adresse e-mail."), code="address"
            )
        if name and plain(name) == plain(scope.current().name):
            raise forms.ValidationError(
                _("C’est le nom de cet espace : choisissez-en un qui soit le vôtre."), code="organiser"
            )
        return name


class AgreementField(forms.BooleanField):
    """The charter, accepted."""

    def __init__(self, **options: Any) -> None:  # those of BooleanField
        options.setdefault("label", gettext_lazy("J’accepte la charte de participation"))
        options.setdefault("help_text", lazy(to_read, str)())
        options.setdefault(
            "error_messages", {"required": gettext_lazy("Pour participer, il faut accepter la charte.")}
        )
        super().__init__(**options)


class SignUpDetails(forms.Form):
    """What is asked at sign-up besides the address."""

    field_order = ("email", "public_name", "agreement")

    public_name = PublicNameField()
    agreement = AgreementField()

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Keep the public name (allauth calls this once it has made the account)."""
        complete_sign_up(by=user, user=user, public_name=self.cleaned_data["public_name"])
