"""The mail server of a space, if it has one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from platform_core.sealing import Unsealable, seal, unseal
from platform_core.senders.rules import Security

PURPOSE = "senders.password"


class Sender(models.Model):
    """One row at most. Letters leave by it only when `in_use`, which a test that succeeded alone makes true."""

    slot = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)
    host = models.CharField(_("serveur"), max_length=253)
    port = models.PositiveIntegerField(_("port"), default=587)
    security = models.CharField(_("protection"), max_length=10, choices=Security, default=Security.STARTTLS)
    user = models.CharField(_("identifiant"), max_length=254, blank=True)
    sealed_password = models.TextField(blank=True)
    from_address = models.EmailField(_("adresse d’expéditeur"))
    selector = models.CharField(_("sélecteur DKIM"), max_length=63, blank=True)
    in_use = models.BooleanField(default=False)
    tested_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # the last failure since it last worked
    error = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(slot=1), name="sender_single"),
            models.CheckConstraint(condition=Q(in_use=False) | Q(tested_at__isnull=False), name="sender_tested"),
            models.CheckConstraint(
                condition=~Q(security="none") | Q(sealed_password=""), name="sender_no_clear_password"
            ),
        ]

    def __str__(self) -> str:
        """Name the server."""
        return f"{self.host}:{self.port}"

    @property
    def domain(self) -> str:
        """Return the domain of the sender's address."""
        return self.from_address.rpartition("@")[2].lower()

    @property
    def password(self) -> str:
        """Return the password; empty when there is none, or when the keys of the installation have changed."""
        try:
            return unseal(self.sealed_password, purpose=PURPOSE) if self.sealed_password else ""
        except Unsealable:
            return ""

    def keep_password(self, password: str) -> None:
        """Seal a password (not saved yet)."""
        self.sealed_password = seal(password, purpose=PURPOSE) if password else ""
