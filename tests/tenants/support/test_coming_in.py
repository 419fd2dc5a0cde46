"""How an operator comes into a space: by consent or in an emergency, by a link that works once, for a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from platform_core.outbox.models import Delivery
from tenants.spaces.models import Space, State
from tenants.support.models import SupportAccess, Way
from tenants.support.operations import ask_access, break_glass, end_access, give_access, offer_access, open_entry
from tests import making
from tests.tenants.console.conftest import signed_in
from tests.tenants.support.conftest import link

REASON = "Des contenus illégaux sont signalés par la gendarmerie."


def letters() -> list[tuple[str, str]]:
    with making.in_platform():
        return list(Email.objects.order_by("pk").values_list("to", "subject"))


def test_by_consent_from_the_console_to_the_team_and_in(
    space: Space, operator: User, administrator: User, visit: making.Visit
) -> None:
    with making.in_platform():
        console = signed_in(operator)
    team = visit(administrator)
    page = f"/operateur/espaces/{space.pk}/assistance/"
    assert console.post(f"{page}demander/", {"reason": ""}).status_code == 422
    done = console.post(f"{page}demander/", {"reason": "La page d’accueil reste blanche."}, follow=True)
    assert "La demande est partie" in done.content.decode()
    assert "Attend l’équipe" in done.content.decode()
    assert (administrator.email, "L’assistance demande à entrer dans votre espace") in letters()
    access = SupportAccess.objects.get()
    with making.in_platform(), pytest.raises(RuleBroken, match="over"):
        open_entry(by=operator, space=space, access=access)
    asked = team.get(f"/equipe/assistance/{access.pk}/").content.decode()
    assert "La page d’accueil reste blanche." in asked
    assert "Odile" in asked
    for hours in ("", "0", "73", "99999", "x"):
        assert team.post(f"/equipe/assistance/{access.pk}/accorder/", {"hours": hours}).status_code == 422
    given = team.post(f"/equipe/assistance/{access.pk}/accorder/", {"hours": "4"}, follow=True).content.decode()
    assert "L’opérateur peut entrer" in given
    entry = console.post(f"{page}{access.pk}/entrer/").content.decode()
    path = entry.split(f"https://{space.host}")[1].split('"')[0]
    helper = visit()
    assert "Entrer" in helper.get(path).content.decode()
    assert "Entrer" in helper.get(path).content.decode()  # looking does not burn it
    assert helper.post(path)["Location"] == "/equipe/"
    assert helper.get("/equipe/").status_code == 200
    assert (administrator.email, "L’assistance est dans votre espace") in letters()
    assert visit().post(path).status_code == 410
    assert visit().get(path).status_code == 410


def test_letters_leave_at_once(space: Space, operator: User, administrator: User) -> None:
    with making.in_platform():
        break_glass(by=operator, space=space, reason=REASON)
        assert set(Delivery.objects.values_list("queue", flat=True)) == {"urgent"}
        assert Email.objects.filter(to=administrator.email, subject="Entrée en urgence dans votre espace").exists()


def test_breaking_the_glass_takes_a_reason_and_lasts_two_hours(
    space: Space, operator: User, administrator: User
) -> None:
    with making.in_platform():
        for reason in ("", "bug", " " * 60):
            with pytest.raises(RuleBroken, match="reason"):
                break_glass(by=operator, space=space, reason=reason)
        access = break_glass(by=operator, space=space, reason=REASON)
    assert access.until is not None
    assert access.until - timezone.now() <= timedelta(hours=2)
    own = Entry.objects.get(action="support.break_glass")
    assert (own.actor_name, own.details["operator"], own.details["reason"]) == ("operators", operator.pk, REASON)
    with making.in_platform():
        kept = Entry.objects.get(action="support.break_glass")
        assert (kept.actor_id, kept.target_id, kept.details["reason"]) == (operator.pk, str(space.pk), REASON)


def test_the_database_holds_the_durations(space: Space) -> None:
    now = timezone.now()
    for way, hours in ((Way.CONSENT, 73), (Way.BREAK_GLASS, 3)):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportAccess.objects.create(way=way, reason="x", given_at=now, until=now + timedelta(hours=hours))
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportAccess.objects.create(way=Way.BREAK_GLASS, given_at=now, until=now + timedelta(hours=1))


@pytest.mark.parametrize("hours", [0, -1, 73, 10**6])
def test_a_team_gives_one_to_seventy_two_hours(hours: int, space: Space, administrator: User) -> None:
    with pytest.raises(RuleBroken, match="hours"):
        offer_access(by=administrator, hours=hours)
    assert not SupportAccess.objects.exists()


def test_a_link_is_of_one_space_one_access_and_five_minutes(
    space: Space, other_space: Space, operator: User, access: SupportAccess, visit: making.Visit
) -> None:
    first, second = link(space, operator, access), link(space, operator, access)
    assert visit().get(first).status_code == 410  # a newer one was asked for
    assert visit(at=other_space).get(second).status_code == 410
    SupportAccess.objects.update(secret_until=timezone.now() - timedelta(seconds=1))
    assert visit().post(second).status_code == 410
    third = link(space, operator, access)
    access.refresh_from_db()
    assert access.secret_hash is not None
    assert third.split("/")[2] not in access.secret_hash  # kept hashed
    assert len(third.split("/")[2]) >= 43  # 256 bits


def test_an_access_is_of_one_operator(space: Space, operator: User, access: SupportAccess) -> None:
    with making.in_platform():
        other = making.make_user("karim@example.org", "Karim", roles=["operator"])
        open_entry(by=operator, space=space, access=access)
        with pytest.raises(RuleBroken, match="over"):
            open_entry(by=other, space=space, access=access)
        nobody = making.make_user("x@example.org")
        for refused in (ask_access, break_glass):
            with pytest.raises(NotAllowed):
                refused(by=nobody, space=space, reason=REASON)


def test_only_administrators_let_in(
    space: Space, moderator: User, resident: User, operator: User, visit: making.Visit
) -> None:
    with making.in_platform():
        access = ask_access(by=operator, space=space, reason="Une page blanche.")
    for person in (moderator, resident):
        with pytest.raises(NotAllowed):
            give_access(by=person, access=access, hours=1)
        with pytest.raises(NotAllowed):
            end_access(by=person, access=access)
    assert visit(moderator).get("/equipe/assistance/").status_code == 200
    assert visit(moderator).post(f"/equipe/assistance/{access.pk}/accorder/", {"hours": 1}).status_code == 403
    assert visit(resident).get("/equipe/assistance/").status_code == 403


def test_a_refused_request_lets_nobody_in(
    space: Space, operator: User, administrator: User, visit: making.Visit
) -> None:
    with making.in_platform():
        access = ask_access(by=operator, space=space, reason="Une page blanche.")
        with pytest.raises(RuleBroken, match="asked"):
            ask_access(by=operator, space=space, reason="Encore.")
    visit(administrator).post(f"/equipe/assistance/{access.pk}/refuser/")
    with pytest.raises(RuleBroken, match="answered"):
        give_access(by=administrator, access=access, hours=1)
    with making.in_platform(), pytest.raises(RuleBroken, match="over"):
        open_entry(by=operator, space=space, access=access)


def test_a_suspended_space_lets_its_support_in(
    space: Space, operator: User, access: SupportAccess, visit: making.Visit
) -> None:
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(state=State.SUSPENDED)
    browser = visit()
    assert browser.post(link(space, operator, access)).status_code == 302
    assert browser.get("/equipe/").status_code == 200
