"""Reading the shipped files: each is read once, when first asked for, and kept."""

import csv
from functools import cache
from pathlib import Path

from tenants.territory.places import Commune, Departement, Epci, Kind, Organisation, Region

DATA = Path(__file__).resolve().parent / "data"

_EPCI_TYPES = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def communes() -> dict[str, Commune]:
    """Return the communes of Hauts-de-France by INSEE code."""
    return {
        row["insee"]: Commune(
            insee=row["insee"],
            name=row["name"],
            departement=row["departement"],
            epci=row["epci"],
            siren=row["siren"],
            postcodes=tuple(row["postcodes"].split()),
            population=int(row["population"]),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            former=tuple(name for name in row["former"].split("|") if name),
        )
        for row in _rows("communes-hauts-de-france.csv")
    }


@cache
def french_communes() -> tuple[str, ...]:
    """Return every French commune that has a SIREN, as lines “siren,insee,name” in order of SIREN.

    Text lines take a tenth of the memory of objects, and a sorted tuple is searched by halves.
    """
    return tuple((DATA / "communes-france.csv").read_text(encoding="utf-8").splitlines()[1:])


@cache
def epci() -> dict[str, Epci]:
    """Return every French EPCI by SIREN, its type written in full in its name."""
    return {
        row["siren"]: Epci(
            siren=row["siren"],
            type=row["type"],
            name=full_name(row["type"], row["name"]),
            population=int(row["population"]),
        )
        for row in _rows("epci-france.csv")
    }


def full_name(epci_type: str, name: str) -> str:
    """Return the name of an EPCI with its type in full: “CA du Boulonnais”, of type CA, is written out."""
    short = f"{epci_type} "
    return f"{_EPCI_TYPES[epci_type]} {name.removeprefix(short)}" if name.startswith(short) else name


@cache
def departements() -> dict[str, Departement]:
    """Return every département by number."""
    return {row["code"]: Departement(**row) for row in _rows("departements.csv")}


@cache
def regions() -> dict[str, Region]:
    """Return every région by code."""
    return {row["code"]: Region(**row) for row in _rows("regions.csv")}


@cache
def upper_authorities() -> tuple[Organisation, ...]:
    """Return the Région Hauts-de-France and its five départements, as organisations."""
    return tuple(
        Organisation(Kind(row["kind"]), row["code"], row["siren"], row["name"], where="Hauts-de-France")
        for row in _rows("authorities.csv")
        if row["kind"] != Kind.EPCI
    )


@cache
def authority_domains() -> dict[str, frozenset[str]]:
    """Return the known mail domains of régions, départements and EPCI, by SIREN."""
    return {row["siren"]: frozenset(row["domains"].split()) for row in _rows("authorities.csv")}


@cache
def town_hall_domains() -> dict[str, tuple[str, str]]:
    """Return (mail domain, standing) of town halls by INSEE code; see ``data/README.md`` for the standings."""
    return {row["insee"]: (row["domain"], row["standing"]) for row in _rows("mail/town-halls.csv")}


@cache
def domain_list(name: str) -> frozenset[str]:
    """Return a list of mail domains: ``free``, ``disposable`` or ``public-bodies``."""
    return frozenset((DATA / "mail" / f"{name}.txt").read_text(encoding="utf-8").split())
