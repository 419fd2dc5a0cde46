"""From a request's row to what the rules and the new space need to know of the organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from platform_core.identifiers import Identifier, IdentifierKind
from tenants.opening.ladder import Claim
from tenants.opening.models import SpaceRequest
from tenants.territory import mail, queries
from tenants.territory.folding import fold
from tenants.territory.places import Commune, Organisation

POSTCODE = re.compile(r"\b\d{5}\b")
SEVERAL = 12  # communes offered when what was typed is not precise enough


def official(request: SpaceRequest) -> Organisation | None:
    """Return the authority chosen in the official lists."""
    kind = request.organisation_kind.authority
    return queries.organisation(kind, request.organisation_code) if kind and request.organisation_code else None


def in_official_domain(request: SpaceRequest, email: str) -> bool:
    """Tell whether an address is in the organisation's own mail domain."""
    authority = official(request)
    known = mail.official_domains(authority) if authority else []
    return any(one.proves and mail.within(mail.domain_of(email), one.domain) for one in known)


def identifier_of(request: SpaceRequest) -> Identifier | None:
    """Return the number given, if any."""
    if not request.identifier:
        return None
    return Identifier(IdentifierKind(request.identifier_kind), request.identifier)


def claim_of(request: SpaceRequest) -> Claim:
    """Return what the ladder examines; only addresses proved by a code count."""
    return Claim(
        kind=request.organisation_kind,
        name=request.name,
        label=request.label,
        email=request.confirmed_email,
        organisation=official(request),
        identifier=None if request.organisation_kind.authority else identifier_of(request),
        official_email=request.official_email,
    )


def space_facts(request: SpaceRequest) -> dict[str, object]:
    """Return what the new space says of its organiser."""
    facts: dict[str, object] = {
        "name": request.name,
        "kind": request.kind,
        "organisation": request.organisation,
        "identifier_kind": request.identifier_kind,
        "identifier": request.identifier,
        "contact_email": request.contact_email,
        "founder_email": request.email,
        "founder_name": request.public_name,
    }
    commune = queries.commune(request.commune) if request.commune else None
    if commune:
        facts |= {"insee": commune.insee, "postcode": commune.postcodes[0] if commune.postcodes else ""}
        facts |= {"latitude": commune.latitude, "longitude": commune.longitude}
        return facts
    authority = official(request)
    if authority and authority.centre:
        facts |= {"latitude": authority.centre[0], "longitude": authority.centre[1]}
    return facts


@dataclass(frozen=True)
class Found:
    """What was found for a commune as typed: one, or several to choose from."""

    one: Commune | None
    several: list[Commune]


def find_commune(typed: str) -> Found:
    """Return the commune meant by a name, a postcode or both (“Arras”, “62000”, “Arras 62000”), or the candidates."""
    several = queries.find_communes(typed, SEVERAL)
    if len(several) == 1:
        return Found(several[0], several)
    name = fold(POSTCODE.sub("", typed))
    numbers = set(POSTCODE.findall(typed))
    exact = [one for one in several if fold(one.name) == name and numbers <= set(one.postcodes)]
    return Found(exact[0] if len(exact) == 1 else None, several)
