"""An operator signed in with a second factor, and rows of spaces without schemas."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.outbox.models import Delivery, Event
from platform_core.outbox.models import State as DeliveryState
from tenants.console.models import SpaceHealth
from tenants.opening.models import SpaceRequest
from tenants.opening.models import State as RequestState
from tenants.spaces.models import Kind, Space, State
from tests import making

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def operator(platform: None) -> User:
    return making.make_user("operatrice@example.org", "Odile", roles=[Role.OPERATOR])


@pytest.fixture
def browser(operator: User) -> making.ScopedClient:
    """A browser on the apex site, signed in with a second factor."""
    return signed_in(operator)


def signed_in(user: User, *, second_factor: bool = True) -> making.ScopedClient:
    browser = making.operator_browser()
    browser.force_login(user, backend=BACKEND)
    if second_factor:  # as allauth writes it once a code was given
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        session = browser.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return browser


def space_rows(count: int, **fields: object) -> list[Space]:
    """Make rows of spaces in service, without schemas: all that the lists of the console may read."""
    made = Space.objects.bulk_create(
        Space(
            **{
                "label": f"rang-{number:03}",
                "name": f"Espace {number:03}",
                "kind": Kind.COMMUNE,
                "organisation": "Commune",
                "contact_email": f"contact{number}@example.org",
                "founder_email": f"fondation{number}@example.org",
                "state": State.ACTIVE,
                "opened_at": timezone.now(),
                "delete_at": timezone.now() if fields.get("state") == State.SCHEDULED else None,
                **fields,
            }
        )
        for number in range(count)
    )
    SpaceHealth.objects.bulk_create(
        SpaceHealth(space=space, size_bytes=10**6, sized_at=timezone.now()) for space in made
    )
    return made


def held_request(**fields: object) -> SpaceRequest:
    """Make a request that waits for a decision."""
    known = {
        "state": RequestState.HELD,
        "kind": Kind.ASSOCIATION,
        "organisation": "Les Passeurs de haies",
        "name": "Les Passeurs de haies",
        "label": "passeurs-de-haies",
        "email": "bureau@passeurs.example.org",
        "confirmed_email": "bureau@passeurs.example.org",
        "public_name": "Le bureau",
        "charter_version": "1",
        "charter_accepted_at": timezone.now(),
        "submitted_at": timezone.now(),
        "token_hash": f"{SpaceRequest.objects.count():064}",
        "checks": [
            {"code": "lasting_address", "passed": True, "sentence": "L’adresse e-mail n’est pas jetable."},
            {"code": "number_given", "passed": False, "sentence": "Aucun numéro SIREN, SIRET ou RNA n’a été donné."},
        ],
    }
    return SpaceRequest.objects.create(**{**known, **fields})


def failed_delivery(consumer: str = "mail.send", error: str = "OSError: connection refused") -> Delivery:
    """Make, where one is, something that was given up."""
    event = Event.objects.create(name="mail.written", payload={"email_id": 1, "secret": "jamais montré"})
    return Delivery.objects.create(
        event=event, consumer=consumer, queue="default", state=DeliveryState.FAILED, attempts=12, error=error
    )
