"""What one more space costs when there are 10, 100 and 1,000: opening, migrating, reading a page, memory, connections."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from tests.bench.measuring import say, start, timed
from tests.bench.pages import cost, get, server

if TYPE_CHECKING:
    from tenants.spaces.models import Space

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10,100,1000").split(",")]
VISITED = 100  # spaces read through the server before its memory is looked at
UNDONE = """
SET LOCAL search_path TO "{0}", extensions;
ALTER TABLE process_contribution DROP COLUMN supports_imported;
DELETE FROM django_migrations WHERE app = 'process' AND name = '0004_supports_imported';
"""


def main() -> None:
    """Print one line for each number of spaces."""
    start()
    from tests import making

    say(
        f"{'spaces':>7} {'open one':>10} {'no-op':>8} {'one column':>11} {'a page':>9} {'server processes':>18} {'connections':>12}"
    )
    spaces: list[Space] = []
    for size in SIZES:
        opened = [
            timed(lambda: spaces.append(making.make_space(f"espace-{len(spaces)}")))
            for _n in range(size - len(spaces))
        ]
        say(line(spaces, statistics.median(opened[-5:])))


def line(spaces: list[Space], opening: float) -> str:
    """Return the figures at this number of spaces: seconds, milliseconds, MB a process, connections."""
    from tests import making

    nothing = timed(migrate)
    for space in spaces:
        undo(space)
    column = timed(migrate)
    reader = making.ScopedClient(spaces[0])
    reader.cookies["someone"] = "1"  # the page made anew, not one kept for visitors
    _statements, page = cost(reader, "/")
    with server() as process:
        for space in random.sample(spaces, min(VISITED, len(spaces))):
            get(space.host, "/")
        memory, links = memory_of(process), connections()
    return f"{len(spaces):7} {opening:8.2f} s {nothing:6.2f} s {column:9.2f} s {page:6.1f} ms {memory:>18} {links:12}"


def migrate() -> None:
    """Bring all spaces up to date; fails loudly if one cannot be."""
    from tenants.spaces.migrating import migrate_spaces

    errors = [one.error for one in migrate_spaces() if one.error]
    if errors:
        raise SystemExit(errors[0])


def undo(space: Space) -> None:
    """Take the column back out of a space."""
    from django.db import transaction

    from tenants.postgresql.owner import owner_connection

    owner = owner_connection()
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute(UNDONE.format(space.schema_name))
    owner.search_path_set_schemas = None


def memory_of(process: subprocess.Popen[bytes]) -> str:
    """Return the memory (MB, resident) of each server process."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    pages = [int(Path(f"/proc/{child}/statm").read_text(encoding="ascii").split()[1]) for child in children]
    return ", ".join(f"{count * os.sysconf('SC_PAGE_SIZE') // 2**20} MB" for count in pages)


def connections() -> int:
    """Return how many connections the database holds, whoever opened them."""
    from tests import making

    with making.in_platform(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
