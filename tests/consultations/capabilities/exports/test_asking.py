"""Who may ask for what, have it, and when not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.capabilities.exports.models import Export, State
from consultations.capabilities.exports.operations.asking import cancel_export, download_export, request_export
from consultations.capabilities.exports.operations.building import remove_outdated
from consultations.capabilities.exports.queries import visible_to
from consultations.process.models import Consultation, Contribution, Step
from platform_core.access import may
from platform_core.access.roles import SPACE_ROLES, Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from tests import making
from tests.consultations.capabilities.exports.files import ask, built
from tests.platform_core.notifications.telling import SELF


@pytest.mark.parametrize("role", [None, *SPACE_ROLES])
def test_who_may_ask(step: Step, role: Role | None) -> None:
    person = making.make_user("quelqu-un@example.org", roles=[role] if role else [])
    wanted = {Role.ADMINISTRATOR, Role.ANALYST}
    assert (may("exports.request", person, step.consultation) is None) == (role in wanted)
    assert (may("exports.personal", person) is None) == (role == Role.ADMINISTRATOR)
    assert may("exports.request", AnonymousUser(), step.consultation).code == "role"
    assert may("exports.build", person).code == "platform_only"


def test_an_analyst_has_no_personal_data_even_by_asking_aloud(step: Step, analyst: User) -> None:
    with pytest.raises(NotAllowed) as refusal:
        ask(analyst, step.consultation, with_personal=True)
    assert refusal.value.code == "personal"
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("datasets", "formats", "field"),
    [
        ([], ["csv"], "datasets"),
        (["999:propositions"], ["csv"], "datasets"),
        (None, [], "formats"),
        (None, ["exe"], "formats"),
    ],
)
def test_what_does_not_exist_is_refused(
    step: Step, analyst: User, datasets: list[str] | None, formats: list[str], field: str
) -> None:
    keys = [f"{step.pk}:propositions"] if datasets is None else datasets
    with pytest.raises(RuleBroken) as refusal:
        request_export(by=analyst, consultation=step.consultation, datasets=keys, formats=formats)
    assert refusal.value.field == field


def test_a_dataset_of_another_consultation_is_refused(step: Step, analyst: User) -> None:
    other = making.make_step(making.make_consultation(slug="autre"), "proposals")
    with pytest.raises(RuleBroken):
        request_export(
            by=analyst, consultation=step.consultation, datasets=[f"{other.pk}:propositions"], formats=["csv"]
        )


def test_one_at_a_time_and_person(step: Step, analyst: User, administrator: User) -> None:
    first = ask(analyst, step.consultation)
    with pytest.raises(RuleBroken) as refusal:
        ask(analyst, step.consultation)
    assert refusal.value.code == "busy"
    ask(administrator, step.consultation)
    cancel_export(by=analyst, export=first)
    assert ask(analyst, step.consultation)  # type: ignore[truthy-bool]  # what is asked is whether it was made


def test_the_database_refuses_a_ready_export_without_a_file(step: Step) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(consultation=step.consultation, datasets=[], formats=[], state=State.READY)


def test_who_may_have_the_file(proposal: Contribution, analyst: User, administrator: User, moderator: User) -> None:
    export = built(ask(analyst, proposal.consultation))
    another = making.make_user("autre@example.org", roles=[Role.ANALYST])
    codes = {
        person.email: getattr(may("exports.download", person, export), "code", None)
        for person in (analyst, administrator, another, moderator)
    }
    assert codes == {
        "analyse@example.org": None,
        "admin@example.org": None,
        "autre@example.org": "not_yours",
        "moderation@example.org": "role",
    }
    assert may("exports.download", AnonymousUser(), export).code == "role"
    assert list(visible_to(another)) == []
    assert list(visible_to(administrator)) == list(visible_to(analyst)) == [export]


def test_a_role_that_is_lost_takes_the_file_along(proposal: Contribution, administrator: User) -> None:
    export = built(ask(administrator, proposal.consultation, with_personal=True))
    assert may("exports.download", administrator, export) is None
    administrator.roles = [Role.ANALYST]
    assert may("exports.download", administrator, export).code == "personal"
    administrator.roles = []
    assert may("exports.download", administrator, export).code == "role"


def test_a_download_is_written_in_the_log(proposal: Contribution, analyst: User) -> None:
    export = built(ask(analyst, proposal.consultation))
    for _again in range(2):
        download_export(by=analyst, export=export)
    assert Entry.objects.filter(action="exports.download", actor_id=analyst.pk, target_id=export.pk).count() == 2
    assert Entry.objects.filter(action="exports.request").count() == 1


def test_after_seven_days_there_is_no_file(proposal: Contribution, analyst: User) -> None:
    export = built(ask(analyst, proposal.consultation))
    storage, name = export.content.storage, export.content.name
    at = timezone.now()
    assert remove_outdated(by=SELF, at=at + timedelta(days=6)) == 0
    assert storage.exists(name)  # type: ignore[arg-type]  # narrower than what the test gives
    assert remove_outdated(by=SELF, at=at + timedelta(days=7, minutes=1)) == 1
    export.refresh_from_db()
    assert may("exports.download", analyst, export).code == "expired"
    assert not export.content


def test_only_what_is_under_way_is_cancelled_and_by_whom_it_concerns(
    proposal: Contribution, analyst: User, administrator: User
) -> None:
    export = ask(analyst, proposal.consultation)
    another = making.make_user("autre@example.org", roles=[Role.ANALYST])
    with pytest.raises(NotAllowed):
        cancel_export(by=another, export=export)
    cancel_export(by=administrator, export=export)
    with pytest.raises(NotAllowed) as refusal:
        cancel_export(by=analyst, export=Export.objects.get())
    assert refusal.value.code == "over"


def test_a_draft_can_be_exported_by_its_team_only(step: Step, analyst: User, resident: User) -> None:
    Consultation.objects.update(state="draft")
    assert ask(analyst, Consultation.objects.get())  # type: ignore[truthy-bool]  # what is asked is whether it was made
    assert may("exports.request", resident, step.consultation).code == "role"
