"""What may be typed of a mail server. No database."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from platform_core.errors import RuleBroken

PORTS = (587, 465, 2525, 25)  # submission (RFC 6409, 8314), its usual second, and relay
REST = timedelta(minutes=5)  # without trying a server that has just failed
TOLD_EVERY = timedelta(days=1)


class Security(models.TextChoices):
    """How the connection is protected."""

    STARTTLS = "starttls", gettext_lazy("STARTTLS (port 587 le plus souvent)")
    TLS = "tls", gettext_lazy("TLS dès la connexion (port 465)")
    NONE = "none", gettext_lazy("Aucune (sans mot de passe seulement)")


def check_server(*, port: int, security: str, has_password: bool) -> None:
    """Raise `RuleBroken` for a port or a mix that is not allowed."""
    if port not in PORTS and not settings.PRIVATE_ADDRESSES_ALLOWED:
        sentence = _("Le port doit être l’un de ceux du courrier : 587, 465, 2525 ou 25.")
        raise RuleBroken("port", sentence, "port")
    if has_password and security == Security.NONE:
        sentence = _("Un mot de passe ne voyage pas en clair : choisissez STARTTLS ou TLS.")
        raise RuleBroken("clear_password", sentence, "security")
