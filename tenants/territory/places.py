"""The shapes of places: what the shipped files describe, read-only."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of territorial authority that the official lists know."""

    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of Hauts-de-France, in detail.

    ``epci`` and ``siren`` are SIREN numbers, ``population`` inhabitants (legal population, INSEE), ``latitude`` and
    ``longitude`` degrees (WGS 84) of the centre of gravity of its outline, ``former`` the names of the communes it has
    absorbed.
    """

    insee: str
    name: str
    departement: str
    epci: str
    siren: str
    postcodes: tuple[str, ...]
    population: int
    latitude: float
    longitude: float
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Epci:
    """A grouping of communes with its own taxes; ``type`` is CC, CA, CU, METRO or MET69."""

    siren: str
    type: str
    name: str
    population: int


@dataclass(frozen=True, slots=True)
class Departement:
    """A département; ``region`` is the code of its région."""

    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Region:
    """A région."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A territorial authority, whatever its kind, as someone opening a space looks for it.

    ``code`` is the INSEE code of a commune, the SIREN of an EPCI, the number of a département or a région; ``siren``
    is empty for the few overseas authorities that have none. ``where`` places it among homonyms. ``population`` and
    ``centre`` (latitude, longitude) are known in Hauts-de-France only.
    """

    kind: Kind
    code: str
    siren: str
    name: str
    where: str
    population: int | None = None
    centre: tuple[float, float] | None = None
