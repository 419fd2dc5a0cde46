"""At 100 %, through the doors that people and programs use: what is refused, and above all what never is."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from billing_free.quotas.counting import take
from billing_free.quotas.doors import call_allowed, letters_held, room_for
from billing_free.quotas.models import Count
from billing_free.quotas.table import API_CALLS, EMAILS, EXPORTS, MEMBERS, STORAGE
from consultations.capabilities.exports.models import Export
from consultations.capabilities.exports.operations.asking import cancel_export, request_export
from consultations.capabilities.supports.operations import add_support
from consultations.process.models import Consultation, Contribution, State
from consultations.process.operations.steps import extend_step
from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from platform_core.files.errors import UploadRefused
from platform_core.files.models import StoredFile
from platform_core.files.operations import store_upload
from platform_core.mail.letters import Letter, send_letter
from platform_core.mail.models import Email
from platform_core.notifications.models import Mail, Notification
from platform_core.notifications.operations.digests import send_digests
from platform_core.notifications.operations.telling import notify
from platform_core.pages.models import Page
from tenants.spaces.models import Space
from tests import making
from tests.billing_free.quotas.filling import FILL, LIMIT, lift, lower
from tests.platform_core.api.calling import caller, proposals_step
from tests.platform_core.files import samples
from tests.platform_core.notifications.telling import SELF, deliver, tell


def picture() -> BytesIO:
    file = BytesIO(samples.photograph())
    file.name = "velo.jpg"
    return file


def full(space: Space, quota: str) -> None:
    FILL[quota](LIMIT)
    lower(space)


# Members: nothing stops.


def test_one_still_joins_and_the_team_still_invites_when_members_are_full(
    space: Space, visit: making.Visit, administrator: User
) -> None:
    full(space, MEMBERS)
    visit().post("/compte/inscription/", {"email": "nouvelle@example.org"})
    making.make_user("encore@example.org")
    sent = visit(administrator).post("/equipe/membres/inviter/", {"email": "x@example.org", "roles": ["moderator"]})
    assert sent.status_code != 429
    assert User.objects.filter(email="encore@example.org").exists()


# Storage: no new file, everything else.


def test_no_new_file_when_storage_is_full_but_what_is_owed_is_kept(space: Space, resident: User) -> None:
    full(space, STORAGE)
    with pytest.raises(UploadRefused, match="Envoyez votre texte sans fichier") as refusal:
        store_upload(by=resident, file=picture(), public=False)
    assert refusal.value.code == "no_room"
    before = StoredFile.objects.count()
    store_upload(by=resident, file=picture(), public=False, is_owed=True)
    assert StoredFile.objects.count() == before + 1


def test_a_proposal_without_file_goes_on_when_storage_is_full(
    space: Space, visit: making.Visit, resident: User
) -> None:
    step = proposals_step()
    full(space, STORAGE)
    program = caller(space, resident)
    details = {"details": {"summary": "Des arbres le long du canal."}}
    body = {"step": step.pk, "title": "Planter des tilleuls", "body": "Le long du canal.", **details}
    said = program.post("contributions/", {**body, "theme": step.consultation.themes.get().pk})
    assert said.status_code == 201, said.content


def test_room_comes_back_when_the_limit_is_raised(space: Space, resident: User) -> None:
    full(space, STORAGE)
    lift(space, STORAGE, 10**9)
    assert store_upload(by=resident, file=picture(), public=False).size > 0


# E-mails: what can wait waits in the digest, the rest leaves.


def test_letters_that_can_wait_wait_and_leave_next_month(space: Space, resident: User, administrator: User) -> None:
    full(space, EMAILS)
    Email.objects.update(sent_at=timezone.now())
    tell("now", [resident.pk])
    tell("daily", [resident.pk], event="thing:2")
    assert set(Notification.objects.values_list("mail", flat=True)) == {Mail.DIGEST}
    before = timezone.now() - timedelta(days=2)
    Notification.objects.update(created_at=before)
    morning = timezone.localtime().replace(hour=9)
    assert send_digests(by=SELF, at=morning) == 0
    assert Notification.objects.filter(mail=Mail.DIGEST).count() == 2
    Email.objects.update(created_at=timezone.now() - timedelta(days=40))  # another month begins
    while send_digests(by=SELF, at=morning):
        pass
    deliver()
    [letter] = mail.outbox
    assert str(letter.body).count("Tilleuls") == 2


def test_codes_and_moderation_always_leave(space: Space, resident: User) -> None:
    full(space, EMAILS)
    Email.objects.update(sent_at=timezone.now())
    send_letter(Letter("Votre code"), to=resident.email, key="code:1")
    facts = {"is_comment": False, "title": "Tilleuls", "reason": "Hors sujet"}
    notify(by=SELF, kind="follows.hidden", event="e", recipients=[resident.pk], path="/", facts=facts)
    deliver()
    assert len(mail.outbox) == 2


def test_so_many_letters_at_once_wait_when_they_would_pass_the_limit(
    space: Space, resident: User, administrator: User
) -> None:
    lower(space, emails=1)
    tell("now", [resident.pk, administrator.pk])
    assert set(Notification.objects.values_list("mail", flat=True)) == {Mail.DIGEST}
    tell("now", [resident.pk], event="thing:2")
    assert Email.objects.count() == 1


# Exports: tomorrow.


def test_the_next_export_is_refused_until_tomorrow(space: Space, visit: making.Visit, administrator: User) -> None:
    step = making.make_step(making.make_consultation(), "proposals", title="Proposer")
    lower(space, exports=1)
    browser, path = visit(administrator), f"/equipe/exports/nouveau/{step.consultation.pk}/"
    asked = {"datasets": [f"{step.pk}:propositions"], "formats": ["csv"]}
    assert browser.post(path, asked).status_code == 302
    cancel_export(by=administrator, export=Export.objects.get())
    refused = browser.post(path, asked)
    assert refused.status_code == 422
    assert "demain, dès minuit" in refused.content.decode()
    assert Export.objects.count() == Count.objects.get(quota=EXPORTS).used == 1
    Count.objects.update(period=timezone.localdate() - timedelta(days=1))
    assert browser.post(path, asked).status_code == 302


# Consultations: those that run go on.


def test_publishing_one_more_is_refused_and_those_that_run_go_on(
    space: Space, visit: making.Visit, administrator: User, resident: User
) -> None:
    running = making.make_step(making.make_consultation(), "proposals")
    contribution = making.make_contribution(running, resident, kind="proposal")
    draft = making.make_consultation(slug="suivante", state=State.DRAFT)
    making.make_step(draft, "proposals", opens=1)
    making.make_consultation(slug="finie", state=State.CLOSED)
    Page.objects.filter(is_required=True).update(is_complete=True)
    lower(space, consultations=1)
    page = visit(administrator).post(f"/equipe/concertations/{draft.pk}/publier/")
    assert page.status_code == 422
    assert "autant de concertations ouvertes" in page.content.decode()
    assert Consultation.objects.get(pk=draft.pk).state == State.DRAFT
    assert add_support(by=administrator, contribution=Contribution.objects.get(pk=contribution.pk))
    until = timezone.now() + timedelta(days=60)
    extend_step(by=administrator, step=running, until=until, reason="Les assises sont reportées.")
    assert visit().get(f"/concertations/{running.consultation.slug}/").status_code == 200


# Programs: reading waits, writing never.


def test_a_program_that_reads_too_much_waits_for_tomorrow(space: Space, resident: User) -> None:
    step = proposals_step()
    lower(space, api_calls=2)
    program = caller(space, resident)
    assert [program.get("consultations/").status_code for _time in range(3)] == [200, 200, 429]
    answer = program.get("consultations/")
    assert (answer.status_code, answer.json()["code"]) == (429, "quota")
    assert 0 < int(answer.headers["Retry-After"]) <= 86_400
    contribution = making.make_contribution(step, None, kind="proposal")
    supported = program.call("put", f"contributions/{contribution.pk}/support/")
    assert supported.status_code == 200
    assert Count.objects.get(quota=API_CALLS).used == 3


def test_pages_and_visitors_do_not_spend_the_calls_of_programs(
    space: Space, visit: making.Visit, resident: User
) -> None:
    lower(space, api_calls=1)
    take(API_CALLS)
    assert visit(resident).get("/api/v1/consultations/").status_code == 200
    assert visit().get("/api/v1/consultations/").status_code == 200
    assert Count.objects.get(quota=API_CALLS).used == 1


def test_the_platform_has_no_limit(platform: None) -> None:
    assert not letters_held(10**9)
    assert room_for(10**15) == ""
    assert call_allowed(is_read=True)


def test_the_export_of_a_person_under_way_takes_nothing(space: Space, administrator: User) -> None:
    step = making.make_step(making.make_consultation(), "proposals", title="Proposer")
    wanted: dict[str, Any] = {"datasets": [f"{step.pk}:propositions"], "formats": ["csv"]}
    request_export(by=administrator, consultation=step.consultation, **wanted)
    with pytest.raises(RuleBroken, match="déjà en préparation"):
        request_export(by=administrator, consultation=step.consultation, **wanted)
    assert Count.objects.get(quota=EXPORTS).used == 1
