"""Dates as French people write them ("1er mai 2022", "12 h 05"), in the active time zone; other languages: Django's."""

from datetime import date, datetime, timedelta

from django.utils import dateformat, timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

DAYS_IN_WORDS = 7  # beyond, a date says more than a number of days


def local_day(value: date | datetime) -> date:
    """Return the day of a moment in the active time zone; a day is itself."""
    return timezone.localdate(value) if isinstance(value, datetime) else value


def long_day(value: date | datetime, *, year: bool = True) -> str:
    """Return "12 octobre 2022" ("1er mai" for a first day, without the year if asked)."""
    day = local_day(value)
    if not french():
        return date_format(day, "DATE_FORMAT" if year else "MONTH_DAY_FORMAT")
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {dateformat.format(day, 'F Y' if year else 'F')}"


def hour(value: datetime) -> str:
    """Return "18 h 05", or "18 h" on the hour, with no-break spaces."""
    local = timezone.localtime(value)
    if not french():
        return date_format(local, "TIME_FORMAT")
    return f"{local.hour}\u00a0h\u00a0{local.minute:02}" if local.minute else f"{local.hour}\u00a0h"


def long_moment(value: datetime) -> str:
    """Return "12 octobre 2022 à 18 h 30"."""
    return _("%(day)s à %(hour)s") % {"day": long_day(value), "hour": hour(value)}


def period(start: date | datetime | None, end: date | datetime | None) -> str:
    """Return "du 18 mai au 31 août 2022", "le 12 octobre 2022", "à partir du …", "jusqu’au …" or "".

    An end at midnight is the end of the day before: that is the last day when one can take part.
    """
    if start is None and end is None:
        return ""
    if end is None:
        return _("à partir du %(day)s") % {"day": long_day(start)} if start else ""
    if start is None:
        return _("jusqu’au %(day)s") % {"day": long_day(last_day(end))}
    first, last = local_day(start), max(local_day(start), last_day(end))
    if first == last:
        return _("le %(day)s") % {"day": long_day(first)}
    if (first.year, first.month) == (last.year, last.month) and french():
        return f"du {long_day(first).split(' ')[0]} au {long_day(last)}"
    return _("du %(start)s au %(end)s") % {
        "start": long_day(first, year=first.year != last.year),
        "end": long_day(last),
    }


def last_day(end: date | datetime) -> date:
    """Return the last day before a moment: the same day, or the one before when the moment is midnight."""
    return local_day(end - timedelta(microseconds=1)) if isinstance(end, datetime) else end


def relative(value: date | datetime, now: datetime | None = None) -> str:
    """Return "aujourd’hui à 14 h 05", "hier à 9 h", "il y a 3 jours", "dans 2 jours" or "le 12 octobre 2022"."""
    days = (local_day(value) - timezone.localdate(now)).days
    at = _(" à %(hour)s") % {"hour": hour(value)} if isinstance(value, datetime) else ""
    near = {-1: _("hier"), 0: _("aujourd’hui"), 1: _("demain")}
    if days in near:
        return near[days] + at
    if abs(days) >= DAYS_IN_WORDS:
        return _("le %(day)s") % {"day": long_day(value)}
    if days < 0:
        return ngettext("il y a %(n)s jour", "il y a %(n)s jours", -days) % {"n": -days}
    return ngettext("dans %(n)s jour", "dans %(n)s jours", days) % {"n": days}


def time_left(end: datetime, now: datetime | None = None) -> str:
    """Return "Plus que 3 jours", "Dernier jour : jusqu’à 18 h" or "" once `end` is past."""
    now = now or timezone.now()
    if end <= now:
        return ""
    days = (last_day(end) - timezone.localdate(now)).days
    if days == 0:
        midnight = timezone.localtime(end).hour == 0 and timezone.localtime(end).minute == 0
        return _("Dernier jour") if midnight else _("Dernier jour : jusqu’à %(hour)s") % {"hour": hour(end)}
    return ngettext("Plus que %(n)s jour", "Plus que %(n)s jours", days) % {"n": days}


def french() -> bool:
    """Tell whether the active language is French."""
    return (get_language() or "fr").startswith("fr")
