"""Each gesture of the console has its command: requests, failures, the log, features, plans, the update of one space."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from billing_free.plans.models import Raise, SpacePlan
from platform_core.audit.models import Entry
from platform_core.outbox.models import Delivery, State
from tenants.console.models import SpaceHealth
from tenants.features.registry import features
from tenants.opening.models import SpaceRequest
from tenants.spaces.models import Space
from tests.tenants.console.conftest import failed_delivery, held_request, space_rows

pytestmark = pytest.mark.usefixtures("platform")


def run(name: str, *words: str, **options: object) -> str:
    out = StringIO()
    call_command(name, *words, stdout=out, **options)
    return out.getvalue()


def test_requests_are_listed_and_decided() -> None:
    asked = held_request(name="Passeurs\x1b[2J")
    listed = run("spacerequests")
    assert str(asked.pk) in listed
    assert "\x1b" not in listed
    with pytest.raises(CommandError, match="demandeur"):
        run("spacerequests", str(asked.pk), refuse=True)
    run("spacerequests", str(asked.pk), refuse=True, message="Il manque un numéro.")
    assert SpaceRequest.objects.get(pk=asked.pk).state == "refused"
    with pytest.raises(CommandError, match="Aucune demande"):
        run("spacerequests", "999999")


def test_failures_are_named_and_relaunched() -> None:
    failed_delivery()
    ill = space_rows(1)[0]
    SpaceHealth.objects.filter(space=ill).update(failed=3, failures={"digests.send": 3})
    listed = run("retryfailures")
    assert "plateforme : 1" in listed
    assert "digests.send : 3 dans 1 espace(s)" in listed
    assert "1 travail" in run("retryfailures", "mail.send", space="-")
    assert Delivery.objects.get().state == State.PENDING
    assert "Relancé dans 0" in run("retryfailures", "mail.send")


def test_the_log_is_read_and_that_is_written(spaces: tuple[Space, Space]) -> None:
    run("suspendspace", "lille", reason="Un motif.")
    lines = [json.loads(line) for line in run("journal", space="lille", action="spaces.suspend").splitlines()]
    assert [line["target"] for line in lines] == ["lille"]
    assert Entry.objects.filter(action="console.export", actor_name__startswith="journal (").count() == 1
    call_command("reopenspace", "lille", reason="Réglé.")


def test_a_feature_is_refused_and_allowed(spaces: tuple[Space, Space]) -> None:
    slug = features()[0].slug
    run("allowfeature", "lille", slug, refuse="Trop tôt.")
    assert Space.objects.get(label="lille").features_refused == {slug: "Trop tôt."}
    run("allowfeature", "lille", slug)
    assert Space.objects.get(label="lille").features_refused == {}
    with pytest.raises(CommandError, match="n’existe pas"):
        run("allowfeature", "lille", "inconnue")


def test_a_plan_is_chosen_and_a_limit_raised(spaces: tuple[Space, Space]) -> None:
    run("spaceplan", "lille", plan="large")
    assert SpacePlan.objects.get(space=spaces[0]).plan == "large"
    until = timezone.localdate() + timedelta(days=30)
    run("spaceplan", "lille", quota="members", limit=10**6, until=until, reason="Une fête.")
    assert Raise.objects.get(space=spaces[0]).limit == 10**6
    with pytest.raises(CommandError, match="Donnez"):
        run("spaceplan", "lille", quota="members")


def test_no_space_no_update() -> None:
    with pytest.raises(CommandError, match="Aucun espace"):
        run("updatespace", "nulle-part")
