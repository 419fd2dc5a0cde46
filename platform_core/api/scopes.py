"""What a token may be used for: never more than its owner may do."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """One thing that a token lets a program do in its owner's name."""

    READ = "read", _("Lire ce que vous pouvez lire")
    CONTRIBUTIONS = "write:contributions", _("Contribuer, soutenir et commenter en votre nom")
    TEAM = "write:team", _("Agir en votre nom comme membre de l’équipe")
