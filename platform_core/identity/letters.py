"""What is written to the owner of an account when a way in is added or taken away."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.mail.letters import Letter


def joined(name: str) -> Letter:
    """Tell that an identity opens the account from now on."""
    values = {"name": name, "space": scope.current().name}
    return Letter(
        _("%(name)s ouvre maintenant votre compte") % values,
        [
            _("Sur %(space)s : vous pouvez désormais vous connecter avec %(name)s.") % values,
            _("Le code par e-mail marche toujours. Vous pouvez retirer %(name)s dans « Connexion et sécurité ».")
            % values,
            _alarm(),
        ],
        _("Voir mes moyens de connexion"),
        scope.absolute_url(reverse("mfa_index")),
    )


def left(name: str) -> Letter:
    """Tell that an identity opens the account no more."""
    values = {"name": name, "space": scope.current().name}
    return Letter(
        _("%(name)s n’ouvre plus votre compte") % values,
        [_("Sur %(space)s : %(name)s ne permet plus de vous connecter. Le code par e-mail, oui.") % values, _alarm()],
    )


def _alarm() -> str:
    alarm = _(
        "Ce n’était pas vous ? Connectez-vous avec un code, retirez ce que vous ne reconnaissez pas et choisissez « Me "
        "déconnecter partout » dans votre compte. Puis prévenez %(contact)s."
    )
    return alarm % {"contact": scope.current().contact_email}
