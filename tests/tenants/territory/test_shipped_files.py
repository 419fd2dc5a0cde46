"""The committed files are sound: sizes, keys, outlines, checksums of numbers."""

import json
from itertools import chain
from typing import Any

import pytest
from stdnum.fr import siren

from tenants.territory import files, queries

STATIC = files.DATA.parent / "static" / "territory"


def outline(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((STATIC / f"{name}.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["code"]: feature["geometry"] for feature in loaded["features"]}


def rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return list(chain.from_iterable(geometry["coordinates"]))


def test_the_files_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in STATIC.iterdir()}
    assert sizes["departements.geojson"] < 60_000
    assert sizes["region.geojson"] < 60_000
    assert max(sizes.values()) < 400_000
    assert sum(path.stat().st_size for path in files.DATA.rglob("*") if path.is_file()) < 2_000_000


def test_every_siren_is_valid_and_the_lines_are_in_order() -> None:
    lines = files.french_communes()
    assert len(lines) == 34_875
    assert list(lines) == sorted(lines)
    assert all(siren.is_valid(line[:9]) for line in lines)
    assert all(siren.is_valid(number) for number in files.epci())
    assert all(siren.is_valid(one.siren) for one in files.upper_authorities())
    assert all(siren.is_valid(number) for number in files.authority_domains())


def test_the_detail_of_the_region_agrees_with_the_list_of_france() -> None:
    by_insee = {line.split(",")[1]: line[:9] for line in files.french_communes()}
    assert all(by_insee[one.insee] == one.siren for one in files.communes().values())


@pytest.mark.parametrize("departement", ["02", "59", "60", "62", "80"])
def test_every_commune_has_a_closed_outline(departement: str) -> None:
    drawn = outline(f"communes-{departement}")
    assert set(drawn) == {one.insee for one in queries.communes(departement=departement)}
    for geometry in drawn.values():
        for ring in rings(geometry):
            assert len(ring) >= 4
            assert ring[0] == ring[-1]


def outline_names(name: str) -> dict[str, str]:
    loaded = json.loads((STATIC / f"{name}.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["code"]: feature["properties"]["nom"] for feature in loaded["features"]}


def test_outlines_bear_the_names_people_read() -> None:
    assert outline_names("region") == {"32": "Hauts-de-France"}
    assert outline_names("departements") == {one.code: one.name for one in queries.local_departements()}
    assert outline_names("epci") == {one.siren: one.name for one in queries.local_epci()}
    assert outline_names("communes-80") == {one.insee: one.name for one in queries.communes(departement="80")}


def test_larger_outlines_are_all_there() -> None:
    assert set(outline("region")) == {"32"}
    assert set(outline("departements")) == {"02", "59", "60", "62", "80"}
    assert set(outline("epci")) == {one.siren for one in queries.local_epci()}


def test_neighbours_share_exactly_the_same_border() -> None:
    lille, lambersart = (
        {tuple(point) for ring in rings(outline("communes-59")[code]) for point in ring} for code in ("59350", "59328")
    )
    assert len(lille & lambersart) >= 2
