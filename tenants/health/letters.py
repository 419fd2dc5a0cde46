"""What operators receive when something goes down, and when it is back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.background.tasks import URGENT
from platform_core.mail.letters import Letter, send_letter
from platform_core.scope import absolute_url
from platform_core.web.dates import long_day
from tenants.health.models import Watched

PAGE = "/operateur/sante/"


def say_down(row: Watched, name: str) -> None:
    """Tell every operator that something is down, what to do, and where to look."""
    subject = _("En panne : %(name)s") % {"name": name}
    _tell(row, Letter(subject, [row.says, row.advice] if row.advice else [row.says], _("Voir la santé"), _page()))


def say_back(row: Watched, name: str) -> None:
    """Tell every operator that it is back."""
    subject = _("De nouveau en marche : %(name)s") % {"name": name}
    began = row.told_at
    paragraphs = [row.says]
    if began is not None:
        paragraphs.append(_("Vous aviez été prévenu le %(day)s.") % {"day": long_day(began)})
    _tell(row, Letter(subject, paragraphs, _("Voir la santé"), _page()))


def _page() -> str:
    return absolute_url(PAGE)


def _tell(row: Watched, letter: Letter) -> None:
    """Write once an operator and a change: the moment at which it began is part of the key."""
    key = f"health:{row.slug}:{row.status}:{row.since.timestamp():.0f}"
    for operator in User.objects.filter(roles__contains=[Role.OPERATOR], is_active=True):
        send_letter(letter, to=operator.email, key=f"{key}:{operator.pk}", queue=URGENT)
