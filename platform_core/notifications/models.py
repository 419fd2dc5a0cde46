"""What each person was told, and how they want to be told."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from platform_core.notifications.kinds import NotificationKind, kind_named, sentence_of


class Mail(models.TextChoices):
    """What becomes of a notification by e-mail."""

    NONE = "none"  # only in the space
    NOW = "now"  # its letter is about to be written, in the same transaction
    DIGEST = "digest"  # waits for the next digest
    SENT = "sent"  # is in a letter


class Notification(models.Model):
    """One thing said to one person. The same event is never said twice in the same way: the database sees to it."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    event = models.CharField(max_length=120)  # natural key of what happened: "comment:45"
    facts = models.JSONField(default=dict)  # what the sentence quotes; `detail` is shown under it
    about = ArrayField(models.CharField(max_length=60), default=list)  # "contribution:12": goes when that is hidden
    path = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.NONE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "recipient", "kind"], name="notification_once"),
            # A path of this space and nothing else: it is followed after a click.
            models.CheckConstraint(condition=Q(path__regex=r"^/([^/\\]|$)"), name="notification_path_is_local"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient", "-id"], name="notification_newest"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notification_unread"),
            models.Index(fields=["created_at", "recipient"], condition=Q(mail="digest"), name="notification_digest"),
            GinIndex(fields=["about"], name="notification_about"),
        ]

    def __str__(self) -> str:
        """Name it without its recipient."""
        return f"{self.kind} {self.event}"

    @property
    def sentence(self) -> str:
        """Return what happened, in the reader's language."""
        return sentence_of(self.kind, self.facts)

    @property
    def detail(self) -> str:
        """Return what is quoted under the sentence."""
        return str(self.facts.get("detail", ""))

    @property
    def known_kind(self) -> NotificationKind | None:
        """Return its kind, `None` when the code no longer has it."""
        return kind_named(self.kind)


class Preferences(models.Model):
    """How a person wants to be told; without a row, as each group's default says."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="notification_preferences",
    )
    rhythms = models.JSONField(default=dict)  # code of a group: code of a rhythm
    switches = models.JSONField(default=dict)  # code of a switch: true or false
    no_mail = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Name the row without the person."""
        return f"preferences {self.person_id}"

    def switched(self, code: str, *, default: bool) -> bool:
        """Tell whether a switch is on."""
        value: Any = self.switches.get(code)
        return value if isinstance(value, bool) else default
