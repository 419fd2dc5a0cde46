"""Quotas of a space pressed by many at the same moment on two servers: what is allowed is given, and not one more."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

from django.db.models import Sum

from billing_free.quotas.models import Count
from billing_free.quotas.table import API_CALLS, EXPORTS
from consultations.capabilities.exports.models import Export
from consultations.process.models import Consultation, State
from platform_core.access.roles import Role
from platform_core.accounts.models import Invitation
from platform_core.files.models import StoredFile
from platform_core.mail.models import Email
from platform_core.pages.models import Page
from tenants.spaces.models import Space
from tests import making
from tests.billing_free.quotas.filling import lower
from tests.concurrency.crowd import Browser, Client, Servers, secret_of, together
from tests.platform_core.api.calling import proposal, proposals_step

SIZE = 1_000  # bytes of each file


def team(servers: Servers, town: Space, number: int, role: Role = Role.ADMINISTRATOR) -> list[Browser]:
    """Return the browsers of as many colleagues, half of them on each server."""
    people = servers[0].do(
        lambda: [making.make_user(f"agent{one}@example.org", f"Agent {one}", roles=[role]) for one in range(number)],
        at=town,
    )
    sessions = [servers[0].session_of(one, town) for one in people]
    return [Browser(servers[turn % 2], town.host, session=session) for turn, session in enumerate(sessions)]


def opened(browsers: list[Browser], page: str) -> list[Browser]:
    """Have all of them open a page, so that they can send its form."""
    for browser in browsers:
        assert browser.open(page).status == 200
    return browsers


def used(servers: Servers, town: Space, quota: str) -> int:
    return servers[0].do(lambda: Count.objects.get(quota=quota).used, at=town)


def test_exports_of_the_day(servers: Servers, town: Space) -> None:
    step = servers[0].do(lambda: proposals_step(title="Proposer"), at=town)
    servers[0].do(lambda: lower(town, exports=3), at=town)
    path = f"/equipe/exports/nouveau/{step.consultation_id}/"
    browsers = opened(team(servers, town, 8), path)
    asked = {"datasets": f"{step.pk}:propositions", "formats": "csv"}
    answers = together(lambda browser: browser.post(path, **asked), browsers)
    assert Counter(answer.status for answer in answers) == {302: 3, 422: 5}
    assert servers[0].do(Export.objects.count, at=town) == used(servers, town, EXPORTS) == 3


def test_calls_of_programs(servers: Servers, town: Space) -> None:
    one = servers[0].do(lambda: proposal(proposals_step()), at=town)
    secrets = servers[0].do(
        lambda: [secret_of(making.make_user(f"programme{n}@example.org")) for n in range(5)], at=town
    )
    servers[0].do(lambda: lower(town, api_calls=10), at=town)
    programs = [Client(servers[turn % 2], town.host, token=secrets[turn % 5]) for turn in range(30)]
    answers = together(lambda program: program.call("GET", "consultations/"), programs)
    assert Counter(answer.status for answer in answers) == {200: 10, 429: 20}
    assert used(servers, town, API_CALLS) == 10
    said = together(lambda program: program.call("PUT", f"contributions/{one.pk}/support/"), programs[:5])
    assert {answer.status for answer in said} == {200}  # what people write is never refused


def test_open_consultations(servers: Servers, town: Space) -> None:
    def drafts() -> list[int]:
        Page.objects.filter(is_required=True).update(is_complete=True)
        found = []
        for number in range(6):
            draft = making.make_consultation(slug=f"brouillon-{number}", state=State.DRAFT, published_at=None)
            making.make_step(draft, "proposals", opens=1)
            found.append(draft.pk)
        return found

    numbers = servers[0].do(drafts, at=town)
    servers[0].do(lambda: lower(town, consultations=2), at=town)
    browsers = opened(team(servers, town, 6), "/equipe/concertations/")
    for browser, number in zip(browsers, numbers, strict=True):
        browser.open(f"/equipe/concertations/{number}/publier/")
    work = list(zip(browsers, numbers, strict=True))
    answers = together(lambda pair: pair[0].post(f"/equipe/concertations/{pair[1]}/publier/"), work)
    assert Counter(answer.status for answer in answers) == {302: 2, 422: 4}
    assert servers[0].do(lambda: Consultation.objects.filter(state=State.PUBLISHED).count(), at=town) == 2


def test_files(servers: Servers, town: Space) -> None:
    place = servers[0].do(lambda: proposals_step(), at=town)  # noqa: PLW0108 (its type is wanted)
    theme = servers[0].do(lambda: place.consultation.themes.get().pk, at=town)
    path = f"/propositions/etape/{place.pk}/deposer/"
    browsers = opened(team(servers, town, 8, Role.MODERATOR), path)
    servers[0].do(lambda: lower(town, members=100, storage=3 * SIZE + SIZE // 2), at=town)

    def propose(browser: Browser) -> int:
        document = BytesIO(b"Le devis\n".ljust(SIZE, b"."))
        document.name = "devis.txt"
        typed = {"title": "Des bancs à l’ombre", "body": "Il en manque place du Concert.", "theme": theme}
        return browser.upload(path, **typed, documents=document).status

    statuses = Counter(together(propose, browsers))
    held = servers[0].do(lambda: StoredFile.objects.aggregate(sum=Sum("size"))["sum"], at=town)
    assert statuses == {302: 3, 422: 5}
    assert held == 3 * SIZE


def test_one_address_is_invited_once(servers: Servers, town: Space) -> None:
    path = "/equipe/membres/inviter/"
    browsers = opened(team(servers, town, 10), path)
    invited = {"email": "nouvelle@example.org", "roles": "moderator"}
    answers = together(lambda browser: browser.post(path, **invited), browsers)
    assert {answer.status for answer in answers} <= {302, 422}
    assert sum(answer.status == 302 for answer in answers) == 1
    assert servers[0].do(lambda: Invitation.objects.filter(email="nouvelle@example.org").count(), at=town) == 1
    assert servers[0].do(lambda: Email.objects.filter(to="nouvelle@example.org").count(), at=town) == 1
