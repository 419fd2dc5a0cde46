"""Count what a page asks of the database."""

from __future__ import annotations

from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenants.postgresql.current import connection

MOST = 12  # on any page


def queries(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)
