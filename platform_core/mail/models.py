"""E-mails to send, and sent."""

from __future__ import annotations

from django.db import models


class Email(models.Model):
    """One letter to one address. `key` says why it exists: the same reason never makes two."""

    key = models.CharField(max_length=160, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    paragraphs = models.JSONField(default=list)
    action_label = models.CharField(max_length=80, blank=True)
    action_url = models.CharField(max_length=500, blank=True)
    footer = models.TextField(blank=True)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=5, default="fr")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Name the letter without its address."""
        return self.key
