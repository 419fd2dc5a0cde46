"""The database itself keeps spaces apart. Raw SQL, on the connection the application uses."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from platform_core.accounts.models import User
from platform_core.scope import NoScope
from tenants.postgresql.base import role_name
from tenants.postgresql.owner import owner_connection, schema_role
from tenants.postgresql.roles import append_only_tables
from tenants.spaces.models import Space
from tests import making


def rows(sql: str, *values: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def test_a_space_cannot_read_another_by_naming_its_schema(space: Space, other_space: Space) -> None:
    with making.in_space(other_space):
        making.make_user("secret@example.org")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows(f'SELECT email FROM "{other_space.schema_name}".accounts_user')  # noqa: S608 (the attack itself)


def test_a_space_cannot_read_the_platform(space: Space) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows("SELECT label FROM platform.spaces_space")


def test_a_table_missing_in_a_space_is_an_error_and_never_the_platforms(space: Space) -> None:
    with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
        rows("SELECT label FROM spaces_space")


def test_the_search_path_and_the_role_are_those_of_the_space(space: Space) -> None:
    [(path, role)] = rows("SELECT current_setting('search_path'), current_user")
    assert path == f"{space.schema_name},extensions"
    assert role == role_name(connection.settings_dict["NAME"], space.schema_name)


def test_nowhere_is_an_error(db: None, spaces: tuple[Space, Space]) -> None:
    with pytest.raises(NoScope):
        User.objects.count()


def test_a_thread_started_in_a_space_is_nowhere(space: Space) -> None:
    found: list[BaseException] = []

    def look() -> None:
        try:
            User.objects.count()
        except NoScope as error:
            found.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert len(found) == 1


def test_the_application_has_no_power(space: Space) -> None:
    sql = "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = session_user"
    assert rows(sql) == [(False, False, False, False)]
    for forbidden in [
        "CREATE TABLE x (a int)",
        "CREATE ROLE x",
        "COPY accounts_user TO PROGRAM 'cat'",
        "DROP TABLE audit_entry",
    ]:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows(forbidden)


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
def test_the_log_only_grows(space: Space, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows(change)


def test_an_error_in_a_space_leaves_the_transaction_around_it_whole(space: Space, other_space: Space) -> None:
    making.make_user("before@example.org")
    with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic(), making.in_space(other_space):
        rows("SELECT nothing FROM nowhere")
    assert User.objects.filter(email="before@example.org").exists()
    [(path, _role)] = rows("SELECT current_setting('search_path'), current_user")
    assert path == f"{space.schema_name},extensions"


def test_what_is_written_here_is_unseen_there(space: Space, other_space: Space) -> None:
    making.make_user("only-here@example.org")
    with making.in_space(other_space):
        assert not User.objects.filter(email="only-here@example.org").exists()
    assert User.objects.filter(email="only-here@example.org").exists()


RIGHTS = """
SELECT c.relname, array_agg(r.name) FILTER (WHERE has_table_privilege(%s, c.oid, r.name))
FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS r (name)
WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p') GROUP BY 1
"""


def test_each_table_gives_the_role_what_it_needs_and_no_more(real_db: None, spaces: tuple[Space, Space]) -> None:
    space = spaces[0]
    with owner_connection().cursor() as cursor:
        cursor.execute(RIGHTS, [schema_role(space.schema_name), space.schema_name])
        given = {name: set(rights) for name, rights in cursor.fetchall()}
    growing = set(append_only_tables(space.schema_name))
    assert "audit_entry" in growing
    assert given.pop("django_migrations") == {"SELECT"}
    assert {name for name, rights in given.items() if rights == {"SELECT", "INSERT"}} == growing
    whole = {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert {name for name, rights in given.items() if rights != whole} == growing
