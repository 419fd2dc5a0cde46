"""Declares the application and tells the layer below how a scope is opened."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    """Spaces and their domains, in the platform's schema."""

    name = "tenants.spaces"
    label = "spaces"

    def ready(self) -> None:
        """Register how a schema name becomes an open scope."""
        from platform_core.access.permissions import register_limit
        from platform_core.retention import register_keeper
        from platform_core.scope import register_opener
        from tenants.spaces import permissions  # noqa: F401 (declares them)
        from tenants.spaces.forgetting import forget_cache
        from tenants.spaces.freezing import freeze
        from tenants.spaces.registry import keeps_here, on_deletion
        from tenants.spaces.scopes import open_schema

        register_opener(open_schema)
        register_limit("frozen", freeze)
        on_deletion("cache", forget_cache)
        register_keeper("spaces", keeps_here)
