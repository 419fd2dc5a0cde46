"""``python -m tenants.territory.build SOURCES``: rewrite ``data/`` and ``static/territory/`` from the public sources.

SOURCES is a folder that holds the four downloads named in ``data/README.md``.
"""

import argparse
import sys
from pathlib import Path

from tenants.territory.build import mail, outlines, tables

HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    """Read the sources and write every generated file, saying what was written."""
    parser = argparse.ArgumentParser(prog="tenants.territory.build", description=__doc__)
    parser.add_argument("sources", type=Path)
    sources: Path = parser.parse_args().sources
    data, static = HERE / "data", HERE / "static" / "territory"
    admin = tables.read_sources(sources / "decoupage-administratif-2026")
    features = outlines.read_features(sources / "france-geojson-2018")
    areas = outlines.current_communes(features, admin.merged_codes())
    former = admin.former_names(outlines.names_of_2018(features))
    written = [
        *tables.write_tables(admin, outlines.centres(areas), former, data),
        *mail.write_mail_domains(sources, admin, data),
        *outlines.write_outlines(areas, admin, static),
    ]
    for path in written:
        sys.stdout.write(f"{path.relative_to(HERE)}  {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
