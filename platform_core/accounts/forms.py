"""Forms of accounts."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from platform_core.accounts.models import User


class SignupDetails(forms.Form):
    """What is asked at sign-up besides the address."""

    public_name = forms.CharField(
        label=_("Nom public"),
        max_length=60,
        help_text=_("C’est le nom que les autres verront. Un pseudonyme convient."),
    )

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Keep the public name (allauth calls this)."""
        user.public_name = self.cleaned_data["public_name"]
        user.save(update_fields=["public_name"])
