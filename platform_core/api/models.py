"""Tokens, and answers kept so that a request sent twice is done once."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platform_core.accounts.models import User
from platform_core.api.scopes import Scope


class ApiToken(models.Model):
    """A secret with which a program acts for one person, here. Only its hash is kept."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("nom"), max_length=80)
    prefix = models.CharField(max_length=12)  # its first characters, so that its owner recognises it
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope))
    sign_out_count = models.PositiveIntegerField()  # the owner's when it was made: signing out everywhere closes it
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)  # within the hour: not a journal of what people do
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="api_token_has_scopes"),
        ]

    def __str__(self) -> str:
        """Return the name its owner gave it."""
        return self.name

    @property
    def is_usable(self) -> bool:
        """Tell whether it opens anything now (its owner's account should be read with it)."""
        return (
            self.revoked_at is None
            and self.expires_at > timezone.now()
            and self.owner.is_active
            and self.owner.sign_out_count == self.sign_out_count
        )

    @property
    def scope_labels(self) -> list[str]:
        """Return what it lets do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]


class KeptAnswer(models.Model):
    """The answer to a request that carried an `Idempotency-Key`; without a status, it is being worked out."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    started_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "token", "key_hash"], nulls_distinct=False, name="kept_answer_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["started_at"], name="kept_answer_started")]

    def __str__(self) -> str:
        """Name it by its state."""
        return f"{self.pk} {self.status}"
