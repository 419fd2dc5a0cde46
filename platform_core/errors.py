"""The two errors of the domain. Anything else is a defect and is left to crash."""

from __future__ import annotations


class NotAllowed(Exception):
    """The actor may not do this, now. `code` is stable, `reason` is a sentence for the person (HTTP 403)."""

    def __init__(self, code: str, reason: str) -> None:
        """Keep the code (stable, for programs) and the reason (French, for people)."""
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


class RuleBroken(Exception):
    """What is asked breaks a rule. `message` is a sentence for the person, `field` the input it is about (HTTP 422)."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        """Keep the code (stable), the message (French) and the name of the field, None for the whole form."""
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.field = field
