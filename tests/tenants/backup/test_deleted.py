"""A space that ends: its backups serve until the last day of grace, and nothing brings it back afterwards."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from consultations.process.models import Contribution
from tenants.backup.making import make_backup
from tenants.backup.models import Backup
from tenants.backup.queries import folder
from tenants.spaces.models import Space, State
from tenants.spaces.operations import delete_space, schedule_deletion
from tenants.spaces.scopes import platform
from tests.making import SYSTEM, in_space, make_space, make_user


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("restorespace", *words, stdout=out)
    return out.getvalue()


def test_during_its_time_of_grace_it_is_restored_as_any_other(town: Space) -> None:
    with in_space(town):
        admin = make_user("cheffe@example.org", roles=["administrator"])
    with platform():
        make_backup(town)
    with in_space(town):
        schedule_deletion(by=admin, space=town, reason="Fini")
        Contribution.objects.filter(title__startswith="Idée").update(title="perdue")
    run("orchies")
    run("orchies", "--switch")
    with platform():
        live = Space.objects.get(pk=town.pk)
    assert live.state == State.SCHEDULED  # the life of the space goes on as it was decided
    with in_space(live):
        assert Contribution.objects.filter(title__startswith="Idée").exists()


def test_once_deleted_neither_its_name_nor_a_file_kept_apart_brings_it_back(
    real_db: None, backups: Path, tmp_path: Path
) -> None:
    with platform():
        space = make_space("ephemere-2")
        kept = tmp_path / "gardee.cecb"
        kept.write_bytes((folder() / make_backup(space).name).read_bytes())
        delete_space(by=SYSTEM, space=space, reason="essai", at_once=True)
        before = Space.objects.count()
    for words in ([], ["--file", str(kept)], ["--switch"]):
        with pytest.raises(CommandError):
            run("ephemere-2", *words)
    with platform():
        assert (Space.objects.count(), Backup.objects.filter(space=space).count()) == (before, 0)
        assert list(backups.rglob("*.cecb")) == []
        assert not Path(settings.MEDIA_ROOT, space.schema_name).exists()
        Space.objects.filter(pk=space.pk).delete()
