"""The providers of a space, and who came by them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from platform_core.identity.rules import PRESETS, Kind, Preset
from platform_core.sealing import Unsealable, seal, unseal

PURPOSE = "identity.client_secret"


class Provider(models.Model):
    """A way to sign in that the team set. It is offered only when `is_on`, which a check that succeeded alone allows."""

    kind = models.CharField(_("fournisseur"), max_length=20, choices=Kind)
    name = models.CharField(_("nom"), max_length=60)
    issuer = models.URLField(_("adresse du fournisseur"), max_length=255, unique=True)
    client_id = models.CharField(_("identifiant client"), max_length=255)
    sealed_secret = models.TextField()
    scopes = models.CharField(_("informations demandées"), max_length=255)
    trusts_addresses = models.BooleanField(default=False)
    signs_out = models.BooleanField(default=False)
    is_on = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_on=False) | (Q(checked_at__isnull=False) & Q(error="")), name="provider_on_is_checked"
            ),
            models.CheckConstraint(
                condition=Q(kind="other") | Q(trusts_addresses=False), name="provider_trusted_is_ones_own"
            ),
        ]

    def __str__(self) -> str:
        """Return the name that its button bears."""
        return self.name

    @property
    def preset(self) -> Preset:
        """Return what is known of its kind."""
        return PRESETS[Kind(self.kind)]

    @property
    def secret(self) -> str:
        """Return the client's secret; empty when the keys of the installation have changed."""
        try:
            return unseal(self.sealed_secret, purpose=PURPOSE)
        except Unsealable:
            return ""

    def keep_secret(self, secret: str) -> None:
        """Seal the client's secret (not saved yet)."""
        self.sealed_secret = seal(secret, purpose=PURPOSE)


class Identity(models.Model):
    """Somebody as a provider knows them: `subject`, at `issuer`. No name, no address, nothing else of what it says.

    It names the issuer and not the row of the provider: one that is removed and set again finds its people.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    name = models.CharField(max_length=60)  # of the provider, when it was joined
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_account"),
            models.UniqueConstraint(fields=["user", "issuer"], name="identity_one_by_issuer"),
        ]

    def __str__(self) -> str:
        """Name the link without its person."""
        return f"identity {self.pk}"
