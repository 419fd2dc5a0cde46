"""The database engine: a scope sets the role and the search path together, in one statement.

Every road to the database passes here (requests, tasks, threads, commands), so isolation is set here and nowhere else:

- no scope is an error, never the platform;
- the search path of a space holds its own schema and `extensions`, never the platform's tables;
- the login role has no right of its own: without the space's role, nothing can be read.

See `tenants/postgresql/README.md`.
"""

from __future__ import annotations

from typing import Any

from django_tenants.postgresql_backend import base as stock

from platform_core.scope import PLATFORM, NoScope

EXTENSIONS = "extensions"
SET_SCOPE = (
    # Role first to "none", so that the right to change role is always checked against the login role.
    "SELECT set_config('role', 'none', false), set_config('role', %s, false), set_config('search_path', %s, false)"
)
SET_PATH = "SELECT set_config('search_path', %s, false)"


def role_name(database: str, schema_name: str) -> str:
    """Return the role of a schema. Roles are shared by a whole server: the database's name comes first."""
    return f"{database}_{schema_name}"


class PlatformScope:
    """The platform as a scope: what `platform_core.scope.Scope` asks for."""

    schema_name = PLATFORM
    name = "Citoyens en communs"
    signing_key = "platform"
    time_zone = "Europe/Paris"
    language = "fr"
    languages = ("en",)
    is_frozen = False

    @property
    def host(self) -> str:
        """Return the apex host, with its port when it has one."""
        from django.conf import settings  # noqa: PLC0415 (this module is loaded while settings are being read)

        return str(settings.APEX_HOST)

    @property
    def contact_email(self) -> str:
        """Return the address that answers on behalf of the platform."""
        from django.conf import settings  # noqa: PLC0415 (likewise)

        return str(settings.DEFAULT_FROM_EMAIL)


class DatabaseWrapper(stock.DatabaseWrapper):
    """django-tenants' engine, with one role a scope, no fall-through, and no scope by default."""

    alias: str
    connection: Any
    settings_dict: dict[str, Any]
    tenant: Any
    schema_name: str | None
    search_path_set_schemas: list[str] | None
    _setting_search_path: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start nowhere; the owner's connection, which only builds schemas, starts on the platform."""
        super().__init__(*args, **kwargs)
        self.is_owner = self.alias == "owner"
        self.leave_scope()
        if self.is_owner:
            self.set_tenant(PlatformScope())

    def leave_scope(self) -> None:
        """Go back to nowhere: the next statement raises `NoScope`."""
        self.tenant = None
        self.schema_name = None
        self.search_path_set_schemas = None

    def set_schema_to_public(self) -> None:
        """Enter the platform (the name is django-tenants')."""
        self.set_tenant(PlatformScope())

    def savepoint_rollback(self, sid: str) -> None:
        """Go back before anything else: a transaction in error takes no other statement, not even a change of scope.

        Without this, an error inside a space entered after the savepoint would ruin the transaction around it.
        """
        self._setting_search_path = True  # upstream puts it back and forgets the path, whatever happens
        super().savepoint_rollback(sid)

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self._setting_search_path or self.search_path_set_schemas:
            return
        if not self.schema_name:
            msg = "no space and no platform here: open a scope first"
            raise NoScope(msg)
        path = f"{self.schema_name},{EXTENSIONS}"
        statement, values = SET_SCOPE, [role_name(self.settings_dict["NAME"], self.schema_name), path]
        if self.is_owner:
            statement, values = SET_PATH, [path]
        self._setting_search_path = True
        own = self.connection.cursor() if cursor is None else cursor
        try:
            own.execute(statement, values)  # an error is raised, not swallowed as upstream does: no role, no rows
            self.search_path_set_schemas = [self.schema_name, EXTENSIONS]
        finally:
            self._setting_search_path = False
            if cursor is None:
                own.close()
