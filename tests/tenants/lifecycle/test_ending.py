"""The end of a space as people lead it: the team's pages, two operators, reminders, undoing."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.background import tasks as background
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from platform_core.outbox.relay import deliver_due
from tenants.lifecycle import tasks
from tenants.lifecycle.queries import due
from tenants.spaces.models import Deletion, Space, State
from tenants.spaces.operations import approve_deletion, ask_deletion, schedule_deletion
from tests import making
from tests.tenants.console.conftest import signed_in, space_rows

LIFE = "/equipe/vie-de-l-espace/"
GOOD = {"reason": "Le projet est fini.", "typed_name": " ville de  LILLE "}


def now(space: Space) -> Space:
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
        return found


def subjects(address: str) -> list[str]:
    with making.in_platform():
        deliver_due("default")
        return list(Email.objects.filter(to=address).order_by("pk").values_list("subject", flat=True))


def test_the_team_deletes_and_undoes(space: Space, visit: making.Visit, administrator: User) -> None:
    team = visit(administrator)
    assert "Supprimer l’espace" in team.get(LIFE).content.decode()
    for bad in ({}, {"reason": "Fin", "typed_name": "Lille"}, {"reason": " ", "typed_name": space.name}):
        refused = team.post(f"{LIFE}supprimer/", bad)
        assert refused.status_code == 422
        assert now(space).state == State.ACTIVE
    said = team.post(f"{LIFE}supprimer/", GOOD, follow=True).content.decode()
    assert "La suppression est programmée" in said
    assert "Cet espace sera supprimé le" in said  # the banner
    assert "Le projet est fini." in said
    assert now(space).state == State.SCHEDULED
    assert "Cet espace sera supprimé le" in team.get("/equipe/").content.decode()
    assert visit().get("/").status_code == 503
    kept = team.post(f"{LIFE}garder/", {}, follow=True).content.decode()
    assert "La suppression est annulée" in kept
    assert now(space).state == State.ACTIVE
    assert visit().get("/").status_code == 200
    assert subjects(administrator.email)[-1] == "Votre espace n’est plus à supprimer"
    verbs = list(Entry.objects.filter(action__startswith="spaces.").order_by("pk").values_list("action", "actor_id"))
    assert verbs == [
        ("spaces.schedule_deletion", administrator.pk),
        ("spaces.cancel_deletion", administrator.pk),
    ]


def test_the_team_archives_and_opens_again(space: Space, visit: making.Visit, administrator: User) -> None:
    team = visit(administrator)
    assert team.post(f"{LIFE}archiver/", {"reason": ""}).status_code == 422
    assert "L’espace est archivé" in team.post(f"{LIFE}archiver/", {"reason": "Fini."}, follow=True).content.decode()
    assert now(space).state == State.ARCHIVED
    assert team.post(f"{LIFE}archiver/", {"reason": "Fini."}).status_code == 403  # it is read-only, that too
    assert "de nouveau ouvert" in team.post(f"{LIFE}rouvrir/", {"reason": "Suite."}, follow=True).content.decode()
    assert now(space).state == State.ACTIVE
    assert subjects(administrator.email) == ["Votre espace est archivé", "Votre espace est rouvert"]


def test_an_archived_space_is_in_the_directory_and_says_so(
    space: Space, visit: making.Visit, administrator: User
) -> None:
    visit(administrator).post(f"{LIFE}archiver/", {"reason": "Fini."})
    page = making.operator_browser().get("/espaces/", {"q": "lille"}).content.decode()
    assert "Ville de Lille" in page
    assert "archivé" in page
    [line] = making.operator_browser().get("/api/v1/spaces/", {"q": "lille"}).json()["results"]
    assert line["archived"] is True


def test_it_is_for_administrators(space: Space, visit: making.Visit, moderator: User, other_space: Space) -> None:
    for page in ("", "archiver/", "supprimer/", "garder/", "adresse/"):
        assert visit(moderator).get(f"{LIFE}{page}").status_code == 403
    with pytest.raises(NotAllowed):
        schedule_deletion(by=moderator, space=space, reason="x")
    admin = making.make_user("a@example.org", roles=["administrator"])
    with pytest.raises(NotAllowed, match="elsewhere"):
        schedule_deletion(by=admin, space=other_space, reason="x")


def test_two_operators_are_needed(operator: User, colleague: User) -> None:
    [space] = space_rows(1)
    with pytest.raises(NotAllowed, match="two_operators"):
        schedule_deletion(by=operator, space=space, reason="Abus")
    asked = ask_deletion(by=operator, space=space, reason="Abus")
    assert now(space).state == State.ACTIVE
    with pytest.raises(RuleBroken, match="asked"):
        ask_deletion(by=colleague, space=space, reason="Abus aussi")
    with pytest.raises(NotAllowed, match="same_operator"):
        approve_deletion(by=operator, deletion=asked)
    approve_deletion(by=colleague, deletion=asked)
    assert now(space).state == State.SCHEDULED
    with pytest.raises(RuleBroken, match="state"):
        approve_deletion(by=colleague, deletion=asked)
    entry = Entry.objects.get(action="spaces.approve_deletion")
    assert (entry.actor_id, entry.details["asked_by"]) == (colleague.pk, operator.pk)


def test_the_console_leads_both_through_it(space: Space, operator: User, colleague: User) -> None:
    first, second = signed_in(operator), signed_in(colleague)
    page = f"/operateur/espaces/{space.pk}/"
    assert "Demander la suppression" in first.get(page).content.decode()
    done = first.post(f"{page}supprimer/", GOOD, follow=True).content.decode()
    assert "Un autre opérateur doit l’accorder" in done
    own = first.get(f"{page}supprimer/accorder/").content.decode()
    assert "un autre opérateur doit l’accorder" in own
    assert first.post(f"{page}supprimer/accorder/").status_code == 403
    assert "Ville de Lille" in second.get("/operateur/suppressions/").content.decode()
    assert "1 suppression attend un accord" in second.get("/operateur/").content.decode()
    assert "Odile" in second.get(f"{page}supprimer/accorder/").content.decode()
    said = second.post(f"{page}supprimer/accorder/", follow=True).content.decode()
    assert "La suppression est programmée" in said
    assert now(space).state == State.SCHEDULED
    kept = second.post(f"{page}supprimer/annuler/", {"reason": ""}, follow=True).content.decode()
    assert "La suppression est annulée" in kept
    assert now(space).state == State.ACTIVE


def test_a_sole_operator_is_told_what_to_do(space: Space, operator: User) -> None:
    answer = signed_in(operator).get(f"/operateur/espaces/{space.pk}/supprimer/")
    assert "createoperator" in answer.content.decode()
    refused = signed_in(operator).post(f"/operateur/espaces/{space.pk}/supprimer/", GOOD)
    assert refused.status_code == 200
    assert not Deletion.objects.exists()


def test_the_team_undoes_what_operators_decided(
    space: Space, visit: making.Visit, administrator: User, operator: User, colleague: User
) -> None:
    with making.in_platform():
        approve_deletion(by=colleague, deletion=ask_deletion(by=operator, space=now(space), reason="Abus"))
    visit(administrator).post(f"{LIFE}garder/", {})
    assert now(space).state == State.ACTIVE


def test_a_request_that_waits_is_not_the_teams_to_see(
    space: Space, visit: making.Visit, administrator: User, operator: User
) -> None:
    with making.in_platform():
        ask_deletion(by=operator, space=now(space), reason="Abus")
    assert "Abus" not in visit(administrator).get(LIFE).content.decode()
    assert visit(administrator).post(f"{LIFE}garder/", {}).status_code == 422


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do at once what is sent to the worker."""
    names: list[str] = []

    def run(task: background.Task, **kwargs: object) -> None:
        names.append(task.name)
        task(**{name: value for name, value in kwargs.items() if name != "queue"})

    monkeypatch.setattr(background.Task, "send", run)
    return names


def test_reminders_leave_once_each_and_the_last_one_gives_a_day(
    space: Space, administrator: User, sent: list[str]
) -> None:
    schedule_deletion(by=administrator, space=space, reason="Fin")
    first = "Votre espace va être supprimé"
    with making.in_platform():
        for days, wanted in [
            (20, [first]),
            (6, [first, "Votre espace sera supprimé dans 7 jours"]),
            (2, [first, "Votre espace sera supprimé dans 7 jours"]),
            (1, [first, "Votre espace sera supprimé dans 7 jours", "Votre espace sera supprimé demain"]),
        ]:
            left = timezone.now() + timedelta(days=days) - timedelta(minutes=5)
            Space.objects.filter(pk=space.pk).update(delete_at=left)
            for _twice in range(2):
                tasks.keep_dates()
            assert subjects(administrator.email) == wanted, days
        Space.objects.filter(pk=space.pk).update(delete_at=timezone.now())
        assert due(timezone.now()) == []
        assert due(timezone.now() + timedelta(hours=24)) == [space.pk]
    assert "lifecycle.delete" not in sent


def test_a_worker_that_was_away_reminds_before_it_deletes(space: Space, administrator: User, sent: list[str]) -> None:
    schedule_deletion(by=administrator, space=space, reason="Fin")
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(delete_at=timezone.now() - timedelta(days=3))
        tasks.keep_dates()
        assert subjects(administrator.email)[-1] == "Votre espace sera supprimé demain"
        assert "lifecycle.delete" not in sent
        assert now(space).state == State.SCHEDULED


def test_the_commands(space: Space) -> None:
    def run(name: str, **options: object) -> str:
        out = StringIO()
        call_command(name, "lille", stdout=out, **options)
        return out.getvalue()

    for name, state in [
        ("archivespace", State.ARCHIVED),
        ("unarchivespace", State.ACTIVE),
        ("scheduledeletion", State.SCHEDULED),
        ("canceldeletion", State.ACTIVE),
    ]:
        assert "lille" in run(name, reason="Un motif.")
        assert now(space).state == state
    with pytest.raises(CommandError, match="programmée"):
        run("canceldeletion", reason="Un motif.")
    with making.in_platform():
        entry = Entry.objects.get(action="spaces.archive")
        assert entry.actor_name.startswith("archivespace (")
