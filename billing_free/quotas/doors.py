"""What the lower layers ask before files, letters and calls of programs: they know only these callables."""

from __future__ import annotations

from django.utils.translation import gettext as _

from billing_free.quotas.counting import hold, take
from billing_free.quotas.queries import Verdict, check_limit
from billing_free.quotas.table import API_CALLS, EMAILS, EXPORTS, STORAGE
from platform_core import scope
from platform_core.errors import RuleBroken

NEAR = 500_000_000  # bytes left: more than what may be under way at one moment


def room_for(size: int) -> str:
    """Return why a file of that many bytes cannot be kept; nothing when it can."""
    if not scope.in_space() or not _is_full(size):
        return ""
    return _(
        "L’espace n’a plus de place pour de nouveaux fichiers. Envoyez votre texte sans fichier ; son équipe peut "
        "demander plus de place."
    )


def _is_full(size: int) -> bool:
    """Tell whether so many bytes would pass the limit. Near it, files come one after the other: none is counted twice."""
    verdict = check_limit(STORAGE, size)
    if verdict.limit - verdict.used - size > NEAR or verdict.is_full:
        return verdict.is_full
    hold(STORAGE)
    return check_limit(STORAGE, size).is_full


def letters_held(count: int) -> bool:
    """Tell whether letters that can wait must wait: the month's are used up."""
    return scope.in_space() and check_limit(EMAILS, count).is_full


def call_allowed(*, is_read: bool) -> bool:
    """Count a call of a program; `False` when it must wait for tomorrow. What people write is counted, never refused."""
    return not scope.in_space() or not take(API_CALLS, beyond=not is_read).is_full or not is_read


def take_export() -> Verdict:
    """Count an export that somebody asks for. Raises `RuleBroken("quota")` when those of the day are used up."""
    verdict = take(EXPORTS)
    if verdict.is_full:
        message = _("Les exports du jour sont tous utilisés (%(n)s). Redemandez celui-ci demain, dès minuit.")
        raise RuleBroken("quota", message % {"n": verdict.limit})
    return verdict
