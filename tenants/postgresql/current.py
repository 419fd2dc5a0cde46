"""This thread's connection, with the type of our engine."""

from typing import cast

from django.db import connection as _connection

from tenants.postgresql.base import DatabaseWrapper

connection = cast("DatabaseWrapper", _connection)
