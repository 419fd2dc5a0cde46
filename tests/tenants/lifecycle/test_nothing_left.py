"""After a deletion one looks everywhere: cluster, platform's tables, Redis, folders. Only what is on the written list says its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.utils import timezone

from billing_free.metering.operations import measure_space
from billing_free.plans.operations import ask_for_more, choose_plan, look_at_space
from billing_free.quotas.table import PlanName
from platform_core.accounts.models import User
from platform_core.background.tasks import BULK, DEFAULT, URGENT, publish
from platform_core.mail.letters import Letter, send_letter
from platform_core.mail.models import Email
from tenants.console.operations import inspect_space
from tenants.lifecycle.letters import say_archived
from tenants.spaces.models import Deletion, Space, State
from tenants.spaces.operations import delete_space, schedule_deletion
from tests import making

BY = making.SYSTEM
LABEL, ADDRESS, WORD = "halluin-canari", "canari@example.org", "CANARIHALLUIN"

# Where a deleted space is still named, each with the reason. Nothing here says what people wrote, nor who they were.
SAYS_ITS_NAME = {
    "audit_entry": "the platform's log, which the database lets nobody change; it is purged after a year",
    "spaces_domain": "keeps the address from others for a year",
    "spaces_receipt": "the sealed receipt",
    "spaces_space": "the row that the receipt and the address refer to, emptied of people and words",
}


@pytest.fixture
def doomed(real_db: None) -> Iterator[Space]:
    """A space that left traces wherever a space may, whose time of grace is over."""
    made = making.make_space(LABEL, name=f"Ville {WORD}", welcome=WORD, founder_email=ADDRESS, contact_email=ADDRESS)
    with making.in_space(made):
        admin = User.objects.get(email=ADDRESS)  # the founder
        making.make_contribution(making.make_step(making.make_consultation(), "proposals"), admin, title=WORD)
        cache.set("canari", WORD, 300)
        send_letter(Letter(WORD), to=ADDRESS, key="canari")
        look_at_space(by=BY, space=made)
        ask_for_more(by=admin, space=made, message=WORD)
    folder = Path(settings.MEDIA_ROOT, made.schema_name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "canari.txt").write_text(WORD)
    with making.in_platform():
        inspect_space(by=BY, space=made)
        measure_space(by=BY, space=made)
        choose_plan(by=BY, space=made, plan=PlanName.LARGE)
        say_archived(made, reason=WORD, key="canari")
        for queue in (URGENT, DEFAULT, BULK):
            publish("exports.keep", queue, schema=made.schema_name)
        schedule_deletion(by=BY, space=made, reason="Fin du projet")
        past = timezone.now() - timedelta(days=2)
        Space.objects.filter(pk=made.pk).update(delete_at=past)
        Deletion.objects.filter(space=made).update(last_call_at=past)
        yield Space.objects.get(pk=made.pk)
        if Space.objects.filter(pk=made.pk).exclude(state=State.DELETED).exists():
            delete_space(by=BY, space=made, reason="fin de l’essai", at_once=True)
        Space.objects.filter(pk=made.pk).delete()
        Email.objects.all().delete()


def in_tables(*words: str) -> set[str]:
    """Return the tables of the platform in which a row says one of these words, whatever the column."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'platform' ORDER BY 1")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{table}" AS t WHERE t::text ILIKE ANY (%s))',  # noqa: S608 (named by the server)
                [[f"%{word}%" for word in words]],
            )
            found |= {table} if cursor.fetchone()[0] else set()
    return found


def pointing_at(space: Space) -> set[str]:
    """Return the tables of the platform with a row that refers to a space by its number."""
    found = set()
    for model in {each for each in connection_models() if each._meta.label != "spaces.Space"}:
        for field in model._meta.concrete_fields:
            if field.related_model is Space and model._default_manager.filter(**{field.name: space.pk}).exists():
                found.add(model._meta.db_table)
    return found


def connection_models() -> list[Any]:
    from django.apps import apps  # noqa: PLC0415 (only here)

    return list(apps.get_models())


def in_cluster(schema: str) -> list[str]:
    """Return what the server itself still names: schemas, roles, tables, rights, comments."""
    asked = {
        "schemas": "SELECT count(*) FROM pg_namespace WHERE nspname LIKE %s OR nspacl::text LIKE %s",
        "roles": "SELECT count(*) FROM pg_roles WHERE rolname LIKE %s OR rolconfig::text LIKE %s",
        "tables": "SELECT count(*) FROM pg_class WHERE relacl::text LIKE %s OR relname LIKE %s",
        "functions": "SELECT count(*) FROM pg_proc WHERE proacl::text LIKE %s OR prosrc LIKE %s",
        "databases": "SELECT count(*) FROM pg_database WHERE datacl::text LIKE %s OR datname LIKE %s",
    }
    found = []
    with connections["owner"].cursor() as cursor:
        for what, statement in asked.items():
            cursor.execute(statement, [f"%{schema}%"] * 2)
            found += [what] if cursor.fetchone()[0] else []
    return found


def in_redis(*words: str) -> set[str]:
    """Return the keys of Redis, the cache's and the broker's, whose name or content says one of these words."""
    found = set()
    for link in (redis.from_url(str(settings.CACHES["default"]["LOCATION"])), broker()):
        for key in link.scan_iter():
            said = b" ".join([key, *held_by(link, key)])
            found |= {key.decode()} if any(word.encode() in said for word in words) else set()
    return found


def held_by(link: Any, key: bytes) -> list[bytes]:
    """Return what a text or a queue holds, the messages of Celery in clear too."""
    kind = link.type(key)
    held: list[bytes] = (
        link.lrange(key, 0, -1) if kind == b"list" else [link.get(key) or b""] if kind == b"string" else []
    )
    return [*held, *(decoded(one) for one in held)]


def broker() -> Any:
    return current_app.connection_for_write().default_channel.client  # type: ignore[attr-defined]  # kombu's Redis


def decoded(raw: bytes) -> bytes:
    """Return the body of a message of Celery, nothing for what is none."""
    import base64  # noqa: PLC0415 (only here)
    import json  # noqa: PLC0415 (likewise)

    try:
        return base64.b64decode(json.loads(raw)["body"])
    except (ValueError, KeyError, TypeError):
        return b""


def in_folders(*words: str) -> list[str]:
    """Return the files whose path or content says one of these words."""
    roots = {Path(settings.MEDIA_ROOT), Path(settings.BACKUP_ROOT)}
    return [
        str(path)
        for root in roots
        for path in root.rglob("*")
        if any(word in str(path) or (path.is_file() and word.encode() in path.read_bytes()) for word in words)
    ]


def test_only_the_receipt_the_log_and_the_address_name_a_deleted_space(doomed: Space) -> None:
    names = (doomed.schema_name, LABEL, WORD, ADDRESS)
    assert in_tables(*names) > SAYS_ITS_NAME.keys() - {"spaces_receipt"}
    assert {"schemas", "roles"} <= set(in_cluster(doomed.schema_name))
    assert in_redis(*names)
    assert in_folders(*names)
    assert {"plans_ask", "plans_spaceplan", "plans_standing", "metering_usage", "console_spacehealth"} <= pointing_at(
        doomed
    )
    assert delete_space(by=BY, space=doomed)
    assert in_cluster(doomed.schema_name) == []
    assert in_redis(*names) == set()
    assert in_folders(*names) == []
    assert in_tables(doomed.schema_name, LABEL, WORD) == SAYS_ITS_NAME.keys()
    assert in_tables(ADDRESS) == set()  # of people, nothing anywhere
    assert pointing_at(doomed) == {"spaces_domain", "spaces_deletion"}
