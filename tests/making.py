"""Make what tests need, through the same operations as people."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from consultations.process.modality import register_address
from consultations.process.models import Consultation, Contribution, State, Step, Theme
from platform_core.access import System
from platform_core.accounts.models import User
from tenants.postgresql.current import connection
from tenants.spaces.models import Kind, Space
from tenants.spaces.operations import build_space, reserve_space
from tenants.spaces.preparing import prepare
from tenants.spaces.scopes import entered, platform

SYSTEM = System("tests")
KIND = "test_kind"  # contributions of no modality, so that capabilities are tested alone
register_address(KIND, lambda contribution: f"/essai/{contribution.pk}/")
PASSWORD = "une phrase de passe assez longue"


def owner_dsn(name: str) -> dict[str, Any]:
    """Return how the owner connects to a database."""
    given = connections["owner"].settings_dict
    wanted = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    return {**{key: value for key, value in wanted.items() if value}, "dbname": name}


def make_database(name: str) -> None:
    """Create an empty database and prepare it as a deployment does."""
    drop_database(name)
    with psycopg.connect(**owner_dsn("postgres"), autocommit=True) as owner:
        owner.execute(f'CREATE DATABASE "{name}"')
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name
    prepare()


def drop_database(name: str) -> None:
    """Drop the database and the roles of its schemas."""
    for alias in connections:
        connections[alias].close()
    with psycopg.connect(**owner_dsn("postgres"), autocommit=True) as owner:
        for patience in range(20, -1, -1):
            try:
                owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                break
            except (
                psycopg.errors.InsufficientPrivilege
            ):  # PostgreSQL's own cleaning is at work there: it ends by itself
                if not patience:
                    raise
                time.sleep(0.5)
        roles = owner.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [f"{name}_"]).fetchall()
        for (role,) in roles:
            owner.execute(f'DROP ROLE "{role}"')


def in_platform() -> Any:
    """Enter the platform."""
    return platform()


@contextmanager
def in_space(space: Space) -> Iterator[Space]:
    """Enter a space."""
    with entered(space):
        yield space


def make_space(label: str, *, is_open: bool = True, **facts: Any) -> Space:
    """Build a space as the worker does after a request was accepted, opened to the public unless it is said otherwise."""
    known = {
        "name": label.title(),
        "kind": Kind.COMMUNE,
        "organisation": label.title(),
        "contact_email": f"contact@{label}.example.org",
        "founder_email": f"fondation@{label}.example.org",
        "founder_name": "Équipe",
        **facts,
    }
    with platform():
        space = reserve_space(by=SYSTEM, label=label, **known)
        space = build_space(by=SYSTEM, space=space)
        if is_open:
            space.opened_at = timezone.now()
            Space.objects.filter(pk=space.pk).update(opened_at=space.opened_at)
        return space


def make_user(email: str, public_name: str = "", *, roles: list[str] | None = None, password: str = PASSWORD) -> User:
    """Make an account whose address is confirmed."""
    user = User.objects.create_user(email, password, public_name=public_name, roles=roles or [])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_consultation(**fields: Any) -> Consultation:
    """Make a published consultation with one theme."""
    made = Consultation.objects.create(
        **{
            "title": "Nature en ville",
            "slug": "nature-en-ville",
            "subject": "Où planter, où ouvrir les rivières ?",
            "outcome": "Un plan de plantation voté en conseil.",
            "answered_by": "Le conseil municipal",
            "answer_due_on": timezone.now().date() + timedelta(days=200),
            "state": State.PUBLISHED,
            "published_at": timezone.now(),
            **fields,
        }
    )
    Theme.objects.create(consultation=made, title="Arbres", slug="arbres")
    return made


def make_step(consultation: Consultation, modality: str, *, opens: int = -1, closes: int = 30, **fields: Any) -> Step:
    """Make a step that opens and closes that many days from now."""
    now = timezone.now()
    return Step.objects.create(
        **{
            "consultation": consultation,
            "modality": modality,
            "title": "Étape",
            "opens_at": now + timedelta(days=opens),
            "closes_at": now + timedelta(days=closes),
            **fields,
        }
    )


def make_contribution(step: Step, author: User | None = None, **fields: Any) -> Contribution:
    """Make a published contribution of the tests' own kind."""
    known = {"kind": KIND, "title": "Planter rue Solférino", "body": "Des tilleuls.", "published_at": timezone.now()}
    return Contribution.objects.create(step=step, consultation=step.consultation, author=author, **{**known, **fields})


class Visit:
    """Browsers on a space."""

    def __init__(self, space: Space) -> None:
        self.space = space

    def __call__(self, user: User | None = None, *, at: Space | None = None, **extra: Any) -> Client:
        """Return a browser on a space, signed in as someone or not. Requests leave the test's scope as they found it."""
        place = at or self.space
        client = ScopedClient(place, **extra)
        if user is not None:
            with entered(place):
                client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


class ScopedClient(Client):
    """A test browser on one host; the request enters and leaves its own scope, then the test is back in its own."""

    def __init__(self, place: Space | None, **extra: Any) -> None:
        host = place.host if place is not None else settings.APEX_HOST
        super().__init__(headers={"host": host}, **extra)
        self.defaults["wsgi.url_scheme"] = "https"

    def request(self, **request: Any) -> Any:
        before = connection.tenant
        try:
            return super().request(**request)
        finally:
            if before is not None:
                connection.set_tenant(before)
            else:
                connection.leave_scope()


def operator_browser() -> ScopedClient:
    """Return a browser on the apex site."""
    return ScopedClient(None)
