"""People."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platform_core.access.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Make an account with a normalised e-mail; without a password one signs in by code."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person here. `public_name` is what others see; it may be a pseudonym."""

    email = models.EmailField(_("adresse e-mail"), unique=True)
    public_name = models.CharField(_("nom public"), max_length=60, blank=True)
    about = models.CharField(_("présentation"), max_length=300, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    sign_out_count = models.PositiveIntegerField(default=0)  # part of every session's seal: one more closes them all

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]
        indexes: ClassVar = [GinIndex(fields=["roles"], name="user_roles")]

    def __str__(self) -> str:
        """Return the public name, never the e-mail."""
        return self.public_name or str(_("Participant·e"))

    def has_role(self, *roles: str) -> bool:
        """Tell whether the person has one of the roles."""
        return bool(set(roles) & set(self.roles))

    @property
    def in_team(self) -> bool:
        """Tell whether the person belongs to the team of the space."""
        return bool(set(self.roles) - {Role.OPERATOR})

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Seal sessions with the number of times the person signed out everywhere, by the server's key or a former one."""
        return f"{super()._get_session_auth_hash(secret=secret)}{self.sign_out_count}"  # type: ignore[misc]  # not in stubs


class EntryPass(models.Model):
    """A single-use way in for one account, valid some minutes: how a founder arrives signed in on a new space."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Name the pass."""
        return f"pass {self.pk}"


class Suspension(models.Model):
    """An account closed by the team, with the reason that its owner is told."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="suspensions")
    reason = models.TextField(_("raison"), max_length=1000)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(lifted_at=None), name="suspension_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        """Name the decision without its person."""
        return f"suspension {self.pk}"
