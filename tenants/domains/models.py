"""Domain names that spaces ask for, and what the DNS says of them. In the platform's schema.

A row here opens nothing: what is routed is in `tenants.spaces.Domain`, where a name comes once proved and goes when lost.
"""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tenants.domains.names import shown_name
from tenants.domains.rules import CHALLENGE
from tenants.spaces.models import Space


def new_token() -> str:
    """Return 160 random bits, in letters and digits that every DNS form takes."""
    return secrets.token_hex(20)


class OwnDomain(models.Model):
    """A name that a space says is its own. Several spaces may say so; one at most has proved it."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="own_domains")
    name = models.CharField(max_length=253)  # ASCII
    token = models.CharField(max_length=40, default=new_token)
    claimed_at = models.DateTimeField()  # or claimed again, with a new token
    check_asked_at = models.DateTimeField(null=True)  # by hand, and not answered yet
    checked_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(null=True)
    found = models.JSONField(default=dict)  # {"text": […], "addresses": […], "alias": […], "expected": […]}
    problems = models.JSONField(default=list)  # codes of `rules`
    failures = models.PositiveSmallIntegerField(default=0)  # in a row, of a domain in service
    failing_since = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)  # in service since
    lost_at = models.DateTimeField(null=True)  # no longer trusted since

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "name"], name="own_domain_once_a_space"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(verified_at__isnull=False), name="own_domain_of_one_space"
            ),
            models.CheckConstraint(condition=Q(token__regex=r"^[0-9a-f]{40}$"), name="own_domain_token_form"),  # noqa: S106 (the form of tokens, not one)
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="own_domain_to_check"
            )
        ]

    def __str__(self) -> str:
        """Return the name in ASCII."""
        return self.name

    @property
    def shown(self) -> str:
        """Return the name with its accents."""
        return shown_name(self.name)

    @property
    def has_accents(self) -> bool:
        """Tell whether the two spellings differ."""
        return self.shown != self.name

    @property
    def challenge(self) -> str:
        """Return the name of the record that holds the token."""
        return f"{CHALLENGE}.{self.name}"

    @property
    def url(self) -> str:
        """Return the address of the home page under this name."""
        return f"{settings.SCHEME}://{self.name}{settings.APEX_HOST[len(settings.APEX_DOMAIN) :]}/"

    @property
    def status(self) -> str:
        """Return where it is: active, doubted (in service, but its DNS fails), lost or waiting."""
        if self.verified_at:
            return "doubted" if self.failing_since else "active"
        return "lost" if self.lost_at else "waiting"

    @property
    def is_being_checked(self) -> bool:
        """Tell whether a check asked for by hand has not been answered yet."""
        return self.check_asked_at is not None

    def values(self, key: str) -> list[str]:
        """Return what the last check found (or expected), as texts."""
        known: Any = self.found.get(key, [])
        return [str(one) for one in known]
