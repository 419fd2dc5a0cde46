"""An archive holds every table of a space, or says why not."""

from __future__ import annotations

from django.db.models import Model

from tenants.archive.contents import space_models, tables
from tenants.archive.portrait import NOT_CARRIED, carried
from tenants.archive.registry import BACKUP, PORTABLE, left_out
from tenants.spaces.models import Space

# Written here a second time on purpose: a table is kept out of archives by two decisions, not by one slip.
OUT = {
    "account.EmailConfirmation",
    "accounts.EntryPass",
    "accounts.Invitation",
    "accounts.StructureInvitation",
    "api.ApiToken",
    "api.KeptAnswer",
    "archive.Archive",
    "audit.Purge",
    "audit.Seal",
    "exports.Export",
    "mail.Email",
    "mfa.Authenticator",
    "outbox.Delivery",
    "outbox.Event",
    "identity.Provider",
    "senders.Sender",
    "sessions.Session",
}
ONLY_IN_BACKUPS = {
    "audit.Purge",
    "audit.Seal",
    "accounts.Invitation",
    "accounts.StructureInvitation",
    "api.ApiToken",
    "mfa.Authenticator",
    "identity.Provider",
    "senders.Sender",
}
CARRIED = {
    "name", "kind", "tagline", "welcome", "accent", "organisation", "identifier_kind", "identifier", "insee", "postcode",
    "latitude", "longitude", "contact_email", "founder_email", "founder_name", "is_listed", "time_zone", "language",
    "font", "logo", "logo_alt", "banner", "banner_alt", "languages", "home_blocks", "menu_links", "features_off",
    "opened_at",
}  # fmt: skip


def labels(profile: str) -> set[str]:
    return {table.label for table in tables(profile)}


def all_models() -> dict[str, type[Model]]:
    return {model._meta.label: model for model in space_models()}


def test_every_model_of_a_space_is_archived_or_on_the_list_with_a_reason() -> None:
    assert set(all_models()) - labels(PORTABLE) == OUT
    assert set(all_models()) - labels(BACKUP) == OUT - ONLY_IN_BACKUPS
    assert all(str(one.reason) for one in left_out(PORTABLE).values())


def test_the_list_names_no_model_that_is_gone() -> None:
    assert set(left_out(PORTABLE)) - set(all_models()) == set()


def test_no_archived_row_refers_to_a_table_left_out() -> None:
    for profile in (PORTABLE, BACKUP):
        kept = labels(profile)
        astray = [
            f"{label}.{field.name}"
            for label, model in all_models().items()
            if label in kept
            for field in model._meta.concrete_fields
            if field.remote_field and field.remote_field.model._meta.label not in kept
        ]
        assert astray == []


def test_every_field_of_a_space_is_carried_or_on_the_list() -> None:
    assert {field.name for field in carried()} == CARRIED
    assert {field.name for field in Space._meta.local_concrete_fields} == CARRIED | set(NOT_CARRIED)
