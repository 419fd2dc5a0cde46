"""Reads of providers and identities."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from platform_core import scope
from platform_core.accounts.models import User
from platform_core.identity.models import Identity, Provider


def providers() -> QuerySet[Provider]:
    """Return all providers of the space, each with `people`: how many accounts are joined to it."""
    same = Identity.objects.filter(issuer=OuterRef("issuer")).order_by().values("issuer")
    return Provider.objects.annotate(people=Coalesce(Subquery(same.annotate(n=Count("pk")).values("n")), 0))


def offered() -> list[Provider]:
    """Return the providers by which one may sign in; none on the platform, which has none."""
    return list(Provider.objects.filter(is_on=True)) if scope.in_space() else []


def identity_at(issuer: str, subject: str) -> Identity | None:
    """Return the identity known under a subject at an issuer, with its account."""
    return Identity.objects.select_related("user").filter(issuer=issuer, subject=subject).first()


def identities_of(user: User) -> list[Identity]:
    """Return the identities joined to an account, the first joined first."""
    return list(Identity.objects.filter(user=user))


def joinable(user: User) -> list[Provider]:
    """Return the providers in service to which an account is not joined."""
    return [one for one in offered() if one.issuer not in {known.issuer for known in identities_of(user)}]
