"""An operator signed in; the shared spaces given back as they were."""

from tests.tenants.announcements.conftest import as_before
from tests.tenants.console.conftest import browser, operator

__all__ = ["as_before", "browser", "operator"]
