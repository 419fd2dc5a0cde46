"""Silent failure is the worst: who has no recent backup is said in the console, by a command and by letter."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.mail.letters import Letter, send_letter
from tenants.backup.models import Backup, State
from tenants.backup.queries import backed_up, late
from tenants.console.queries.vitals import Service


def service() -> Service:
    """Return what the console says of backups."""
    now = timezone.now()
    behind = late(now).count()
    last = Backup.objects.filter(state=State.GOOD).values_list("at", flat=True).first()
    return Service("backup", _("Sauvegardes"), works=not behind, says=_says(behind), at=last)


def _says(behind: int) -> str:
    if behind:
        said = ngettext(
            "%(count)d espace n’a pas de sauvegarde depuis 26 heures.",
            "%(count)d espaces n’ont pas de sauvegarde depuis 26 heures.",
            behind,
        )
        return said % {"count": behind}
    return _("Chaque espace a une bonne sauvegarde de moins de 26 heures.")


def warn_late(now: datetime) -> int:
    """Write to the operators, once a day, when spaces have no recent backup; returns how many spaces."""
    behind = list(late(now).values_list("label", flat=True)[:20])
    if not behind:
        return 0
    paragraphs = [
        _("Ces espaces n’ont pas de bonne sauvegarde depuis 26 heures : %(labels)s.") % {"labels": ", ".join(behind)},
        _("Regardez la clé (BACKUP_KEYS), la place sur le disque, le journal du travail de fond et « checkbackups »."),
    ]
    for pk, email in User.objects.filter(roles__contains=[Role.OPERATOR], is_active=True).values_list("pk", "email"):
        key = f"backup.late:{now:%Y-%m-%d}:{pk}"
        send_letter(Letter(_("Des sauvegardes manquent"), paragraphs), to=email, key=key)
    return len(behind)


def count_of_spaces() -> int:
    """Return how many spaces must have backups."""
    return int(backed_up().count())
