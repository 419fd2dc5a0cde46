"""The words shared by the rules of opening a space: who can ask, and what a refusal is made of."""

from enum import StrEnum

from platform_core.identifiers import Problem
from tenants.territory.places import Kind

__all__ = ["OrganisationKind", "Problem"]


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
