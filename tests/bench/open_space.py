"""Seconds and statements to open a space, against running the migrations as django-tenants does by default."""

from __future__ import annotations

from functools import partial

from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.bench.measuring import say, spread, start, timed

SPACES = 20
BY_DEFAULT = 3


def main() -> None:
    """Measure both ways in one run."""
    start()
    from platform_core.access import System
    from tenants.postgresql.owner import migrate_schema, owner_connection
    from tenants.postgresql.schemas import drop_schema, random_schema_name
    from tenants.spaces.operations import delete_space
    from tenants.spaces.scopes import platform
    from tests import making

    opened = []

    def open_one(n: int) -> None:
        opened.append(making.make_space(f"mesure-{n}"))

    ours = [timed(partial(open_one, n)) for n in range(SPACES)]
    with CaptureQueriesContext(connections["default"]) as app, CaptureQueriesContext(connections["owner"]) as owner:
        opened.append(making.make_space("mesure-compte"))

    def by_default() -> None:
        with owner_connection().cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA "{names[-1]}"')
        migrate_schema(names[-1])

    names: list[str] = []
    default = []
    for _n in range(BY_DEFAULT):
        names.append(random_schema_name())
        default.append(timed(by_default))
    say(f"open a space, {SPACES} times (min / median / max): {spread(ours)}")
    say(f"statements: {len(app)} by the application, {len(owner)} by the owner (the schema is one)")
    say(f"same schema by running its migrations, {BY_DEFAULT} times: {spread(default)}")
    say(f"ratio of the medians: {sorted(default)[BY_DEFAULT // 2] / sorted(ours)[SPACES // 2]:.0f}×")
    for name in names:
        drop_schema(name)
    with platform():
        for space in opened:
            delete_space(by=System("bench"), space=space, reason="measure", at_once=True)


if __name__ == "__main__":
    main()
