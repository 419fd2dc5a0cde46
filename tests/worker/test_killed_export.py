"""A worker killed in the middle of an export: nothing half made is offered, and another begins again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from consultations.capabilities.exports.making import make_export
from consultations.capabilities.exports.models import Export, State
from consultations.process.models import Step
from tenants.spaces.models import Space
from tests import making
from tests.consultations.capabilities.exports.files import LONG, ROWS, ask, inside, lines_of
from tests.worker.servers import environment, kill, soon

pytestmark = pytest.mark.slow
BUILD = """
import sys, django
django.setup()
from tests.consultations.capabilities.exports import files
from consultations.capabilities.exports.making import make_export
from platform_core.scope import open_scope
with open_scope(sys.argv[1]):
    make_export(int(sys.argv[2]))
"""


@pytest.fixture
def export(real_db: None, spaces: tuple[Space, Space]) -> Iterator[Export]:
    with making.in_space(spaces[0]):
        person = making.make_user("exporte@example.org", roles=["administrator"])
        consultation = making.make_consultation(slug="coupure")
        fields = {"title": LONG, "comments_enabled": False, "supports_enabled": False, "settings": {"pause": 0.004}}
        making.make_step(consultation, "test_modality", **fields)  # type: ignore[arg-type]  # narrower than what the test gives
        yield ask(person, consultation)
        consultation.delete()
        person.delete()


def start(export: Export, schema: str, home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", BUILD, schema, str(export.pk)]
    return subprocess.Popen(
        command, env=environment(settings.REDIS_URL, home), start_new_session=True, cwd=settings.BASE_DIR
    )


def test_killed_twice_then_built_whole(export: Export, spaces: tuple[Space, Space], tmp_path: Path) -> None:
    for attempt in (1, 2):
        running = start(export, spaces[0].schema_name, tmp_path)
        under_way = Export.objects.filter(pk=export.pk, attempts=attempt, rows_done__gte=500)
        assert soon(under_way.exists, seconds=60)
        kill(running)
        export.refresh_from_db()
        assert export.state == State.BUILDING
        assert not export.content
        assert not list(Path(settings.MEDIA_ROOT).rglob("*.zip"))
        Export.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=4))  # time passes
    Step.objects.update(settings={})
    assert make_export(export.pk)
    export.refresh_from_db()
    assert (export.state, export.attempts) == (State.READY, 3)
    assert len(lines_of(inside(export)["longues.csv"])) == ROWS
    kept = [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert kept == [Path(export.content.name).name]  # type: ignore[arg-type]  # narrower than what the test gives
