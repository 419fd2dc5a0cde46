"""The meters of what every space uses, whatever is done in it."""

from __future__ import annotations

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from billing_free.metering.queries import month_start
from billing_free.metering.registry import Meter
from platform_core.accounts.models import User
from platform_core.files.models import StoredFile
from platform_core.mail.models import Email


def members() -> QuerySet[User]:
    """Return the open accounts."""
    return User.objects.filter(is_active=True)


def count_members() -> int:
    """Count them."""
    return members().count()


def count_letters() -> int:
    """Count the e-mails sent since the first of the month."""
    return Email.objects.filter(sent_at__gte=month_start()).count()


def count_file_bytes() -> int:
    """Add up the sizes of the files."""
    return StoredFile.objects.aggregate(total=Sum("size"))["total"] or 0


METERS = [
    Meter(
        slug="members",
        label=_("Membres"),
        explanation=_("Les personnes qui ont un compte dans votre espace, équipe comprise."),
        count=count_members,
        headline=True,
        order=10,
    ),
    Meter(
        slug="emails",
        label=_("E-mails du mois"),
        explanation=_(
            "Les e-mails envoyés par votre espace depuis le premier du mois : codes, notifications, lettres."
        ),
        count=count_letters,
        monthly=True,
        headline=True,
        order=50,
    ),
    Meter(
        slug="files",
        label=_("Fichiers"),
        explanation=_("La place que prennent les images et les pièces jointes déposées dans votre espace."),
        count=count_file_bytes,
        is_bytes=True,
        order=60,
    ),
]
