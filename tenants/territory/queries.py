"""What the rest of the platform asks about the territory. Nothing here reads a database or the network."""

from bisect import bisect_left
from dataclasses import replace
from functools import cache
from statistics import fmean as mean

from tenants.territory import files
from tenants.territory.folding import fold, french_order
from tenants.territory.places import Commune, Departement, Epci, Kind, Organisation, Region
from tenants.territory.search import Entry, Index

HAUTS_DE_FRANCE = "32"


def commune(insee: str) -> Commune | None:
    """Return the commune of Hauts-de-France with this INSEE code."""
    return files.communes().get(insee)


def epci(siren: str) -> Epci | None:
    """Return the French EPCI with this SIREN."""
    return files.epci().get(siren)


def departement(code: str) -> Departement | None:
    """Return the département with this number (“02”, “2A”, “974”)."""
    return files.departements().get(code)


def region(code: str) -> Region | None:
    """Return the région with this code (“32”)."""
    return files.regions().get(code)


def communes(*, departement: str | None = None, epci: str | None = None) -> list[Commune]:
    """Return communes of Hauts-de-France in French alphabetical order, all or those of a département or an EPCI."""
    return [one for one in _communes_in_order() if departement in (None, one.departement) and epci in (None, one.epci)]


def local_epci() -> list[Epci]:
    """Return the EPCI with at least one commune in Hauts-de-France, in French alphabetical order."""
    sirens = {one.epci for one in files.communes().values()}
    return sorted((files.epci()[siren] for siren in sirens), key=lambda one: french_order(one.name))


def local_departements() -> list[Departement]:
    """Return the départements of Hauts-de-France in order of number."""
    return [one for one in files.departements().values() if one.region == HAUTS_DE_FRANCE]


def in_hauts_de_france(code: str) -> bool:
    """Tell whether an INSEE code, a département or région code or a SIREN is in (or partly in) Hauts-de-France."""
    return code in _local_codes()


def find_communes(query: str, limit: int = 10) -> list[Commune]:
    """Return the communes of Hauts-de-France that answer a query, the most likely first.

    ``query`` is the beginning of a name or of one of its words, a postcode, an INSEE code, or a name and a number
    together (“saint omer 62”). Case, accents, hyphens and apostrophes do not count, “st” is “saint”.
    """
    return [files.communes()[code] for code in _commune_index().search(query, limit)]


def find_organisations(kind: Kind | str, query: str, limit: int = 10) -> list[Organisation]:
    """Return the territorial authorities of one kind that answer a query (a name, a code, a SIREN), the best first.

    A name is looked for in Hauts-de-France; a SIREN anywhere in France. An empty query lists régions and
    départements, which are few, and nothing else.
    """
    kind = Kind(kind)
    number = "".join(query.split())
    if number.isdecimal() and len(number) == 9:  # noqa: PLR2004 - the length of a SIREN
        found = organisation_by_siren(number)
        return [found] if found and found.kind is kind else []
    if not fold(query) and kind in {Kind.REGION, Kind.DEPARTEMENT}:
        return [one for one in upper_authorities() if one.kind is kind][:limit]
    if kind is Kind.COMMUNE:
        return [organisation_of(one) for one in find_communes(query, limit)]
    by_code = {one.code: one for one in _organisations(kind)}
    return [by_code[code] for code in _organisation_index(kind).search(query, limit)]


def organisation_by_siren(siren: str) -> Organisation | None:
    """Return the commune or EPCI of France, or the région or département of Hauts-de-France, with this SIREN."""
    if siren in files.epci():
        return _epci_organisation(files.epci()[siren])
    upper = next((one for one in upper_authorities() if one.siren == siren), None)
    return upper or _commune_by_siren(siren)


def organisation(kind: Kind | str, code: str) -> Organisation | None:
    """Return the authority of this kind with this code (see ``Organisation.code``); None when there is none."""
    if kind == Kind.COMMUNE:
        found = commune(code)
        return organisation_of(found) if found else _commune_elsewhere(code)
    if kind == Kind.EPCI:
        return _epci_organisation(files.epci()[code]) if code in files.epci() else None
    return next((one for one in upper_authorities() if (one.kind, one.code) == (kind, code)), None)


def organisation_of(one: Commune) -> Organisation:
    """Return a commune as an organisation."""
    where = files.departements()[one.departement].name
    centre = (one.latitude, one.longitude)
    return Organisation(Kind.COMMUNE, one.insee, one.siren, one.name, where, one.population, centre)


def _commune_by_siren(siren: str) -> Organisation | None:
    lines = files.french_communes()
    position = bisect_left(lines, siren)
    if position == len(lines) or not siren or lines[position].split(",", 1)[0] != siren:
        return None
    return _from_line(lines[position])


def _commune_elsewhere(insee: str) -> Organisation | None:
    """Look a commune up by INSEE code in the list of France, which is in order of SIREN: all of it is read (3 ms)."""
    line = next((line for line in files.french_communes() if line[10:].startswith(f"{insee},")), None)
    return _from_line(line) if line and insee else None


def _from_line(line: str) -> Organisation:
    siren, insee, name = line.split(",", 2)
    local = commune(insee)
    if local:
        return organisation_of(local)
    place = files.departements().get(insee[:3]) or files.departements().get(insee[:2])
    return Organisation(Kind.COMMUNE, insee, siren, name.strip('"'), where=place.name if place else "")


@cache
def upper_authorities() -> tuple[Organisation, ...]:
    """Return the Région Hauts-de-France and its five départements, with inhabitants and the middle of their communes."""
    found = []
    for one in files.upper_authorities():
        members = [
            member for member in files.communes().values() if one.kind is Kind.REGION or member.departement == one.code
        ]
        centre = (mean(member.latitude for member in members), mean(member.longitude for member in members))
        population = sum(member.population for member in members)
        found.append(replace(one, population=population, centre=(round(centre[0], 4), round(centre[1], 4))))
    return tuple(found)


def _epci_organisation(one: Epci) -> Organisation:
    members = [member for member in files.communes().values() if member.epci == one.siren]
    if not members:
        return Organisation(Kind.EPCI, one.siren, one.siren, one.name, where="", population=one.population)
    codes = sorted({member.departement for member in members})
    where = ", ".join(files.departements()[code].name for code in codes)
    return Organisation(Kind.EPCI, one.siren, one.siren, one.name, where, one.population, _centre_of(members))


def _centre_of(members: list[Commune]) -> tuple[float, float]:
    """Return the centre of a grouping, each commune weighing its inhabitants: it falls near its main town."""
    weight = sum(member.population for member in members) or 1
    latitude = sum(member.latitude * member.population for member in members) / weight
    longitude = sum(member.longitude * member.population for member in members) / weight
    return round(latitude, 4), round(longitude, 4)


@cache
def _communes_in_order() -> tuple[Commune, ...]:
    return tuple(sorted(files.communes().values(), key=lambda one: french_order(one.name)))


@cache
def _local_codes() -> frozenset[str]:
    all_communes = files.communes().values()
    return frozenset(
        {HAUTS_DE_FRANCE}
        | {one.insee for one in all_communes}
        | {one.siren for one in all_communes}
        | {one.epci for one in all_communes}
        | {one.departement for one in all_communes}
        | {one.siren for one in files.upper_authorities()},
    )


@cache
def _commune_index() -> Index:
    names = {code: place.name for code, place in files.departements().items()}
    return Index(
        Entry(one.insee, one.name, one.population, (one.insee, *one.postcodes), names[one.departement], one.former)
        for one in files.communes().values()
    )


@cache
def _organisations(kind: Kind) -> tuple[Organisation, ...]:
    if kind is Kind.EPCI:
        return tuple(_epci_organisation(one) for one in local_epci())
    return tuple(one for one in upper_authorities() if one.kind is kind)


@cache
def _organisation_index(kind: Kind) -> Index:
    return Index(
        Entry(one.code, one.name, one.population or 0, (one.code, one.siren), one.where)
        for one in _organisations(kind)
    )
