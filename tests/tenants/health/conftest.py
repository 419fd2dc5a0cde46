"""An operator signed in, as in the console."""

from tests.tenants.console.conftest import browser, operator

__all__ = ["browser", "operator"]
