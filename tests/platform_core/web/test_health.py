"""What watches the platform is told whether the process, its database and its broker answer, and nothing else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.db import OperationalError

from tests import making


@pytest.mark.parametrize("host", ["citoyens.test", "lille.citoyens.test", "nulle-part.citoyens.test", "10.0.0.1"])
def test_the_process_answers_on_any_host_without_a_space(db: None, host: str) -> None:
    answer = making.ScopedClient(None).get("/healthz", headers={"host": host})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_all_is_well(db: None) -> None:
    answer = making.ScopedClient(None).get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "broker": True})


def test_without_its_broker_the_platform_still_serves_pages(db: None, settings: LazySettings) -> None:
    settings.REDIS_URL = "redis://:motdepasse@127.0.0.1:1/0"  # nothing listens there
    answer = making.ScopedClient(None).get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "broker": False})


def test_without_its_database_it_is_taken_out_of_service(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection to server at 10.1.2.3, user cec_app, failed")

    monkeypatch.setattr("platform_core.web.health.connection", SimpleNamespace(ensure_connection=refuse))
    answer = making.ScopedClient(None).get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": False, "broker": True})
