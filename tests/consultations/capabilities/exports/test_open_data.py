"""Open data: everybody's, once a consultation is over, and only what is shown at that moment."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.capabilities.exports.making import make_export
from consultations.capabilities.exports.models import Export, State
from consultations.capabilities.exports.operations.building import publish_open_data
from consultations.capabilities.exports.queries import over_without_open_data, work_is_due
from consultations.capabilities.exports.tasks import keep
from consultations.capabilities.moderation.operations import hide_contribution, restore_contribution
from consultations.modalities.initiatives.models import Initiative
from consultations.process.models import Consultation, Contribution, Step
from platform_core.accounts.models import User
from platform_core.accounts.operations.erasing import erase_account
from platform_core.notifications.models import Notification
from tests import making
from tests.consultations.capabilities.exports.files import LONG, ask, built
from tests.platform_core.notifications.telling import SELF, deliver

PAGE = "/concertations/nature-en-ville/"
FILE = f"{PAGE}donnees-ouvertes/"


@pytest.fixture
def over(proposal: Contribution) -> Consultation:
    Step.objects.update(opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=1))
    return proposal.consultation


def publish() -> None:
    """Do what the worker does every minute."""
    keep()
    for export in Export.objects.filter(state=State.WAITING):
        make_export(export.pk)
    deliver()


def given(visit: making.Visit) -> dict[str, str]:
    answer = visit().get(FILE)
    assert answer.status_code == 200
    whole = io.BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # known at run time, not to the stubs
    with zipfile.ZipFile(whole) as archive:
        return {name: archive.read(name).decode("utf-8-sig", "replace") for name in archive.namelist()}


def test_nothing_is_published_before_the_end(proposal: Contribution, visit: making.Visit) -> None:
    publish()
    assert not Export.objects.exists()
    assert "Les données ouvertes" not in visit().get(PAGE).content.decode()
    assert visit().get(FILE).status_code == 403


def test_everybody_has_them_after_the_end(over: Consultation, visit: making.Visit) -> None:
    assert work_is_due()
    publish()
    assert FILE in visit().get(PAGE).content.decode()
    files = given(visit)
    for one in ("csv", "json", "ods", "xlsx"):
        assert f"01-proposer-propositions/propositions.{one}" in files
    assert "Planter des tilleuls" in files["01-proposer-propositions/propositions.csv"]
    assert "Licence Ouverte 2.0" in files["LISEZMOI.txt"]
    assert not Notification.objects.exists()
    assert not work_is_due()
    publish()
    assert Export.objects.count() == 1


def test_they_hold_no_personal_data_and_no_dataset_that_is_not_open(over: Consultation, visit: making.Visit) -> None:
    step = making.make_step(over, "initiatives", title="Initiatives", opens=-9, closes=-1)
    shown = making.make_contribution(step, kind="initiative", title="Le jardin")
    Initiative.objects.create(contribution=shown, contact_email="jardin@example.org", contact_phone="0320000000")
    making.make_step(over, "surveys", title="Enquête", opens=-9, closes=-1)
    publish()
    files = given(visit)
    everything = "".join(files.values())
    assert "Le jardin" in everything
    assert "@example.org" not in everything
    assert "0320000000" not in everything
    assert not [name for name in files if "personnelles" in name or "reponses" in name]
    assert any(name.endswith("resultats.csv") for name in files)


def test_what_is_hidden_afterwards_is_gone_at_once(
    over: Consultation, proposal: Contribution, moderator: User, visit: making.Visit
) -> None:
    publish()
    hide_contribution(by=moderator, contribution=proposal, reason="insult", message="Non.")
    deliver()
    assert visit().get(FILE).status_code == 404
    assert FILE not in visit().get(PAGE).content.decode()
    publish()
    assert "tilleuls" not in "".join(given(visit).values())
    restore_contribution(by=moderator, contribution=proposal)
    deliver()
    publish()
    assert "tilleuls" in "".join(given(visit).values())


def test_a_name_that_is_erased_is_in_no_file(
    over: Consultation, resident: User, administrator: User, visit: making.Visit
) -> None:
    export = built(ask(administrator, over))
    storage, name = export.content.storage, export.content.name
    publish()
    assert "Camille" in "".join(given(visit).values())
    erase_account(by=resident, user=resident, withdraw=False)
    deliver()
    assert visit().get(FILE).status_code == 404
    export.refresh_from_db()
    assert export.state == State.EXPIRED
    publish()
    assert "Camille" not in "".join(given(visit).values())
    assert storage.exists(name)  # type: ignore[arg-type]  # until the transaction is certain


def test_a_draft_has_no_open_data(over: Consultation, visit: making.Visit) -> None:
    Consultation.objects.update(state="draft")
    publish()
    assert not Export.objects.exists()
    assert visit().get(FILE).status_code == 404


def test_one_closed_early_has(proposal: Contribution, visit: making.Visit) -> None:
    Consultation.objects.update(state="closed", closed_at=timezone.now())
    publish()
    assert given(visit)


def test_they_are_renewed_after_a_month(over: Consultation) -> None:
    publish()
    later = timezone.now() + timedelta(days=31)
    assert list(over_without_open_data(later)) == [over]


def test_what_has_nothing_to_publish_is_asked_once(over: Consultation) -> None:
    Step.objects.update(modality="unknown", supports_enabled=False, comments_enabled=False)
    publish()
    assert Export.objects.get().state == State.CANCELLED
    assert not work_is_due()


def test_two_workers_publish_them_once(over: Consultation) -> None:
    assert publish_open_data(by=SELF, consultation=over)
    assert publish_open_data(by=SELF, consultation=over) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(consultation=over, datasets=[], formats=[], is_open=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(consultation=over, datasets=[], formats=[], is_open=True, with_personal=True)


def test_they_are_in_no_list_of_the_team(over: Consultation, administrator: User, visit: making.Visit) -> None:
    publish()
    export = Export.objects.get()
    assert "Aucun export" in visit(administrator).get("/equipe/exports/").content.decode()
    assert visit(administrator).get(f"/equipe/exports/{export.pk}/fichier/").status_code == 404
    assert LONG not in export.labels
