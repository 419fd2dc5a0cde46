"""The pages of exports: ask, follow, have the file, nobody else's."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.capabilities.exports.models import Export, State
from consultations.capabilities.exports.operations.asking import cancel_export
from consultations.process.models import Contribution, Step
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tests import making
from tests.consultations.capabilities.exports.files import ask, built


def test_one_asks_in_two_pages(proposal: Contribution, analyst: User, visit: making.Visit) -> None:
    browser = visit(analyst)
    address = f"/equipe/exports/nouveau/{proposal.consultation_id}/"
    assert address in browser.get("/equipe/exports/nouveau/").content.decode()
    page = browser.get(address).content.decode()
    keys = re.findall(r'name="datasets" value="([^"]+)"[^>]*checked', page)
    assert [key.split(":")[1] for key in keys] == ["propositions", "soutiens", "commentaires"]
    assert "with_personal" not in page
    answer = browser.post(address, {"datasets": keys[:1], "formats": ["csv", "ods"], "with_personal": "on"})
    assert answer["Location"] == "/equipe/exports/"
    export = Export.objects.get()
    assert (export.datasets, export.formats) == (keys[:1], ["csv", "ods"])
    assert not export.with_personal


def test_what_was_chosen_stays_when_refused(proposal: Contribution, administrator: User, visit: making.Visit) -> None:
    address = f"/equipe/exports/nouveau/{proposal.consultation_id}/"
    answer = visit(administrator).post(address, {"formats": ["ods"], "with_personal": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choisissez au moins un jeu de données." in page
    assert re.search(r'value="ods"[^>]*checked', page)
    assert re.search(r'name="with_personal"[^>]*checked', page)
    assert not re.search(r'name="datasets"[^>]*checked', page)


def test_a_second_request_is_refused_with_a_sentence(
    proposal: Contribution, analyst: User, visit: making.Visit
) -> None:
    ask(analyst, proposal.consultation)
    address = f"/equipe/exports/nouveau/{proposal.consultation_id}/"
    answer = visit(analyst).post(address, {"datasets": [f"{proposal.step_id}:propositions"], "formats": ["csv"]})
    assert answer.status_code == 422
    assert "Un de vos exports est déjà en préparation" in answer.content.decode()


def test_the_file_is_given_to_whoever_asked_and_kept_by_no_cache(
    proposal: Contribution, analyst: User, visit: making.Visit
) -> None:
    export = built(ask(analyst, proposal.consultation))
    answer = visit(analyst).get(f"/equipe/exports/{export.pk}/fichier/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # known at run time, not to the stubs
    assert answer["Cache-Control"] == "private, no-store"
    assert re.match(r'attachment; filename="nature-en-ville-20\d\d-\d\d-\d\d\.zip"', answer["Content-Disposition"])


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), (Role.STEERING, 403), (Role.MODERATOR, 403), (Role.ANALYST, 404), (Role.ADMINISTRATOR, 200)],
)
def test_the_address_of_the_file_is_worth_nothing_to_others(
    proposal: Contribution, analyst: User, visit: making.Visit, who: Role | None, status: int
) -> None:
    export = built(ask(analyst, proposal.consultation))
    other = making.make_user("autre@example.org", roles=[who]) if who else None
    answer = visit(other).get(f"/equipe/exports/{export.pk}/fichier/")
    assert answer.status_code == status
    if answer.streaming:
        assert list(answer.streaming_content)  # type: ignore[attr-defined]  # read to its end, the file is closed


def test_an_expired_file_is_refused_with_a_reason(proposal: Contribution, analyst: User, visit: making.Visit) -> None:
    export = built(ask(analyst, proposal.consultation))
    Export.objects.update(state=State.EXPIRED, content="")
    answer = visit(analyst).get(f"/equipe/exports/{export.pk}/fichier/")
    assert answer.status_code == 403
    assert "a expiré" in answer.content.decode()


def test_the_file_has_no_other_address(proposal: Contribution, analyst: User, visit: making.Visit) -> None:
    export = built(ask(analyst, proposal.consultation))
    run = re.search(r"-([0-9a-f]{32})\.zip", export.content.name)  # type: ignore[arg-type]  # narrower than what the test gives
    assert run
    assert visit(analyst).get(f"/fichiers/{run[1]}/").status_code == 404


def test_progress_is_a_part_of_the_list_and_stops_asking_at_the_end(
    proposal: Contribution, analyst: User, visit: making.Visit
) -> None:
    export, browser = ask(analyst, proposal.consultation), visit(analyst)
    Export.objects.update(state=State.BUILDING, rows_done=1500, rows_total=3000)
    address = f"/equipe/exports/{export.pk}/avancement/"
    part = browser.get(address, headers={"hx-request": "true"}).content.decode()
    assert "lignes sur" in part
    assert f'hx-get="{address}"' in part
    assert 'value="1500" max="3000"' in part
    bar = part[part.index("<progress") : part.index("</progress>")]
    assert bar in browser.get("/equipe/exports/").content.decode()
    assert browser.get(address)["Location"] == "/equipe/exports/"  # without script
    Export.objects.update(state=State.WAITING)
    built(export)
    ended = browser.get(address, headers={"hx-request": "true"}).content.decode()
    assert "hx-get" not in ended
    assert f"/equipe/exports/{export.pk}/fichier/" in ended


def test_one_cancels_from_the_list(proposal: Contribution, analyst: User, visit: making.Visit) -> None:
    export = ask(analyst, proposal.consultation)
    assert visit(analyst).post(f"/equipe/exports/{export.pk}/annuler/")["Location"] == "/equipe/exports/"
    export.refresh_from_db()
    assert export.state == State.CANCELLED


def test_the_list_costs_the_same_at_one_and_at_three_and_has_pages(
    proposal: Contribution, analyst: User, visit: making.Visit
) -> None:
    browser = visit(analyst)

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(path).status_code == 200
        return len(captured)

    def more(times: int) -> None:
        for _one in range(times):
            cancel_export(by=analyst, export=ask(analyst, proposal.consultation))

    more(1)
    paths = ["/equipe/exports/", "/equipe/exports/nouveau/", f"/equipe/exports/nouveau/{proposal.consultation_id}/"]
    few = [cost(path) for path in paths]
    more(2)
    making.make_consultation(slug="seconde")
    making.make_step(proposal.consultation, "proposals", title="Seconde")
    making.make_step(proposal.consultation, "proposals", title="Troisième")
    assert [cost(path) for path in paths] == few
    assert max(few) <= 12
    more(20)
    assert 'href="?page=2"' in browser.get("/equipe/exports/").content.decode()


def test_the_overview_of_a_consultation_leads_there(step: Step, administrator: User, visit: making.Visit) -> None:
    page = visit(administrator).get(f"/equipe/concertations/{step.consultation_id}/").content.decode()
    assert f"/equipe/exports/nouveau/{step.consultation_id}/" in page
