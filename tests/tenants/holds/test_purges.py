"""In a space under hold nothing is removed because of its age, whatever the purge; once the hold is lifted all of it goes."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils import timezone

from billing_free.quotas.models import Count
from billing_free.quotas.operations import forget_old_counts
from consultations.capabilities.authoring.models import WaitingFile
from consultations.capabilities.authoring.waiting import forget_files
from consultations.capabilities.exports.models import Export
from consultations.capabilities.exports.operations.building import remove_outdated as remove_exports
from platform_core.accounts.models import Invitation, User
from platform_core.accounts.operations.erasing import erase_account
from platform_core.accounts.operations.forgetting import forget_invitations
from platform_core.background.periodic import periodic_named
from platform_core.errors import RuleBroken
from platform_core.files.models import StoredFile, private_storage
from platform_core.mail.keeping import tidy_letters
from platform_core.mail.models import Email
from platform_core.notifications.models import Notification
from platform_core.notifications.operations.digests import forget_old
from platform_core.retention import must_be_kept
from tenants.archive.models import Archive
from tenants.archive.operations.building import remove_outdated as remove_archives
from tenants.holds.operations import lift_hold, set_hold
from tenants.spaces.models import Space
from tests import making
from tests.architecture import tree

BY = making.SYSTEM
AGES_AGO = timezone.now() - timedelta(days=800)


@dataclass(frozen=True)
class Purge:
    """What makes something old, what removes it, what is left, and the periodic task that does it."""

    make: Callable[[User], object]
    run: Callable[[datetime], object]
    left: Callable[[], QuerySet[Any]]
    periodic: str = ""


def old(model: Any, field: str = "created_at", **fields: Any) -> Any:
    made = model.objects.create(**fields)
    model.objects.filter(pk=made.pk).update(**{field: AGES_AGO})
    return made


def stored(name: str) -> str:
    return str(private_storage().save(name, ContentFile(b"x")))


def waiting(person: User) -> object:
    file = StoredFile.objects.create(name="a.txt", content=stored("a.txt"), size=1, content_type="text/plain")
    return old(WaitingFile, file=file, person=person)


def export(_person: User) -> object:
    fields = {"datasets": [], "formats": ["csv"], "state": "ready", "expires_at": AGES_AGO}
    return Export.objects.create(consultation=making.make_consultation(), content=stored("e.zip"), **fields)


PURGES = {
    "letters": Purge(
        lambda _p: old(Email, key="vieille", to="a@example.org", subject="Une nouvelle", sent_at=AGES_AGO),
        lambda at: tidy_letters(by=BY, at=at),
        lambda: Email.objects.filter(key="vieille", to="a@example.org", subject="Une nouvelle"),
        "mail.tidy_space",
    ),
    "notifications": Purge(
        lambda p: old(Notification, recipient=p, kind="k", event="e", path="/"),
        lambda at: forget_old(by=BY, at=at),
        Notification.objects.all,
    ),
    "counts": Purge(
        lambda _p: Count.objects.create(quota="exports", period=AGES_AGO.date()),
        lambda _at: forget_old_counts(by=BY),
        lambda: Count.objects.filter(period=AGES_AGO.date()),
    ),
    "invitations": Purge(
        lambda _p: Invitation.objects.create(email="a@example.org", roles=[], secret_hash="x", expires_at=AGES_AGO),
        lambda at: forget_invitations(by=BY, at=at),
        Invitation.objects.all,
        "accounts.forget_invitations",
    ),
    "files that wait": Purge(
        waiting, lambda at: forget_files(by=BY, before=at), WaitingFile.objects.all, "authoring.forget_files"
    ),
    "exports": Purge(
        export,
        lambda at: remove_exports(by=BY, at=at),
        lambda: Export.objects.filter(is_open=False).exclude(content=""),
        "exports.keep",
    ),
    "archives": Purge(
        lambda _p: Archive.objects.create(state="ready", expires_at=AGES_AGO, content=stored("a.zip")),
        lambda at: remove_archives(by=BY, at=at),
        lambda: Archive.objects.exclude(content=""),
        "archive.keep",
    ),
}


@pytest.mark.parametrize("name", PURGES)
def test_a_held_space_keeps_everything_however_old(
    name: str, space: Space, resident: User, private_folder: None
) -> None:
    purge = PURGES[name]
    purge.make(resident)
    with making.in_platform():
        hold = set_hold(by=BY, space=space, reason="Inspection.")
        assert not must_be_kept()  # the platform itself goes on
    purge.run(timezone.now())
    assert purge.left().count() == 1
    assert not purge.periodic or not periodic_named(purge.periodic).due()
    with making.in_platform():
        lift_hold(by=BY, hold=hold, reason="Fini.")
    assert not purge.periodic or periodic_named(purge.periodic).due()
    purge.run(timezone.now())
    assert purge.left().count() == 0


def test_another_space_is_not_concerned(space: Space, other_space: Space) -> None:
    with making.in_platform():
        set_hold(by=BY, space=space, reason="Inspection.")
    assert must_be_kept()
    with making.in_space(other_space):
        assert not must_be_kept()


def test_a_code_that_is_worth_nothing_goes_even_so(space: Space) -> None:
    with making.in_platform():
        set_hold(by=BY, space=space, reason="Inspection.")
    Email.objects.create(key="code", to="a@example.org", subject="1234", expires_at=AGES_AGO)
    tidy_letters(by=BY, at=timezone.now())
    assert (Email.objects.get(key="code").subject, Email.objects.get(key="code").to) == ("", "a@example.org")


def test_an_account_is_not_erased_and_the_person_is_told(space: Space, visit: making.Visit, resident: User) -> None:
    with making.in_platform():
        hold = set_hold(by=BY, space=space, reason="Inspection.")
    browser = visit(resident)
    browser.post("/compte/verification/", {"password": making.PASSWORD})
    refused = browser.post("/compte/mes-donnees/supprimer/", {"contributions": "keep", "is_sure": "on"})
    assert refused.status_code == 422
    assert "Cet espace doit garder toutes ses données pour le moment" in refused.content.decode()
    with pytest.raises(RuleBroken, match="held"):
        erase_account(by=resident, user=resident, withdraw=False)
    assert User.objects.get(pk=resident.pk).email == resident.email
    with making.in_platform():
        lift_hold(by=BY, hold=hold, reason="Fini.")
    erase_account(by=resident, user=resident, withdraw=False)
    assert User.objects.get(pk=resident.pk).email != "resident@example.org"


# Operations named as purges that do not ask, each with its reason.
EXEMPT = {
    "tidy": "removes half-made copies beside a restored space, never the space",
    "forget_old_measures": "figures on the platform, not what the space holds",
    "forget_drafts": "at the close, not by age: what a person never "
    "sent, and keys whose going is what makes an anonymous answer anonymous",
    "remove_member": "somebody's decision",
    "forget_backups": "the row of a file that `prune`, which looks at the hold, removed",
    "forget_domain": "an operator's decision, on the platform",
    "expire_requests": "requests on the platform: there is no space yet",
}
PURGE_NAME = re.compile(r"(forget|tidy|purge|expire|remove_old|remove_outdated|remove_member)")


def purges() -> dict[str, str]:
    """Return every operation whose name says that it removes by age, with its source."""
    found = {}
    for path in tree.product_files():
        for node in tree.syntax(path).body:
            if not isinstance(node, ast.FunctionDef) or "by" not in {each.arg for each in node.args.kwonlyargs}:
                continue
            if PURGE_NAME.match(node.name):
                found[f"{path}:{node.name}"] = ast.unparse(node)
    return found


def test_every_purge_by_age_asks_the_hold() -> None:
    found = purges()
    assert len(found) > 6
    silent = [name for name, source in found.items() if not re.search(r"must_be_kept\(\)|kept_because\(", source)]
    assert {name.rpartition(":")[2] for name in silent} == EXEMPT.keys(), silent
