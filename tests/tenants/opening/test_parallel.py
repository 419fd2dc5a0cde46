"""Ten people want the same address at the same moment; one person clicks ten times."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from tenants.opening import operations
from tenants.opening.founder import PLATFORM
from tenants.opening.models import SpaceRequest, State
from tenants.opening.operations.filling import Founder
from tenants.postgresql.schemas import schema_exists
from tenants.spaces.models import Domain, Space
from tests import making
from tests.tenants.opening.asking import ASKER, filled, last_code

TOGETHER = 10


def at_once(work: Callable[[int], object]) -> list[object]:
    """Run `work(0..9)` in ten threads that start together, each with its own connection."""
    barrier = Barrier(TOGETHER)

    def one(number: int) -> object:
        try:
            with making.in_platform():
                barrier.wait()
                return work(number)
        except (RuleBroken, NotAllowed) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(one, range(TOGETHER)))


def test_ten_requests_for_one_address_make_one_space_and_nine_clean_refusals(built: None) -> None:
    requests = [
        filled(number=f"W59500{n:04}", email=f"p{n}@asso{n}.example.org", organisation=f"Asso {n}", origin=f"o{n}")
        for n in range(TOGETHER)
    ]
    codes = [last_code(request.email) for request in requests]
    at_once(lambda n: operations.confirm_code(by=ASKER, request=requests[n], code=codes[n]))
    states = sorted(SpaceRequest.objects.values_list("state", flat=True))
    assert states == sorted([State.ACCEPTED, *[State.DRAFT] * (TOGETHER - 1)])
    assert Space.objects.filter(label="les-amis-du-marais").count() == 1
    assert Domain.objects.filter(domain__startswith="les-amis-du-marais.").count() == 1
    assert Email.objects.filter(key__startswith="opening.code").count() == TOGETHER
    loser = SpaceRequest.objects.filter(state=State.DRAFT).first()
    assert loser
    assert loser.email_is_confirmed  # another address is enough, without another code
    operations.name_space(by=ASKER, request=loser, name="Asso", label="une-autre-adresse")
    operations.introduce_founder(by=ASKER, request=loser, founder=Founder("Camille", loser.email, "présidente"))
    loser.refresh_from_db()
    assert loser.state == State.ACCEPTED
    assert Email.objects.filter(key__startswith="opening.code").count() == TOGETHER


def test_ten_clicks_on_one_code_make_one_space(built: None) -> None:
    request = filled()
    code = last_code(request.email)
    answers = at_once(lambda _n: operations.confirm_code(by=ASKER, request=request, code=code))
    assert sum(answer is None for answer in answers) == 1
    request.refresh_from_db()
    assert request.state == State.ACCEPTED
    assert Space.objects.filter(label=request.label).count() == 1


def test_ten_clicks_on_the_last_screen_send_one_code(built: None) -> None:
    request = filled()
    founder = Founder("Camille", "camille@marais.example.org", "présidente")
    at_once(lambda _n: operations.introduce_founder(by=ASKER, request=request, founder=founder))
    assert Email.objects.filter(key__startswith="opening.code").count() == 1


def test_ten_workers_build_one_space(built: None) -> None:
    request = filled()
    operations.confirm_code(by=ASKER, request=request, code=last_code(request.email))
    answers = at_once(lambda _n: operations.build_requested(by=PLATFORM, request=request))
    assert answers.count(True) == 1
    request.refresh_from_db()
    assert request.state == State.DONE
    assert request.space
    assert schema_exists(request.space.schema_name)
    assert Email.objects.filter(subject="Votre espace est prêt").count() == 1
