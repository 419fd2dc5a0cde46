"""Structures: the associations and other organisations on whose behalf people contribute."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platform_core.accounts.models.people import User


class Structure(models.Model):
    """An association or other organisation on whose behalf a person contributes."""

    name = models.CharField(_("nom"), max_length=160)
    identifier = models.CharField(_("SIREN, SIRET ou RNA"), max_length=14, blank=True)
    commune = models.CharField(_("commune"), max_length=80, blank=True)
    website = models.URLField(_("site internet"), blank=True)
    about = models.TextField(_("présentation"), blank=True, max_length=1000)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(User, through="StructureMember", related_name="structures")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identifier"], condition=~models.Q(identifier=""), name="structure_identifier_unique"
            ),
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class StructureMember(models.Model):
    """A person who may speak for a structure."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["structure", "user"], name="structure_member_once")]

    def __str__(self) -> str:
        """Name the link."""
        return f"{self.user_id} ∈ {self.structure_id}"


class StructureInvitation(models.Model):
    """A member's invitation to speak for a structure. The secret is kept hashed and works once."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["email"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "structure",
                Lower("email"),
                condition=models.Q(accepted_at=None),
                name="structure_invitation_one_pending",
            ),
        ]

    def __str__(self) -> str:
        """Name the invitation without its address."""
        return f"invitation {self.pk} to {self.structure_id}"

    @property
    def is_pending(self) -> bool:
        """Tell whether it can still be accepted."""
        return self.accepted_at is None and self.expires_at > timezone.now()


class StructureRequest(models.Model):
    """Somebody who asks to speak for a structure; a member answers."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="requests")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="structure_requests")
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    is_accepted = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "user"],
                condition=models.Q(answered_at=None),
                name="structure_request_one_pending",
            ),
        ]

    def __str__(self) -> str:
        """Name the request."""
        return f"{self.user_id} asks for {self.structure_id}"
