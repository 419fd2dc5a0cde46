"""The tables of places: communes, EPCI, départements and régions."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HAUTS_DE_FRANCE = "32"
Row = dict[str, Any]


@dataclass(frozen=True)
class Admin:
    """The administrative division: current communes by INSEE code, then lists.

    ``former`` holds the communes that were merged and keep a name (déléguées, associées).
    """

    communes: dict[str, Row]
    former: list[Row]
    epci: list[Row]
    departements: list[Row]
    regions: list[Row]

    @property
    def local(self) -> dict[str, Row]:
        """The communes of Hauts-de-France, by INSEE code."""
        return {code: row for code, row in self.communes.items() if row["region"] == HAUTS_DE_FRANCE}

    def epci_of(self) -> dict[str, str]:
        """INSEE code of a commune → SIREN of its EPCI."""
        return {member["code"]: epci["code"] for epci in self.epci for member in epci["membres"]}

    def former_names(self, of_2018: Mapping[str, str]) -> dict[str, list[str]]:
        """INSEE code → names of the communes it has absorbed; ``of_2018`` maps the codes of 2018 to names."""
        now = self.merged_codes()
        pairs = {(row["chefLieu"], row["nom"]) for row in self.former}
        pairs |= {(now[code], name) for code, name in of_2018.items() if now[code] != code}
        names: dict[str, list[str]] = {}
        for code, name in sorted(pairs):
            if name != self.communes[code]["nom"]:
                names.setdefault(code, []).append(name)
        return names

    def merged_codes(self) -> dict[str, str]:
        """INSEE code of a commune that was merged, or is current → INSEE code of the commune it is today."""
        now = {code: code for code in self.communes}
        for code, row in self.communes.items():
            for old in row.get("anciensCodes", ()):
                now.setdefault(old, code)
        return now


def read_sources(folder: Path) -> Admin:
    """Read the four JSON files of ``@etalab/decoupage-administratif``."""
    communes, epci, departements, regions = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("communes", "epci", "departements", "regions")
    )
    current = {row["code"]: row for row in communes if row["type"] == "commune-actuelle"}
    former = [row for row in communes if row["type"] in {"commune-deleguee", "commune-associee"}]
    return Admin(current, former, epci, departements, regions)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a UTF-8 CSV with LF line ends, so that two builds of the same sources are the same bytes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_tables(
    admin: Admin,
    centres: Mapping[str, tuple[float, float]],
    former: Mapping[str, list[str]],
    data: Path,
) -> list[Path]:
    """Write the five tables; ``centres`` maps INSEE codes to (latitude, longitude), ``former`` to former names."""
    return [
        _write_local_communes(admin, centres, former, data / "communes-hauts-de-france.csv"),
        write_csv(
            data / "communes-france.csv",
            ("siren", "insee", "name"),
            sorted((row["siren"], code, row["nom"]) for code, row in admin.communes.items() if "siren" in row),
        ),
        write_csv(
            data / "epci-france.csv",
            ("siren", "type", "name", "population"),
            sorted((row["code"], row["type"], row["nom"], row["populationMunicipale"]) for row in admin.epci),
        ),
        write_csv(
            data / "departements.csv",
            ("code", "name", "region"),
            sorted((row["code"], row["nom"], row.get("region", row["code"])) for row in admin.departements),
        ),
        write_csv(data / "regions.csv", ("code", "name"), sorted((row["code"], row["nom"]) for row in admin.regions)),
    ]


LOCAL_HEADER = (
    *("insee", "name", "departement", "epci", "siren", "postcodes", "population", "latitude", "longitude", "former"),
)


def _write_local_communes(
    admin: Admin,
    centres: Mapping[str, tuple[float, float]],
    former: Mapping[str, list[str]],
    path: Path,
) -> Path:
    epci_of = admin.epci_of()
    rows = (
        (
            code,
            row["nom"],
            row["departement"],
            epci_of[code],
            row["siren"],
            " ".join(sorted(row["codesPostaux"])),
            row["population"],
            *centres[code],
            "|".join(former.get(code, ())),
        )
        for code, row in sorted(admin.local.items())
    )
    return write_csv(path, LOCAL_HEADER, rows)
