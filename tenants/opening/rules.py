"""The words shared by the rules of opening a space: who can ask, and what a refusal is made of."""

from dataclasses import dataclass
from enum import StrEnum

from tenants.territory.places import Kind


class OrganisationKind(StrEnum):
    """Who can open a space; the first four are territorial authorities, known by the official lists."""

    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"
    COMMUNE = "commune"
    ASSOCIATION = "association"
    OTHER = "other"

    @property
    def authority(self) -> Kind | None:
        """The kind of territorial authority, None for associations and others."""
        return None if self in {OrganisationKind.ASSOCIATION, OrganisationKind.OTHER} else Kind(self.value)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something typed cannot be accepted: a stable code, and a sentence in French that says what to do."""

    code: str
    message: str
