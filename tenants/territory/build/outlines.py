"""The outlines drawn on maps, merged to the communes of today and simplified."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from tenants.territory.build.tables import HAUTS_DE_FRANCE, Admin
from tenants.territory.build.topology import Edges, Simplifier, centre_of, edges_of, merge, rings_of
from tenants.territory.files import full_name

COMMUNES_TOLERANCE = 0.0022  # degrees of latitude, about 245 m: small files, still faithful on a map of one commune
LARGE_TOLERANCE = 0.0016  # about 180 m: there are few of them, they can be finer


def read_features(folder: Path) -> list[dict[str, Any]]:
    """Read the communes of 2018, as GeoJSON features."""
    source = json.loads((folder / "communes-hauts-de-france.geojson").read_text(encoding="utf-8"))
    return list(source["features"])


def names_of_2018(features: Iterable[dict[str, Any]]) -> dict[str, str]:
    """INSEE code of 2018 → name."""
    return {feature["properties"]["code"]: feature["properties"]["nom"] for feature in features}


def current_communes(features: Iterable[dict[str, Any]], now: Mapping[str, str]) -> dict[str, Edges]:
    """Return the outline of each commune of today; ``now`` maps the codes of 2018 to today's."""
    parts: dict[str, list[Edges]] = defaultdict(list)
    for feature in features:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        parts[now[feature["properties"]["code"]]].append(edges_of(polygons))
    return {code: merge(areas) for code, areas in parts.items()}


def centres(areas: Mapping[str, Edges]) -> dict[str, tuple[float, float]]:
    """Return (latitude, longitude) of the centre of gravity of each area, four decimals."""
    found = {code: centre_of(rings_of(edges)) for code, edges in areas.items()}
    return {code: (round(latitude, 4), round(longitude, 4)) for code, (longitude, latitude) in found.items()}


def write_outlines(areas: Mapping[str, Edges], admin: Admin, static: Path) -> list[Path]:
    """Write the GeoJSON files of the région, its départements, its EPCI and, département by département, communes."""
    local = admin.local
    regions, departements = ({row["code"]: row["nom"] for row in rows} for rows in (admin.regions, admin.departements))
    groupings = {row["code"]: full_name(row["type"], row["nom"]) for row in admin.epci}
    communes = Simplifier(areas, COMMUNES_TOLERANCE)
    written = [
        _write_merged(areas, lambda code: HAUTS_DE_FRANCE, regions, static / "region.geojson"),
        _write_merged(
            areas, lambda code: str(local[code]["departement"]), departements, static / "departements.geojson"
        ),
        _write_merged(areas, admin.epci_of().__getitem__, groupings, static / "epci.geojson"),
    ]
    for departement in sorted({row["departement"] for row in local.values()}):
        members = sorted(code for code in areas if local[code]["departement"] == departement)
        features = (_feature(code, local[code]["nom"], communes) for code in members)
        written.append(_write(static / f"communes-{departement}.geojson", features))
    return written


def _write_merged(
    areas: Mapping[str, Edges], group: Callable[[str], str], names: Mapping[str, str], path: Path
) -> Path:
    groups: dict[str, list[Edges]] = defaultdict(list)
    for code, edges in areas.items():
        groups[group(code)].append(edges)
    simplifier = Simplifier({code: merge(parts) for code, parts in groups.items()}, LARGE_TOLERANCE)
    return _write(path, (_feature(code, names[code], simplifier) for code in sorted(groups)))


def _feature(code: str, name: str, simplifier: Simplifier) -> dict[str, object]:
    polygons = simplifier.polygons(code)
    single = len(polygons) == 1
    geometry = {"type": "Polygon" if single else "MultiPolygon", "coordinates": polygons[0] if single else polygons}
    return {"type": "Feature", "properties": {"code": code, "nom": name}, "geometry": geometry}


def _write(path: Path, features: Iterable[dict[str, object]]) -> Path:
    collection = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return path
