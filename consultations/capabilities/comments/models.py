"""What a comment has besides being a contribution."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Contribution

KIND = "comment"
MAX_DEPTH = 3  # an answer to an answer to an answer; deeper ones are kept at that depth


class Alignment(models.IntegerChoices):
    """Where a comment stands on what it comments."""

    FOR = 1, _("Pour")
    NEUTRAL = 0, _("Neutre")
    AGAINST = -1, _("Contre")


class Comment(models.Model):
    """A comment: its text, author and state are its contribution's."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="comment"
    )
    target = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    root = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="descendants")
    depth = models.PositiveSmallIntegerField(default=0)
    alignment = models.SmallIntegerField(choices=Alignment, default=Alignment.NEUTRAL)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(alignment__in=[-1, 0, 1]), name="comment_alignment"),
            models.CheckConstraint(condition=Q(depth__lte=MAX_DEPTH), name="comment_depth"),
            models.CheckConstraint(
                condition=Q(parent=None, root=None, depth=0)
                | Q(parent__isnull=False, root__isnull=False, depth__gt=0),
                name="comment_root_has_no_depth",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["target", "depth"], name="comment_target_depth")]

    def __str__(self) -> str:
        """Name it by what it comments."""
        return f"{self.pk} → {self.target_id}"
