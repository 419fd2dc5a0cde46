"""Who was invited: to the team, or to take part."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models.people import User


class Invitation(models.Model):
    """An invitation sent by e-mail, to the team or, without a role, to take part. The secret is kept hashed, works once."""

    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=20, choices=Role))
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_one_pending",
            ),
        ]

    def __str__(self) -> str:
        """Name the invitation without its address."""
        return f"invitation {self.pk}"

    @property
    def is_pending(self) -> bool:
        """Tell whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()
