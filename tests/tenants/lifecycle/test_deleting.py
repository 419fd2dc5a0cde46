"""A deleted space is wholly gone, whatever interrupted its deletion; a sealed receipt remains."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import ProgrammingError, connections, transaction
from django.utils import timezone

from platform_core import scope
from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.background.tasks import BULK, publish
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.letters import Letter, send_letter
from platform_core.mail.models import Email
from platform_core.scope import NoScope
from tenants.lifecycle import tasks
from tenants.lifecycle.operations import release_labels
from tenants.postgresql.roles import role_exists
from tenants.postgresql.schemas import schema_exists
from tenants.spaces import registry
from tenants.spaces.models import Deletion, Domain, Receipt, Space, State
from tenants.spaces.operations import cancel_deletion, delete_space, schedule_deletion
from tenants.spaces.receipts import is_genuine
from tests import making
from tests.tenants.console.conftest import space_rows
from worker.forgetting import schema_of

BY = System("tests")
REASON = "Fin du projet"


@pytest.fixture
def doomed(real_db: None) -> Iterator[Space]:
    """A space with everything in it, whose time of grace is over."""
    made = making.make_space("bethune-fin")
    with making.in_space(made):
        making.make_user("canari@example.org", "Canari")
        making.make_contribution(making.make_step(making.make_consultation(), "proposals"), title="CANARI")
        cache.set("canari", "CANARI", 300)
        send_letter(Letter("CANARI"), to="canari@example.org", key="canari")
    folder = Path(settings.MEDIA_ROOT, made.schema_name)
    folder.mkdir(parents=True)
    (folder / "canari.txt").write_text("CANARI")
    with making.in_platform():
        schedule_deletion(by=BY, space=made, reason=REASON)
        ripen(made)
        yield Space.objects.get(pk=made.pk)
        if Space.objects.filter(pk=made.pk).exclude(state=State.DELETED).exists():
            delete_space(by=BY, space=made, reason="fin de l’essai", at_once=True)
        Space.objects.filter(label__startswith="bethune-fin").delete()
        Email.objects.all().delete()


def ripen(space: Space) -> None:
    """Let the thirty days pass."""
    at = timezone.now() - timedelta(days=2)
    Space.objects.filter(pk=space.pk).update(delete_at=at)
    Deletion.objects.filter(space=space).update(last_call_at=at)


def traces(space: Space) -> dict[str, object]:
    """Return what is left of a space, wherever it may be."""
    with current_app.connection_for_write() as broker:
        channel: Any = broker.default_channel
        client = channel.client
        messages = [raw for raw in client.lrange(BULK, 0, -1) if schema_of(raw) == space.schema_name]
        keys = list(client.scan_iter(match=f"{space.schema_name}:*"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname LIKE %s", [f"%{space.schema_name}"])
        roles = cursor.fetchone()[0]
    return {
        "schema": schema_exists(space.schema_name),
        "role": role_exists(space.schema_name) or bool(roles),
        "files": Path(settings.MEDIA_ROOT, space.schema_name).exists(),
        "cache": bool(keys),
        "messages": bool(messages),
    }


NOTHING = dict.fromkeys(("schema", "role", "files", "cache", "messages"), False)


def test_all_of_it_is_gone(doomed: Space) -> None:
    publish("exports.keep", BULK, schema=doomed.schema_name)
    assert traces(doomed) == dict.fromkeys(NOTHING, True)
    receipt = delete_space(by=BY, space=doomed)
    assert traces(doomed) == NOTHING
    with pytest.raises(NoScope), scope.open_scope(doomed.schema_name, when_frozen=True):
        pass
    kept = Space.objects.get(pk=doomed.pk)
    assert (kept.state, kept.founder_email, kept.contact_email, kept.founder_name) == (State.DELETED, "", "", "")
    assert kept.signing_key != doomed.signing_key
    assert making.Visit(doomed)().get("/").status_code == 404
    assert receipt is not None
    assert receipt.counts["rows"]["accounts_user"] == 2  # the founder too
    assert receipt.counts["rows"]["mail_email"] >= 1
    assert (receipt.counts["files"], receipt.counts["bytes"]) == (1, 6)


def test_the_receipt_says_who_when_why_and_cannot_be_changed(doomed: Space) -> None:
    receipt = delete_space(by=BY, space=doomed)
    assert receipt is not None
    receipt.refresh_from_db()
    assert (receipt.origin, receipt.reason, receipt.label) == ("command", REASON, "bethune-fin")
    assert is_genuine(receipt)
    changes: list[dict[str, Any]] = [{"reason": "Autre"}, {"counts": {}}, {"approved_by": 3}, {"label": "autre"}]
    for tampered in changes:
        other = Receipt.objects.get(pk=receipt.pk)
        for name, value in tampered.items():
            setattr(other, name, value)
        assert not is_genuine(other), tampered
    with pytest.raises(ProgrammingError), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(reason="Autre")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).delete()
    entry = Entry.objects.get(action="spaces.delete", target_id=str(doomed.pk))
    assert entry.details["reason"] == REASON


@pytest.mark.parametrize("where", ["count", "remove", "schema", "seal"])
def test_killed_half_way_then_repeated_it_finishes(doomed: Space, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def die(*_given: object, **_more: object) -> None:
        raise Killed

    module = "tenants.spaces.operations.deleting"
    with monkeypatch.context() as patched:
        if where == "remove":
            patched.setitem(registry._removers, "cache", die)
        else:
            patched.setattr(
                f"{module}.{ {'count': 'count_space', 'schema': 'drop_schema', 'seal': 'receipt_of'}[where] }", die
            )
        with pytest.raises(Killed):
            delete_space(by=BY, space=doomed)
    assert making.Visit(doomed)().get("/").status_code == 404  # unreachable from the first step
    assert not Receipt.objects.filter(schema_name=doomed.schema_name).exists()
    tasks.delete(space_id=doomed.pk)  # what the clock sends: it finds what was begun
    assert traces(doomed) == NOTHING
    receipt = Receipt.objects.get(schema_name=doomed.schema_name)
    assert receipt.counts["rows"]["accounts_user"] == 2  # counted before anything went
    again = delete_space(by=BY, space=doomed)
    assert again == receipt
    assert Entry.objects.filter(action="spaces.delete", target_id=str(doomed.pk)).count() == 1


def test_the_address_is_kept_a_year_then_free_and_the_new_space_sees_nothing(doomed: Space) -> None:
    delete_space(by=BY, space=doomed)
    with pytest.raises(RuleBroken, match="label_taken"):
        making.make_space("bethune-fin")
    Domain.objects.filter(tenant=doomed).update(former_until=timezone.now() - timedelta(minutes=1))
    assert release_labels(by=BY) == 1
    again = making.make_space("bethune-fin")
    try:
        with making.in_space(again):
            assert not User.objects.filter(email="canari@example.org").exists()
            assert not Email.objects.filter(key="canari").exists()
            assert cache.get("canari") is None
        assert b"CANARI" not in making.Visit(again)().get("/").content
        assert not Path(settings.MEDIA_ROOT, again.schema_name).exists()
    finally:
        delete_space(by=BY, space=again, reason="fin de l’essai", at_once=True)


def test_not_before_the_date_nor_before_the_last_reminder_is_a_day_old(doomed: Space) -> None:
    soon = timezone.now() + timedelta(hours=1)
    Space.objects.filter(pk=doomed.pk).update(delete_at=soon)
    with pytest.raises(RuleBroken, match="too_soon"):
        delete_space(by=BY, space=doomed)
    Space.objects.filter(pk=doomed.pk).update(delete_at=timezone.now() - timedelta(days=9))
    for unwarned in (None, timezone.now() - timedelta(hours=2)):
        Deletion.objects.filter(space=doomed).update(last_call_at=unwarned)
        with pytest.raises(RuleBroken, match="too_soon"):
            delete_space(by=BY, space=doomed)
    assert schema_exists(doomed.schema_name)


def test_nobody_deletes_but_the_platform_itself(operator: User) -> None:
    [space] = space_rows(1)
    with pytest.raises(NotAllowed, match="platform_only"):
        delete_space(by=operator, space=space, reason="Abus", at_once=True)


def test_undone_at_the_last_moment_nothing_is_deleted(doomed: Space) -> None:
    cancel_deletion(by=BY, space=doomed)
    tasks.delete(space_id=doomed.pk)
    with pytest.raises(RuleBroken, match="state"):
        delete_space(by=BY, space=doomed)
    assert schema_exists(doomed.schema_name)
    assert making.Visit(doomed)().get("/").status_code == 200
