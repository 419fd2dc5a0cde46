"""E-mails to send, and sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Email(models.Model):
    """One letter to one address. `key` says why it exists: the same reason never makes two.

    What it says is kept until it leaves (or can no longer be of use), its address and subject for thirty days.
    """

    key = models.CharField(max_length=160, unique=True)
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    paragraphs = models.JSONField(default=list)
    action_label = models.CharField(max_length=80, blank=True)
    action_url = models.CharField(max_length=500, blank=True)
    footer = models.TextField(blank=True)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=5, default="fr")
    expires_at = models.DateTimeField(
        null=True
    )  # when the code or the link in it is worth nothing: it then stays here
    forget_address = models.BooleanField(default=False)  # the last letter to someone who leaves
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # it did not leave in time, and never will

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["expires_at"], name="email_to_drop", condition=Q(sent_at=None, dropped_at=None)),
            models.Index(fields=["created_at"], name="email_with_address", condition=~Q(to="")),
            models.Index(fields=["created_at"], name="email_created"),
        ]

    def __str__(self) -> str:
        """Name the letter without its address."""
        return self.key
