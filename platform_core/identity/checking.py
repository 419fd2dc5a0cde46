"""Check a provider, while the administrator waits: what it says of itself, and its keys."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from platform_core.identity.models import Provider
from platform_core.identity.operations.providers import note_check
from platform_core.identity.protocol.discovery import read, read_again
from platform_core.identity.protocol.tokens import usable_keys


def check_provider(*, by: Actor, provider: Provider) -> None:
    """Ask the provider, outside any transaction; note how it ended. Raises `RuleBroken` when something is wrong.

    The secret cannot be checked so: only a real sign-in tells whether the provider takes it.
    """
    try:
        about = read_again(provider.issuer)
        if not usable_keys(read(about.jwks_uri)):
            sentence = _(
                "Le fournisseur ne publie aucune clé de signature : ses réponses ne pourraient être vérifiées."
            )
            raise RuleBroken("no_key", sentence, "issuer")
        if provider.preset.signs_out and not about.end_session_endpoint:
            raise RuleBroken("no_end", _("Le fournisseur n’annonce pas d’adresse de déconnexion."), "issuer")
    except RuleBroken as error:
        note_check(by=by, provider=provider, at=timezone.now(), error=error.message)
        raise
    note_check(by=by, provider=provider, at=timezone.now())
