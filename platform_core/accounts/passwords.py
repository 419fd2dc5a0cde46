"""What makes a password too easy to guess here."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.accounts.models import User
from platform_core.accounts.names import plain

SHORTEST_WORD = 4  # letters: « de », « les » are in every sentence
ENOUGH = 8  # letters that must be left once the words that everybody guesses, and figures, are taken out
# Django's own list of common passwords is English: these are the words of the French ones, and of this trade.
WORDS = (
    "administrateur", "administration", "azertyuiop", "azerty", "bienvenue", "bonjour", "chouchou", "citoyens",
    "citoyen", "collectivite", "commune", "compte", "doudou", "jetaime", "loulou", "mairie", "marseille", "motdepasse",
    "nicolas", "participation", "participer", "passe", "password", "qsdfghjklm", "qwerty", "secret", "soleil",
    "wxcvbn",
)  # fmt: skip


class GuessableValidator:
    """Refuses a password made of common words, or of the names of the place: the organiser's, its address's."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise `ValidationError` when too little is left without those words (Django's contract)."""
        here = scope.current()
        names = re.split(r"\W+", f"{here.name} {here.host.partition(':')[0]}".replace(".", " "))
        left = typed = plain(password)
        for word in sorted({*WORDS, *map(plain, names)}, key=len, reverse=True):
            if len(word) >= SHORTEST_WORD:
                left = left.replace(word, "")
        if left != typed and len(re.sub(r"\d", "", left)) < ENOUGH:
            raise ValidationError(
                _("Ce mot de passe se devine trop facilement. Une phrase de quatre mots sans rapport convient mieux."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Ni un mot de passe courant, ni le nom de l’espace.")
