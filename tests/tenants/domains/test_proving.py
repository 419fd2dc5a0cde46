"""A domain is nothing until the DNS proves it, and nothing again when the DNS no longer does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.notifications.models import Notification
from platform_core.outbox.relay import deliver_due
from tenants.domains.models import OwnDomain
from tenants.domains.operations import ask_check, choose_main, claim_domain, note_check, remove_domain
from tenants.domains.queries import due
from tenants.domains.rules import FAILURES
from tenants.spaces.models import Domain, Space
from tests import making
from tests.platform_core.outside.naming import Names
from tests.tenants.domains.conftest import HERE, NAME, SELF, check, set_up

At = Callable[[str], making.ScopedClient]
HOUR = timedelta(hours=1)


def certificate(name: str) -> int:
    return int(making.operator_browser().get("/interne/tls", {"domain": name}).status_code)


def answers(at_name: At, name: str = NAME) -> int:
    return int(at_name(name).get("/").status_code)


def test_a_claim_alone_opens_nothing(claimed: OwnDomain, at_name: At) -> None:
    assert (answers(at_name), certificate(NAME)) == (404, 404)
    assert len(claimed.token) == 40  # 160 bits, written in base 16
    after = check(claimed)
    assert (after.status, sorted(after.problems)) == ("waiting", ["address_missing", "text_missing"])
    assert (answers(at_name), certificate(NAME)) == (404, 404)


@pytest.mark.parametrize(
    ("records", "problem"),
    [
        ({"CNAME": ["citoyens.test"]}, "text_missing"),
        ({"CNAME": ["citoyens.test"], "TXT": ["0" * 40]}, "text_other"),
        ({"TXT": ["token"]}, "address_missing"),
        ({"TXT": ["token"], "A": ["198.51.100.4"]}, "address_elsewhere"),
        ({"TXT": ["token"], "A": [HERE, "198.51.100.4"]}, "address_elsewhere"),
        ({"TXT": ["token"], "A": [HERE], "AAAA": ["2001:db8::bad"]}, "address_elsewhere"),
    ],
)
def test_half_a_proof_is_none(
    claimed: OwnDomain, names: Names, at_name: At, records: dict[str, list[str]], problem: str
) -> None:
    for kind, values in records.items():
        owner = claimed.challenge if kind == "TXT" else NAME
        names.records[owner, kind] = [claimed.token if one == "token" else one for one in values]
    after = check(claimed)
    assert (after.status, after.problems) == ("waiting", [problem])
    assert answers(at_name) == 404


@pytest.mark.parametrize("records", [{"CNAME": ["citoyens.test"]}, {"A": [HERE]}, {"AAAA": ["2001:db8::10"]}])
def test_a_whole_proof_puts_in_service(
    claimed: OwnDomain, names: Names, records: dict[str, list[str]], at_name: At, space: Space
) -> None:
    names.records[claimed.challenge, "TXT"] = ["autre chose", claimed.token]
    names.records |= {(NAME, kind): values for kind, values in records.items()}
    after = check(claimed)
    assert (after.status, after.problems, after.found["expected"]) == ("active", [], [HERE, "2001:db8::10"])
    assert certificate(NAME) == 200
    led = at_name(NAME).get("/concertations/?page=2")
    assert (led.status_code, led.headers["Location"]) == (301, f"https://{space.host}/concertations/?page=2")


def test_silence_of_the_dns_proves_nothing_and_takes_nothing(proved: OwnDomain, names: Names, at_name: At) -> None:
    names.broken = {NAME, proved.challenge}
    start = timezone.now()
    for hours in range(0, 60, 6):
        after = check(proved, start + hours * HOUR)
    assert (after.status, after.problems, after.failures) == ("active", ["silent"], 0)
    assert answers(at_name) == 301


def test_a_domain_whose_dns_is_taken_away_is_lost_after_a_day(
    proved: OwnDomain, names: Names, at_name: At, administrator: User, visit: making.Visit
) -> None:
    choose_main(by=administrator, domain=proved)
    inside = at_name(NAME)
    inside.cookies.update(visit(administrator).cookies)
    assert inside.get("/equipe/").status_code == 200
    del names.records[proved.challenge, "TXT"]
    start = timezone.now()
    steps = [check(proved, start + hours * HOUR) for hours in (0, 2, 4, 23.9)]
    assert [one.status for one in steps] == ["doubted"] * 4
    assert steps[-1].failures > FAILURES
    assert inside.get("/equipe/").status_code == 200
    after = check(proved, start + 24 * HOUR)
    assert (after.status, after.space.own_host) == ("lost", "")
    assert after.token != proved.token
    assert (inside.get("/equipe/").status_code, certificate(NAME)) == (404, 404)
    names.records[proved.challenge, "TXT"] = [proved.token]  # the former one is worth nothing any more
    assert check(proved).status == "lost"
    names.records[proved.challenge, "TXT"] = [after.token]
    assert check(proved).status == "active"


def test_two_failures_in_a_day_are_not_enough_and_a_good_check_forgets_them(proved: OwnDomain, names: Names) -> None:
    kept = names.records.pop((NAME, "CNAME"))
    start = timezone.now()
    check(proved, start)
    assert check(proved, start + 30 * HOUR).status == "doubted"
    names.records[NAME, "CNAME"] = kept
    assert check(proved, start + 31 * HOUR).failing_since is None


def test_the_team_is_told_of_each_turn(
    proved: OwnDomain, names: Names, administrator: User, moderator: User, space: Space
) -> None:
    del names.records[proved.challenge, "TXT"]
    start = timezone.now()
    for hours in (0, 12, 25):
        check(proved, start + hours * HOUR)
    with making.in_platform():
        while deliver_due("default"):
            pass
    told = Notification.objects.filter(recipient=administrator).order_by("pk")
    assert [one.kind for one in told] == ["domain.verified", "domain.failing", "domain.lost"]
    assert not Notification.objects.filter(recipient=moderator).exists()
    assert NAME in told[0].sentence


def test_only_the_space_that_proves_has_it(claimed: OwnDomain, names: Names, other_space: Space, space: Space) -> None:
    with making.in_space(other_space):
        other_admin = making.make_user("admin@amiens.example.org", "Amiens", roles=["administrator"])
        rival = claim_domain(by=other_admin, space=other_space, name=NAME)
    assert rival.token != claimed.token
    set_up(names, rival)
    assert check(claimed).status == "waiting"
    assert check(rival).status == "active"
    names.records[claimed.challenge, "TXT"] = [rival.token, claimed.token]
    after = check(claimed)
    assert (after.status, after.problems) == ("waiting", ["taken"])
    with making.in_platform():
        assert Domain.objects.get(domain=NAME).tenant == other_space


def test_the_domain_of_another_space_is_not_claimed_and_a_freed_one_is(
    proved: OwnDomain, names: Names, administrator: User, other_space: Space
) -> None:
    with making.in_space(other_space):
        other_admin = making.make_user("admin@amiens.example.org", "Amiens", roles=["administrator"])
        with pytest.raises(RuleBroken) as refused:
            claim_domain(by=other_admin, space=other_space, name=NAME.upper())
        assert (refused.value.code, refused.value.field) == ("in_use", "name")
    remove_domain(by=administrator, domain=proved)
    with making.in_space(other_space):
        taken_up = claim_domain(by=other_admin, space=other_space, name=NAME)
    assert check(taken_up).status == "waiting"  # what proved it for the other proves nothing for this one
    set_up(names, taken_up)
    assert check(taken_up).status == "active"


def test_a_check_of_a_token_that_changed_meanwhile_is_worth_nothing(claimed: OwnDomain, names: Names) -> None:
    set_up(names, claimed)
    with making.in_platform():
        before = OwnDomain.objects.select_related("space").get(pk=claimed.pk)
        OwnDomain.objects.filter(pk=claimed.pk).update(token="f" * 40)
        from tenants.domains.looking import look  # noqa: PLC0415 (read only here)

        note_check(by=SELF, domain=before, seen=look(before), at=timezone.now())
        assert OwnDomain.objects.get(pk=claimed.pk).verified_at is None


def test_removed_it_answers_no_more_at_once(proved: OwnDomain, administrator: User, at_name: At, space: Space) -> None:
    choose_main(by=administrator, domain=proved)
    remove_domain(by=administrator, domain=proved)
    assert (answers(at_name), certificate(NAME)) == (404, 404)
    assert making.Visit(space)().get("/").status_code == 200


def test_checks_come_less_and_less_often_then_stop(claimed: OwnDomain) -> None:
    start = claimed.claimed_at
    waits = [check(claimed, start + after) for after in (HOUR, timedelta(days=3), timedelta(days=15))]
    assert [one.next_check_at and one.next_check_at - (one.checked_at or start) for one in waits] == [
        timedelta(minutes=10),
        HOUR,
        None,
    ]
    with making.in_platform():
        assert list(due(start + timedelta(days=400))) == []


def test_asked_again_too_soon_nothing_more_is_done(claimed: OwnDomain, administrator: User) -> None:
    after = check(claimed)
    ask_check(by=administrator, domain=after)
    with making.in_platform():
        assert not OwnDomain.objects.get(pk=claimed.pk).is_being_checked
        OwnDomain.objects.filter(pk=claimed.pk).update(checked_at=timezone.now() - timedelta(seconds=11))
    ask_check(by=administrator, domain=after)
    with making.in_platform():
        assert OwnDomain.objects.get(pk=claimed.pk).is_being_checked


@pytest.mark.parametrize("role", ["moderator", "analyst", "steering", None])
def test_only_administrators_and_only_of_that_space(
    proved: OwnDomain, space: Space, other_space: Space, role: str | None
) -> None:
    someone = making.make_user("quelquun@example.org", "Quelqu’un", roles=[role] if role else [])
    for act in (
        lambda who: claim_domain(by=who, space=space, name="autre.exemple.fr"),
        lambda who: remove_domain(by=who, domain=proved),
        lambda who: choose_main(by=who, domain=proved),
        lambda who: ask_check(by=who, domain=proved),
    ):
        with pytest.raises(NotAllowed):
            act(someone)
        with making.in_space(other_space):
            stranger = User.objects.filter(email="admin@amiens.example.org").first() or making.make_user(
                "admin@amiens.example.org", "Amiens", roles=["administrator"]
            )
            with pytest.raises(NotAllowed):
                act(stranger)


def test_five_domains_at_most(claimed: OwnDomain, administrator: User, space: Space) -> None:
    for number in range(4):
        claim_domain(by=administrator, space=space, name=f"n{number}.exemple.fr")
    with pytest.raises(RuleBroken) as refused:
        claim_domain(by=administrator, space=space, name="n5.exemple.fr")
    assert refused.value.code == "too_many"
