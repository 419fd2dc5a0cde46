"""What is in the files, and that a file is offered whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connections
from django.utils import timezone

from consultations.capabilities.comments.operations import add_comment
from consultations.capabilities.exports import making as exports_making
from consultations.capabilities.exports.making import make_export
from consultations.capabilities.exports.models import Export, State
from consultations.capabilities.exports.operations.asking import cancel_export
from consultations.capabilities.exports.operations.building import Stopped, claim_export, finish_export, note_progress
from consultations.capabilities.exports.queries import abandoned
from consultations.capabilities.exports.tasks import keep
from consultations.capabilities.moderation.operations import hide_contribution
from consultations.capabilities.supports.operations import add_support
from consultations.modalities.initiatives.models import Initiative
from consultations.process.models import Contribution, Status, Step
from platform_core.accounts.models import User
from platform_core.notifications.models import Notification
from tenants.spaces.models import Space
from tests import making
from tests.consultations.capabilities.exports.files import LONG, ROWS, ask, built, inside, lines_of, texts_of
from tests.platform_core.notifications.telling import SELF, deliver


def files_on_disk() -> list[str]:
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_each_dataset_has_its_files_and_its_notice(proposal: Contribution, analyst: User, resident: User) -> None:
    add_comment(by=analyst, target=proposal, body="Oui")
    formats = ("csv", "xlsx", "ods", "json")
    export = built(ask(analyst, proposal.consultation, formats=formats))
    assert sorted(inside(export)) == sorted(
        [
            *(
                f"{folder}/{name}"
                for folder, slug in FOLDERS
                for name in [*(f"{slug}.{one}" for one in formats), "LISEZMOI.txt"]
            ),
            "LISEZMOI.txt",
        ]
    )
    notice = inside(export)["01-proposer-propositions/LISEZMOI.txt"].decode("utf-8-sig")
    assert "Titre [title] (texte)" in notice
    assert "Ville de Lille" in notice


FOLDERS = [
    ("01-proposer-propositions", "propositions"),
    ("02-proposer-soutiens", "soutiens"),
    ("03-proposer-commentaires", "commentaires"),
]


def test_one_dataset_alone_has_no_folder(proposal: Contribution, analyst: User) -> None:
    export = built(ask(analyst, proposal.consultation, "propositions", formats=("xlsx",)))
    assert sorted(inside(export)) == ["LISEZMOI.txt", "propositions.xlsx"]


def test_comments_and_supports_say_what_happened_and_not_who(
    proposal: Contribution, analyst: User, moderator: User
) -> None:
    parent = add_comment(by=moderator, target=proposal, body="Oui", alignment=1)
    add_comment(by=analyst, target=proposal, body="Merci", parent=parent)
    add_support(by=moderator, contribution=proposal)
    found = inside(built(ask(analyst, proposal.consultation)))
    comments = lines_of(found["03-proposer-commentaires/commentaires.csv"])
    assert [(one["Texte"], one["Position"], one["Niveau"], one["Titre commenté"]) for one in comments] == [
        ("Oui", "Pour", "0", "Planter des tilleuls"),
        ("Merci", "Neutre", "1", "Planter des tilleuls"),
    ]
    supports = lines_of(found["02-proposer-soutiens/soutiens.csv"])
    assert [(one["Titre"], one["Soutiens"]) for one in supports] == [("Planter des tilleuls", "1")]


def test_hidden_counts_of_supports_stay_hidden(proposal: Contribution, analyst: User, moderator: User) -> None:
    add_support(by=moderator, contribution=proposal)
    Step.objects.update(supports_hidden=True)
    found = inside(built(ask(analyst, proposal.consultation)))
    assert lines_of(found["02-proposer-soutiens/soutiens.csv"]) == []
    assert "Soutiens" not in lines_of(found["01-proposer-propositions/propositions.csv"])[0]


def test_nothing_that_is_not_shown_leaves(proposal: Contribution, analyst: User, moderator: User) -> None:
    for status in (Status.DRAFT, Status.WITHDRAWN):
        making.make_contribution(proposal.step, kind="proposal", title=f"Secret {status}", status=status)
    hidden = making.make_contribution(proposal.step, analyst, kind="proposal", title="Secret masqué")
    comment = add_comment(by=analyst, target=proposal, body="Secret commenté")
    add_comment(by=moderator, target=hidden, body="Secret sous le masqué")
    for one in (hidden, comment.contribution):
        hide_contribution(by=moderator, contribution=one, reason="insult", message="Non.")
    found = inside(built(ask(analyst, proposal.consultation, formats=("json",))))
    everything = "".join(texts_of(file) for name, file in found.items() if name.endswith(".json"))
    assert "Planter des tilleuls" in everything
    assert "Secret" not in everything
    assert "example.org" not in everything


def test_the_second_of_two_steps_is_exported_alone(proposal: Contribution, analyst: User) -> None:
    second = making.make_step(proposal.consultation, "proposals", title="Seconde")
    for n in range(3):
        making.make_contribution(second, kind="proposal", title=f"De la seconde {n}")
    export = ask(analyst, proposal.consultation, "propositions")
    Export.objects.update(datasets=[f"{second.pk}:propositions"])
    lines = lines_of(inside(built(export))["propositions.csv"])
    assert [line["Titre"] for line in lines] == [f"De la seconde {n}" for n in range(3)]
    shown = Contribution.objects.public().filter(step=second).count()
    assert len(lines) == shown == Export.objects.get().rows_done


def test_a_title_is_never_a_formula(step: Step, analyst: User) -> None:
    making.make_contribution(step, kind="proposal", title='=HYPERLINK("http://evil.example")')
    found = inside(built(ask(analyst, step.consultation, "propositions", formats=("csv", "json"))))
    assert lines_of(found["propositions.csv"])[0]["Titre"].startswith("'=")
    assert '"=HYPERLINK' in texts_of(found["propositions.json"])


@pytest.mark.parametrize("wanted", [False, True])
def test_personal_data_are_apart_and_only_when_asked(space: Space, administrator: User, wanted: bool) -> None:
    step = making.make_step(making.make_consultation(), "initiatives", title="Initiatives")
    shown = making.make_contribution(step, kind="initiative", title="Le jardin")
    Initiative.objects.create(contribution=shown, contact_email="jardin@example.org", contact_name="Jo")
    found = inside(built(ask(administrator, step.consultation, "initiatives", with_personal=wanted)))
    assert "jardin@example.org" not in found["initiatives.csv"].decode()
    assert ("initiatives-donnees-personnelles.csv" in found) == wanted
    if wanted:
        (line,) = lines_of(found["initiatives-donnees-personnelles.csv"])
        assert line["Numéro"] == str(shown.pk)
        assert line["E-mail"] == "jardin@example.org"
        assert "ne le publiez pas" in found["LISEZMOI.txt"].decode("utf-8-sig")


def test_whoever_asked_is_told_once(proposal: Contribution, analyst: User) -> None:
    export = built(ask(analyst, proposal.consultation))
    assert not make_export(export.pk)  # asked again by a message delivered twice
    deliver()
    one = Notification.objects.get()
    assert one.recipient == analyst
    assert one.sentence == "Votre export de « Nature en ville » est prêt. Il reste disponible 7 jours."
    assert [letter.to for letter in mail.outbox] == [["analyse@example.org"]]


def test_progress_is_told_and_a_cancelled_export_leaves_nothing(
    long_step: Step, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask(administrator, long_step.consultation, with_personal=True, formats=("csv", "json"))
    seen: list[tuple[int, int | None]] = []

    def watch(*, rows: int, total: int | None, **more: object) -> None:
        seen.append((rows, total))
        note_progress(rows=rows, total=total, **more)  # type: ignore[arg-type]  # passed through
        if rows >= ROWS:
            cancel_export(by=administrator, export=export)

    monkeypatch.setattr(exports_making, "note_progress", watch)
    assert not make_export(export.pk)
    assert seen[:3] == [(0, 4 * ROWS), (500, 4 * ROWS), (1000, 4 * ROWS)]
    assert Export.objects.get().state == State.CANCELLED
    assert files_on_disk() == []
    deliver()
    assert not Notification.objects.exists()


def silent(export: Export) -> None:
    """Make it seem that the worker died."""
    Export.objects.filter(pk=export.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=4))


def test_what_a_dead_worker_left_is_begun_again(proposal: Contribution, analyst: User) -> None:
    export = ask(analyst, proposal.consultation)
    dead = claim_export(by=SELF, export_id=export.pk)
    assert dead
    assert not make_export(export.pk)  # its worker lives, as far as anybody knows
    assert list(abandoned(timezone.now())) == []
    silent(export)
    assert list(abandoned(timezone.now())) == [export]
    assert built(export).attempts == 2
    with pytest.raises(Stopped):  # it was not dead after all
        finish_export(by=SELF, export=dead, name="exports/x.zip", size=1, rows=1)
    with pytest.raises(Stopped):
        note_progress(by=SELF, export=dead, rows=1, total=None)
    assert Export.objects.get().content.name == export.content.name


def test_after_three_attempts_it_fails_with_a_sentence(proposal: Contribution, analyst: User) -> None:
    export = ask(analyst, proposal.consultation)
    for _attempt in range(3):
        assert claim_export(by=SELF, export_id=export.pk)
        silent(export)
    assert not make_export(export.pk)
    export.refresh_from_db()
    assert export.state == State.FAILED
    assert "interrompue trois fois" in export.error
    deliver()
    assert Notification.objects.get().kind == "exports.failed"
    assert list(abandoned(timezone.now())) == []


def test_what_an_earlier_attempt_left_on_the_disk_goes(proposal: Contribution, analyst: User) -> None:
    export = ask(analyst, proposal.consultation)
    dead = claim_export(by=SELF, export_id=export.pk)
    assert dead
    left = Path(settings.MEDIA_ROOT, exports_making.name_of(dead) + ".part")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    silent(export)
    built(export)
    assert files_on_disk() == [Path(Export.objects.get().content.name).name]  # type: ignore[arg-type]  # narrower than what the test gives


def test_a_lost_message_is_made_up_for(
    proposal: Contribution, analyst: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    export = ask(analyst, proposal.consultation)
    Export.objects.update(requested_at=timezone.now() - timedelta(minutes=1))
    assert list(abandoned(timezone.now())) == [export]
    with django_capture_on_commit_callbacks() as sent:
        keep()
    assert len(sent) == 1


def test_two_workers_at_once_build_it_once(real_db: None, spaces: tuple[Space, Space]) -> None:
    with making.in_space(spaces[0]):
        person = making.make_user("exporte@example.org", roles=["administrator"])
        fields = {"title": LONG, "comments_enabled": False, "supports_enabled": False}
        consultation = making.make_consultation(slug="parallele-export")
        making.make_step(consultation, "test_modality", **fields)  # type: ignore[arg-type]  # narrower than what the test gives
        export = ask(person, consultation)

    def work(_n: int) -> bool:
        try:
            with making.in_space(spaces[0]):
                return make_export(export.pk)
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(work, range(4))) == [False, False, False, True]
        with making.in_space(spaces[0]):
            export.refresh_from_db()
            assert export.attempts == 1
            assert len(lines_of(inside(export)["longues.csv"])) == ROWS
    finally:
        with making.in_space(spaces[0]):
            consultation.delete()
            person.delete()
