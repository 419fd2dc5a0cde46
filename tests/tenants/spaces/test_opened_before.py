"""Spaces of before the preparation stay open: the migration says so of all that was built, and of nothing else."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection

from tenants.spaces.models import Space, State

MIGRATION = import_module("tenants.spaces.migrations.0006_opening")


def test_what_was_built_is_open(platform: None) -> None:
    for state in State:
        Space.objects.create(label=f"avant-{state}", name="Avant", kind="commune", state=State.ACTIVE)
        fields = {"state": state, "opened_at": None}
        if state == State.SCHEDULED:
            fields["delete_at"] = Space.objects.get(label=f"avant-{state}").created_at
        Space.objects.filter(label=f"avant-{state}").update(**fields)
    MIGRATION.open_what_is_there(apps, SimpleNamespace(connection=connection))
    opened = Space.objects.filter(label__startswith="avant-").exclude(opened_at=None)
    assert {space.state for space in opened} == {"active", "suspended", "archived", "scheduled"}
    assert all(space.opened_at == space.created_at for space in opened)
