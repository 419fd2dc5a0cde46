"""How allauth speaks: its mails go through our outbox, from the space, and are written in our words."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string

from platform_core.background.tasks import URGENT
from platform_core.mail.letters import Letter, send_letter


class AccountAdapter(DefaultAccountAdapter):
    """The sign-in of a space, or of the platform."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter from allauth's templates (subject, then paragraphs separated by blank lines)."""
        context = {**context, "email": email}
        subject = render_to_string(f"{template_prefix}_subject.txt", context).strip()
        body = render_to_string(f"{template_prefix}_message.txt", context)
        paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()]
        # Each sending is wanted by someone who waits: the key only has to be unlike any other.
        send_letter(Letter(subject, paragraphs), to=email, key=f"account:{secrets.token_hex(12)}", queue=URGENT)

    def populate_username(self, request: Any, user: Any) -> None:
        """Do nothing: accounts have no user name."""

    def clean_email(self, email: str) -> str:
        """Return the address as it is kept."""
        return str(super().clean_email(email)).strip().lower()

    def is_open_for_signup(self, request: Any) -> bool:
        """Let residents sign up in a space; on the platform there are only operators, made by command."""
        from platform_core import scope  # noqa: PLC0415 (kept near its one use)

        return scope.in_space()

    def new_user(self, request: Any) -> Any:
        """Return an account not yet saved."""
        return get_user_model()()
