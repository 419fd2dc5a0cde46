from collections import defaultdict

import pytest

from platform_core.web import menus


@pytest.fixture(autouse=True)
def own_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out what the other apps put in the menus: here the frame is tried, without space nor account."""
    monkeypatch.setattr(menus, "_registered", defaultdict(list))
    monkeypatch.setattr(menus, "_sources", defaultdict(list))
