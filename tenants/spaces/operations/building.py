"""How a space begins. Each step is safe to run again, so that an interrupted one is simply run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from tenants.postgresql.schemas import create_schema, drop_schema, schema_exists
from tenants.spaces.changing import move, must_be_possible
from tenants.spaces.models import Domain, Snapshot, Space, State
from tenants.spaces.registry import must_be_deletable, starters
from tenants.spaces.scopes import entered, platform

if TYPE_CHECKING:
    from collections.abc import Callable


def reserve_space(*, by: Actor, label: str, **facts: object) -> Space:
    """Take the subdomain and write what is known of the space; nothing answers there yet.

    Raises `RuleBroken("label_taken")` when another space has the subdomain: the database decides, not the check before.
    """
    require("spaces.build", by)
    try:
        with transaction.atomic():
            space: Space = Space.objects.create(label=label, **facts)
            host = f"{label}.{settings.APEX_DOMAIN}"
            Domain.objects.filter(domain=host, former_until__lte=timezone.now()).delete()  # kept long enough
            Domain.objects.create(tenant=space, domain=host, is_primary=True)
            record("spaces.reserve", by=by, target=space, label=label)
    except IntegrityError as error:
        raise RuleBroken(
            "label_taken", _("Ce sous-domaine vient d’être pris. Choisissez-en un autre."), "label"
        ) from error
    return space


def build_space(*, by: Actor, space: Space, progress: Callable[[str], None] = lambda _step: None) -> Space:
    """Build the schema, fill it and put it in service, in preparation: its team comes in. `progress` is told each step's name. Resumes where it was interrupted."""
    require("spaces.build", by)
    if space.state == State.ACTIVE:
        return space
    must_be_possible(space, State.ACTIVE, "spaces.build")
    progress("schema")
    snapshot = Snapshot.objects.latest("created_at")
    _make_schema(space, snapshot)
    with entered(space):
        for name, fill in starters().items():
            progress(name)
            with transaction.atomic():
                fill(space)
    progress("opening")
    with transaction.atomic():
        now = timezone.now()
        move(space, State.ACTIVE, "spaces.build", last_activity_at=now)
        record("spaces.build", by=by, target=space)
    return space


def _make_schema(space: Space, snapshot: Snapshot) -> None:
    """Build the schema. One begun before the last deployment lacks what it brought, and holds nothing yet: built anew."""
    if schema_exists(space.schema_name):
        if space.schema_version == snapshot.version:
            return
        drop_schema(space.schema_name)
    create_schema(space.schema_name, snapshot.ddl)
    space.schema_version = snapshot.version
    space.save(update_fields=["schema_version"])


@transaction.atomic
def abandon_space(*, by: Actor, space: Space) -> None:
    """Undo a space that could not be built: no schema, no role, its subdomain free again. Safe to run again."""
    require("spaces.build", by)
    if space.state == State.DELETED:
        return
    must_be_possible(space, State.DELETED, "spaces.abandon")
    must_be_deletable(space)
    drop_schema(space.schema_name)
    record("spaces.abandon", by=by, target=space, label=space.label)
    space.domains.all().delete()
    move(space, State.DELETED, "spaces.abandon")


@transaction.atomic
def describe_space(*, by: Actor, space: Space, **facts: str) -> None:
    """Change what a space says of itself (name, tagline, welcome, accent, contact_email, is_listed)."""
    require("spaces.describe", by, space)
    with platform():
        before = {name: getattr(space, name) for name in facts}
        for name, value in facts.items():
            setattr(space, name, value)
        space.save(update_fields=list(facts))
        record("spaces.describe", by=by, target=space, before=before, after=facts)
