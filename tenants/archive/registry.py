"""What higher layers say of archives: which of their tables stay out and why, which rows are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

PORTABLE, BACKUP = "portable", "backup"
PROFILES = (PORTABLE, BACKUP)

RowRule = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True)
class LeftOut:
    """A table that stays out of archives. `in_backup`: the platform's own encrypted backups hold it all the same."""

    label: str  # "app.Model"
    reason: str | Promise
    in_backup: bool = False


_left_out: dict[str, LeftOut] = {}
_rules: dict[str, RowRule] = {}


def leave_out(label: str, reason: str | Promise, *, in_backup: bool = False) -> None:
    """Keep the rows of a model out of archives. The reason is read by whoever opens one."""
    _left_out[label] = LeftOut(label, reason, in_backup)


def left_out(profile: str) -> dict[str, LeftOut]:
    """Return what archives of a profile do not hold, by label."""
    return {label: one for label, one in _left_out.items() if profile == PORTABLE or not one.in_backup}


def refuse_rows(label: str, rule: RowRule) -> None:
    """Refuse an archive in which a row of that model does not pass: what the database itself cannot refuse."""
    _rules[label] = rule


def row_rule(label: str) -> RowRule | None:
    """Return what every row of a model must pass."""
    return _rules.get(label)
