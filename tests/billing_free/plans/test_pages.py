"""The team reads its use and asks; operators read, raise, choose, answer. Each page takes the same statements at any size."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing_free.metering.models import UsageDay
from billing_free.plans import tasks
from billing_free.plans.charts import DAYS, HEIGHT, history
from billing_free.plans.models import Ask, Raise, SpacePlan, Standing
from billing_free.plans.operations import answer_ask, ask_for_more, choose_plan, end_raise, raise_quota
from billing_free.quotas.queries import check_limit, limits
from billing_free.quotas.table import GIGA, PLANS, QUOTAS, PlanName
from platform_core.access import may
from platform_core.access.roles import SPACE_ROLES, Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.notifications.models import Notification
from tenants.spaces.models import Space
from tests import making
from tests.billing_free.quotas.filling import FILL, LIMIT, lift, lower
from tests.platform_core.notifications.telling import deliver
from tests.tenants.console.conftest import signed_in, space_rows

PAGE = "/equipe/usage/"


@pytest.fixture
def operator(space: Space) -> User:
    with making.in_platform():
        return making.make_user("operatrice@example.org", "Odile", roles=[Role.OPERATOR])


@pytest.fixture
def console(operator: User) -> making.ScopedClient:
    with making.in_platform():
        return signed_in(operator)


# The team's page.


@pytest.mark.parametrize("role", [None, *SPACE_ROLES])
def test_who_may_ask_and_who_may_decide(space: Space, role: Role | None) -> None:
    person = making.make_user("quelqu-un@example.org", roles=[role] if role else [])
    assert (may("plans.ask", person) is None) == (role == Role.ADMINISTRATOR)
    assert may("plans.decide", person).code == "operator"
    assert may("plans.look", person).code == may("quotas.count", person).code == "platform_only"
    person.roles = [Role.OPERATOR]  # a row of a space that says so changes nothing
    assert may("plans.decide", person).code == "operator"


@pytest.mark.parametrize("role", [None, *SPACE_ROLES])
def test_the_whole_team_reads_and_only_administrators_ask(
    space: Space, visit: making.Visit, role: Role | None
) -> None:
    browser = visit(making.make_user("quelqu-un@example.org", roles=[role] if role else []))
    page = browser.get(PAGE)
    assert page.status_code == (200 if role else 403)
    assert ("Envoyer à l’opérateur" in page.content.decode()) == (role == Role.ADMINISTRATOR)
    assert browser.post(PAGE, {"message": "Plus"}).status_code == (302 if role == Role.ADMINISTRATOR else 403)


def test_the_team_reads_each_quota_in_plain_words(space: Space, visit: making.Visit, administrator: User) -> None:
    lower(space, storage=2 * GIGA)
    FILL["exports"](9)
    with making.in_platform():
        for back in (1, 2, 3, 40):
            on = timezone.localdate() - timedelta(days=back)
            UsageDay.objects.create(space=space, on=on, figures={"members": back, "files": back * 10**6})
    browser = visit(administrator)
    with CaptureQueriesContext(connection) as first:
        page = browser.get(PAGE).content.decode()
    for quota in QUOTAS.values():
        assert str(quota.label) in page
        assert str(quota.full)[:30] in page
    for expected in ("9 sur 10", "Bientôt plein", "Sur mesure", "Mois après mois", "équipe comprise", "<rect"):
        assert expected in page, expected
    lift(space, "members", 10**4)
    lift(space, "exports", 10**4)
    with CaptureQueriesContext(connection) as second:
        assert "Limites relevées pour vous" in browser.get(PAGE).content.decode()
    assert len(first) == len(second) <= 21


def test_a_request_is_kept_until_it_is_answered(space: Space, visit: making.Visit, administrator: User) -> None:
    browser = visit(administrator)
    empty = browser.post(PAGE, {"message": "  "})
    assert empty.status_code == 422
    assert "Dites ce qu’il vous faut" in empty.content.decode()
    assert browser.post(PAGE, {"message": "2 000 membres pour les assises"}).status_code == 302
    assert "attend une réponse" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"message": "Encore"}).status_code == 422
    assert Entry.objects.filter(action="plans.ask").count() == 1
    with making.in_platform():
        assert Ask.objects.count() == 1
    lift(space, "members", 10**6)
    with making.in_platform():
        deliver()
    page = browser.get(PAGE).content.decode()
    assert "Assises" in page
    assert "attend une réponse" not in page
    told = Notification.objects.get(recipient=administrator)
    assert "L’opérateur a relevé une limite de votre espace : Membres." in told.sentence


# Operators.


def test_a_raise_counts_at_once_and_ends_by_its_date_or_before(space: Space, operator: User) -> None:
    lower(space)
    with making.in_platform():
        until = timezone.localdate() + timedelta(days=3)
        made = raise_quota(by=operator, space=space, quota="members", limit=50, until=until, reason="Assises")
        assert Entry.objects.get(action="plans.raise").details["reason"] == "Assises"
    assert limits()["members"] == 50
    with making.in_platform():
        for _twice in range(2):
            end_raise(by=operator, raised=made)
        assert Entry.objects.filter(action="plans.end_raise").count() == 1
    assert limits()["members"] == LIMIT


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"until": timezone.localdate() - timedelta(days=2)}, "past"),
        ({"reason": " "}, "reason"),
        ({"limit": 0}, "limit"),
        ({"quota": "rien"}, "limit"),
    ],
)
def test_a_raise_has_a_day_to_come_and_a_reason(
    space: Space, operator: User, fields: dict[str, object], code: str
) -> None:
    known = {"quota": "members", "limit": 5, "until": timezone.localdate(), "reason": "Assises", **fields}
    with making.in_platform(), pytest.raises(RuleBroken) as refusal:
        raise_quota(by=operator, space=space, **known)  # type: ignore[arg-type]  # what the table gives
    assert refusal.value.code == code


def test_only_operators_decide_and_only_from_the_platform(space: Space, administrator: User, operator: User) -> None:
    asked = ask_for_more(by=administrator, space=space, message="Plus")
    until = timezone.localdate()
    for actor in (administrator, operator):  # from inside a space, not even the operator
        with pytest.raises(NotAllowed):
            choose_plan(by=actor, space=space, plan="large")
        with pytest.raises(NotAllowed):
            raise_quota(by=actor, space=space, quota="members", limit=1, until=until, reason="x")
        with pytest.raises(NotAllowed):
            answer_ask(by=actor, ask=asked, answer="Non")
    with making.in_platform(), pytest.raises(NotAllowed):
        ask_for_more(by=operator, space=space, message="Plus")


def test_a_plan_made_to_measure_gives_every_limit(space: Space, operator: User) -> None:
    with making.in_platform():
        with pytest.raises(RuleBroken):
            choose_plan(by=operator, space=space, plan="choice", limits={"members": 3})
        choose_plan(by=operator, space=space, plan="large", limits={"members": 3})
        assert SpacePlan.objects.get(space=space).limits == {}
    assert limits() == PLANS[PlanName.LARGE].limits


def test_the_operator_reads_and_decides_in_the_pages(
    space: Space, console: making.ScopedClient, administrator: User
) -> None:
    lower(space)
    FILL["exports"](9)
    ask_for_more(by=administrator, space=space, message="Il nous faut 50 exports pour le bilan")
    tasks.look()
    path = f"/operateur/usage/{space.pk}/"
    with making.in_platform():
        assert "50 exports pour le bilan" in console.get("/operateur/usage/").content.decode()
        page = console.get(path).content.decode()
        for expected in ("9 sur 10", "L’équipe demande plus", "Relever une limite", "Sur mesure"):
            assert expected in page, expected
        assert "Usage équitable" in console.get(f"/operateur/espaces/{space.pk}/").content.decode()
        bad = console.post(
            f"{path}relever/", {"quota": "exports", "limit": "50", "until": "2020-01-01", "reason": "x"}
        )
        assert bad.status_code == 422
        assert "Choisissez un jour à venir." in bad.content.decode()
        until = timezone.localdate() + timedelta(days=9)
        good = {"quota": "storage", "limit": "3", "until": until.isoformat(), "reason": "Bilan"}
        assert console.post(f"{path}relever/", good).status_code == 302
        assert Raise.objects.get().limit == 3 * GIGA
        assert Ask.objects.get().answer == "Bilan"
        assert console.post(f"{path}relever/{Raise.objects.get().pk}/terminer/").status_code == 302
        assert console.post(f"{path}plan/", {"plan": "choice", "members": "3"}).status_code == 422
        assert console.post(f"{path}plan/", {"plan": "association"}).status_code == 302
    assert check_limit("members").limit == PLANS[PlanName.ASSOCIATION].limits["members"]


def test_the_operator_answers_without_raising(space: Space, console: making.ScopedClient, administrator: User) -> None:
    ask_for_more(by=administrator, space=space, message="Plus")
    path = f"/operateur/usage/{space.pk}/repondre/"
    with making.in_platform():
        assert console.post(path, {"answer": ""}).status_code == 422
        assert console.post(path, {"answer": "Voyons-nous jeudi."}).status_code == 302
        assert console.post(path, {"answer": "Encore"}).status_code == 404
        deliver()
    assert Notification.objects.filter(recipient=administrator, kind="quotas.answered").count() == 1


@pytest.mark.parametrize("path", ["", "export.csv", "1/"])
def test_the_console_is_closed_to_others(space: Space, platform: None, path: str) -> None:
    assert making.operator_browser().get(f"/operateur/usage/{path}").status_code in {302, 404}
    resident = signed_in(making.make_user("personne@example.org"))
    assert resident.get(f"/operateur/usage/{path}").status_code in {302, 404}


def standing(space: Space, percent: int) -> None:
    figures = {slug: {"used": percent, "limit": 100, "percent": percent} for slug in QUOTAS}
    Standing.objects.create(space=space, figures=figures, fullest=percent, seen_at=timezone.now())


def test_the_list_is_sorted_paged_and_takes_the_same_statements(console: making.ScopedClient) -> None:
    with making.in_platform():
        rows = space_rows(3)
        standing(rows[0], 40)
        with CaptureQueriesContext(connection) as one:
            console.get("/operateur/usage/")
        standing(rows[1], 90)
        standing(rows[2], 101)
        with CaptureQueriesContext(connection) as three:
            page = console.get("/operateur/usage/").content.decode()
        assert len(one) == len(three) <= 13  # one of them asks whether the platform is paused
        places = [page.index(f"Espace 00{number}") for number in (2, 1, 0)]
        assert places == sorted(places)
        for order in ("nom", "members", "n’importe quoi"):
            assert console.get("/operateur/usage/", {"tri": order}).status_code == 200
        answer = console.get("/operateur/usage/export.csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a file is streamed
        table = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    known = {row["Nom"]: row for row in table}
    assert known["Espace 002"]["Membres : part (%)"] == "101"
    assert known["Espace 000"]["Plan"] == "Commune"


def test_a_chart_has_a_bar_a_day_and_the_limit_when_it_is_near() -> None:
    today = timezone.localdate()
    drawn = history({today: 5, today - timedelta(days=DAYS): 99}, today=today, limit=10)
    assert len(drawn.bars) == DAYS
    assert (drawn.bars[-1].height, drawn.limit_y) == (HEIGHT // 2, 0)
    assert [bar.value for bar in drawn.known] == [5]
    assert history({today: 5}, today=today, limit=10**6).limit_y is None
    assert history({}, today=today, limit=10).is_empty
    assert history({today: 50}, today=today, limit=10).limit_y == HEIGHT - HEIGHT // 5
