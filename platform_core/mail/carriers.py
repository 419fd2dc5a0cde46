"""Who takes letters away, when it is not the platform's own mail server. `senders` says so without this slice knowing it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives

Carrier = Callable[[EmailMultiAlternatives], bool]
_carriers: dict[str, Carrier] = {}


def register_carrier(name: str, carrier: Carrier) -> None:
    """Let a higher slice carry letters: it returns True once one is away, False to leave it to the platform."""
    _carriers[name] = carrier


def carried(message: EmailMultiAlternatives) -> bool:
    """Tell whether somebody took a letter away."""
    return any(carrier(message) for carrier in _carriers.values())
