"""What a person does with their own account."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.models import User
from platform_core.audit.log import record


@transaction.atomic
def complete_sign_up(*, by: Actor, user: User, public_name: str) -> None:
    """Keep the name chosen at sign-up."""
    require("accounts.sign_up", by, user)
    user.public_name = public_name
    user.save(update_fields=["public_name"])
    record("accounts.sign_up", by=by, target=user)


@transaction.atomic
def change_profile(*, by: Actor, user: User, public_name: str, about: str, language: str) -> None:
    """Change what others see of a person, and the language of their pages and letters."""
    require("accounts.change_profile", by, user)
    fields = {"public_name": public_name, "about": about, "language": language}
    changed = [name for name, value in fields.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, fields[name])
    user.save(update_fields=changed)
    record("accounts.change_profile", by=by, target=user, fields=changed)


@transaction.atomic
def sign_out_everywhere(*, by: Actor, user: User) -> None:
    """Close every session of an account at its next page. `user` is given the new seal, for the session one keeps."""
    require("accounts.sign_out_everywhere", by, user)
    User.objects.filter(pk=user.pk).update(sign_out_count=F("sign_out_count") + 1)
    user.refresh_from_db(fields=["sign_out_count"])
    record("accounts.sign_out_everywhere", by=by, target=user)


@transaction.atomic
def note_protection(*, by: Actor, user: User, change: str) -> None:
    """Write in the log that a password, an address or a second factor was changed (allauth has just done it)."""
    require("accounts.protect", by, user)
    record("accounts.protect", by=by, target=user, change=change)
