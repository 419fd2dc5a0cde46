"""Set a provider, note how its check ended, switch it on or off, remove it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.identity.models import Provider
from platform_core.identity.protocol.discovery import WELL_KNOWN, forget
from platform_core.identity.rules import MOST_PROVIDERS, Kind, known_issuers
from platform_core.outside.fetching import checked

TIED = ("kind", "issuer", "client_id")  # a secret goes to the provider for which it was typed, to no other


@transaction.atomic
def set_provider(*, by: Actor, provider: Provider | None = None, secret: str, **facts: object) -> Provider:
    """Write a provider (`kind name issuer client_id scopes trusts_addresses signs_out`), new when none is given.

    An empty secret keeps the former one, only when nothing of where it goes has changed. It is switched off until a
    check succeeds again. Raises `RuleBroken`.
    """
    require("identity.set_provider", by)
    held = Provider.objects.select_for_update().get(pk=provider.pk) if provider else Provider()
    if provider is None and Provider.objects.count() >= MOST_PROVIDERS:
        raise RuleBroken("too_many", _("Huit fournisseurs au plus : retirez-en un d’abord."))
    facts = _clean(facts)
    moved = any(getattr(held, name) != facts[name] for name in TIED)
    for name, value in facts.items():
        setattr(held, name, value)
    if secret:
        held.keep_secret(secret)
    elif provider is None:
        raise RuleBroken("no_secret", _("Écrivez le secret que le fournisseur vous a donné."), "secret")
    elif moved:
        sentence = _("Le fournisseur ou l’identifiant a changé : écrivez à nouveau le secret.")
        raise RuleBroken("secret_again", sentence, "secret")
    held.is_on, held.error = False, ""
    _save(held)
    record("identity.set_provider", by=by, target=held, kind=held.kind, issuer=held.issuer, scopes=held.scopes)
    return held


@transaction.atomic
def note_check(*, by: Actor, provider: Provider, at: datetime, error: str = "") -> None:
    """Write how a check ended: one that failed takes the provider out of service."""
    require("identity.set_provider", by)
    values: dict[str, object] = {"checked_at": at, "error": error[:300]}
    if error:
        values["is_on"] = False
    Provider.objects.filter(pk=provider.pk, issuer=provider.issuer).update(**values)
    record("identity.check_provider", by=by, target=provider, succeeded=not error)


@transaction.atomic
def switch_provider(*, by: Actor, provider: Provider, on: bool) -> None:
    """Offer a provider on the sign-in page, or no more. Raises `RuleBroken` for one whose check did not succeed."""
    require("identity.set_provider", by)
    held = Provider.objects.select_for_update().get(pk=provider.pk)
    if on and (held.checked_at is None or held.error):
        raise RuleBroken("unchecked", _("Vérifiez d’abord ce fournisseur : sa dernière vérification n’a pas réussi."))
    if on and not held.secret:
        raise RuleBroken("no_secret", _("Le secret n’est plus lisible : écrivez-le à nouveau."), "secret")
    held.is_on = on
    held.save(update_fields=["is_on"])
    record("identity.switch_provider", by=by, target=held, on=on)


@transaction.atomic
def remove_provider(*, by: Actor, provider: Provider) -> None:
    """Remove a provider and its secret. The identities it proved stay, for the day it is set again."""
    require("identity.set_provider", by)
    held = Provider.objects.select_for_update().get(pk=provider.pk)
    record("identity.remove_provider", by=by, target=held, kind=held.kind, issuer=held.issuer)
    forget(held.issuer)
    held.delete()


def _clean(facts: dict[str, object]) -> dict[str, object]:
    """Return the facts as they are kept; raises `RuleBroken` for an issuer that may not be called."""
    issuer = str(facts["issuer"]).strip().removesuffix(WELL_KNOWN)
    parts = _checked_issuer(issuer)
    allowed = known_issuers(str(facts["kind"]))
    if allowed and issuer not in allowed:
        raise RuleBroken("issuer", _("Choisissez l’un des environnements de ce fournisseur."), "issuer")
    scopes = " ".join(dict.fromkeys(["openid", *str(facts["scopes"]).split()]))
    trusts = bool(facts["trusts_addresses"]) and facts["kind"] == Kind.OTHER
    return {**facts, "issuer": parts, "scopes": scopes, "trusts_addresses": trusts}


def _checked_issuer(issuer: str) -> str:
    try:
        parts = checked(issuer)
    except RuleBroken as error:
        raise RuleBroken(error.code, error.message, "issuer") from error
    if parts.query or parts.fragment:
        raise RuleBroken("issuer", _("L’adresse du fournisseur n’a ni « ? » ni « # »."), "issuer")
    return issuer


def _save(provider: Provider) -> None:
    try:
        with transaction.atomic():
            provider.save()
    except IntegrityError as error:
        message = _("Ce fournisseur est déjà dans la liste : modifiez-le plutôt.")
        raise RuleBroken("known", message, "issuer") from error
