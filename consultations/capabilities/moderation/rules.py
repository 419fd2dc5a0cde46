"""The reasons for which a contribution may be reported or hidden, as the charter explains them."""

from __future__ import annotations

from consultations.process.content.loader import help_texts


def reason_choices() -> list[tuple[str, str]]:
    """Return the reasons as (code, label)."""
    return [(reason.key, reason.title) for reason in help_texts("moderation_reasons")]


def reason_label(code: str) -> str:
    """Return the label of a reason, or the code when the list no longer has it."""
    return dict(reason_choices()).get(code, code)
