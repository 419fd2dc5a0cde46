"""What is known of providers beforehand, and the limits of an exchange with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# Signatures by a private key that the provider alone has. `none`, and those by a shared secret (HS…), are not here: with
# them whoever knows the client's secret, or the public key taken for one, could write a token.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
ATTEMPT_LIFE = timedelta(minutes=10)  # from leaving for the provider to coming back
PENDING_LIFE = timedelta(minutes=30)  # an identity proved, that waits for its account
MOST_ATTEMPTS = 5  # of one session at once: several tabs
LEEWAY = 60  # seconds by which two clocks may differ
METADATA_LIFE = 3600  # seconds: what a provider says of itself, and its keys
REST = 30  # seconds before asking again a provider that did not answer
KEYS_EVERY = 60  # seconds at least between two readings of the keys because of an unknown one
MOST_KEYS = 50
LONGEST_SUBJECT = 255  # characters (OpenID Connect Core, 2)
SECRET_BYTES = 32  # of state, nonce and verifier: 43 characters, where 32 are the most that a provider asks for
TRIES, TRIES_EVERY = 200, 300  # departures of one address, in seconds: a room full of people may share one
MOST_PROVIDERS = 8


class Kind(models.TextChoices):
    """Whose provider it is."""

    FRANCECONNECT = "franceconnect", "FranceConnect"
    PROCONNECT = "proconnect", "ProConnect"
    OTHER = "other", _("Un autre fournisseur (OpenID Connect)")


@dataclass(frozen=True)
class Preset:
    """What a kind of provider imposes.

    `issuers`: (label, issuer) of its environments, the one in service first. `says_more`: a page that explains it, which
    its charter asks for. Neither of the State's vouches that the e-mail address it gives is its holder's.
    """

    scopes: str
    issuers: tuple[tuple[object, str], ...] = ()
    acr_values: str = ""
    signs_out: bool = False
    says_more: str = ""
    help_url: str = ""


IN_SERVICE, TRIAL = _("En service"), _("Intégration (essais)")
# FranceConnect v2: https://docs.partenaires.franceconnect.gouv.fr (endpoints; scopes; acr_values and sign-out required).
# ProConnect: https://partenaires.proconnect.gouv.fr/docs (no parameter may be added to those it lists).
PRESETS = {
    Kind.FRANCECONNECT: Preset(
        scopes="openid email",
        issuers=(
            (IN_SERVICE, "https://oidc.franceconnect.gouv.fr/api/v2"),
            (TRIAL, "https://fcp-low.integ01.dev-franceconnect.fr/api/v2"),
        ),
        acr_values="eidas1",
        signs_out=True,
        says_more="https://franceconnect.gouv.fr/",
        help_url="https://docs.partenaires.franceconnect.gouv.fr/",
    ),
    Kind.PROCONNECT: Preset(
        scopes="openid email",
        issuers=(
            (IN_SERVICE, "https://auth.agentconnect.gouv.fr/api/v2"),
            (TRIAL, "https://fca.integ01.dev-agentconnect.fr/api/v2"),
        ),
        signs_out=True,
        says_more="https://www.proconnect.gouv.fr/",
        help_url="https://partenaires.proconnect.gouv.fr/",
    ),
    Kind.OTHER: Preset(scopes="openid email"),
}


def known_issuers(kind: str) -> list[str]:
    """Return the issuers of a kind; none for one that is free."""
    return [issuer for _label, issuer in PRESETS[Kind(kind)].issuers]
