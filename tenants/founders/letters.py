"""The letter that carries a code."""

from __future__ import annotations

from django.utils.translation import gettext as _

from platform_core.background.tasks import URGENT
from platform_core.mail.letters import Letter, send_letter
from tenants.founders.models import FounderCode
from tenants.founders.rules import CODE_LIFE


def send_code(row: FounderCode, digits: str) -> None:
    """Send a code: it is alone in its letter."""
    paragraphs = [
        _("Voici le code qui vous montre vos espaces et vos demandes : %(code)s") % {"code": digits},
        _("Il est valable %(count)d minutes.") % {"count": int(CODE_LIFE.total_seconds() // 60)},
    ]
    footer = _("Si vous n’attendiez pas ce message, vous pouvez l’ignorer : rien n’est fait sans ce code.")
    subject = _("%(code)s est votre code de confirmation") % {"code": digits}
    letter = Letter(subject, paragraphs, footer=footer, valid_for=CODE_LIFE)
    send_letter(letter, to=row.email, key=f"founders.code:{row.pk}", queue=URGENT)
