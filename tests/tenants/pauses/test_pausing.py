"""The platform read-only: writes refused with the reason, nothing half written, reads served, through every door (O11)."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from consultations.capabilities.supports.models import Support
from consultations.capabilities.supports.operations import add_support
from consultations.process.models import Contribution
from platform_core import scope
from platform_core.access import may
from platform_core.access.permissions import declarations
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed
from platform_core.outbox.relay import deliver_due
from platform_core.scope import NoScope
from tenants.pauses.limit import pause_new
from tenants.pauses.models import Pause
from tenants.pauses.operations import begin_pause, end_pause
from tenants.spaces.models import Space
from tenants.spaces.operations import suspend_space
from tests import making
from tests.tenants.console.conftest import signed_in

WHY = "Changement de serveur, retour à 22 h."
PAGE = "/operateur/lecture-seule/"


@pytest.fixture
def contribution(space: Space, resident: User) -> Contribution:
    return making.make_contribution(making.make_step(making.make_consultation(), "proposals"), resident)


def pause() -> None:
    with making.in_platform():
        begin_pause(by=making.SYSTEM, reason=WHY)


def resume() -> None:
    with making.in_platform():
        end_pause(by=making.SYSTEM)


def here(space: Space) -> Space:
    """Return the space as a request reads it."""
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
        return found


def test_writes_are_refused_with_the_reason_and_nothing_is_written(
    contribution: Contribution, space: Space, other_space: Space, visit: making.Visit, resident: User, moderator: User
) -> None:
    pause()
    browser = visit(resident)
    with making.in_space(here(space)):
        before = Entry.objects.count()
        with pytest.raises(NotAllowed, match="lecture seule") as refused:
            add_support(by=moderator, contribution=contribution)
        assert WHY in str(refused.value)
        assert not Support.objects.exists()
        assert Entry.objects.count() == before
    answer = browser.post("/compte/profil/", {"public_name": "Autre nom"})
    assert answer.status_code in {403, 422}
    assert WHY in answer.content.decode()
    with making.in_space(space):
        assert User.objects.get(pk=resident.pk).public_name == "Camille"
    with making.in_space(here(other_space)):
        assert may("pages.edit", resident) is not None
    resume()
    with making.in_space(here(space)):
        add_support(by=moderator, contribution=contribution)
        assert Support.objects.count() == 1


def test_reads_are_served_and_say_so(contribution: Contribution, visit: making.Visit, administrator: User) -> None:
    pause()
    for browser in (visit(), visit(administrator)):
        for path in ("/", "/concertations/", f"/concertations/{contribution.consultation.slug}/"):
            answer = browser.get(path)
            assert answer.status_code == 200, path
            assert WHY in answer.content.decode()
    assert visit().get("/api/v1/consultations/").status_code == 200
    assert visit(administrator).get("/equipe/").status_code == 200
    assert visit().get("/compte/connexion/").status_code == 200
    resume()
    assert WHY not in visit().get("/").content.decode()


def test_every_permission_that_is_not_to_read_or_leave_is_refused(space: Space, administrator: User) -> None:
    pause()
    with making.in_space(here(space)):
        for one in declarations():
            denial = may(one.name, administrator) if not one.when_frozen else None
            if not one.when_frozen:
                assert denial is not None, one.name
                assert denial.code == "platform_paused", one.name


def test_the_work_of_spaces_waits_then_goes_on(space: Space) -> None:
    pause()
    with pytest.raises(NoScope), scope.open_scope(space.schema_name):
        pass
    with scope.open_scope(space.schema_name, when_frozen=True):
        assert deliver_due("default") == 0
    resume()
    with scope.open_scope(space.schema_name):
        pass


def test_on_the_platform_operators_go_on_and_others_wait(operator: User, spaces: tuple[Space, Space]) -> None:
    pause()
    stranger = making.make_user("curieux@example.org")
    with making.in_platform():
        denial = may("opening.start", stranger)
        assert denial is not None
        assert denial.code == "platform_paused"
        suspend_space(by=operator, space=Space.objects.get(label="lille"), reason="Urgence.")
    resume()
    with making.in_platform():
        allowed = may("opening.start", stranger)
        assert allowed is None or allowed.code != "platform_paused"


def test_a_space_that_opens_meanwhile_waits_too(space: Space) -> None:
    pause()
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(paused="")
        pause_new(space)
    assert here(space).paused == WHY


def test_the_page_switches_it_and_the_console_says_so(browser: making.ScopedClient) -> None:
    assert browser.post(PAGE, {"reason": " "}).status_code == 422
    answer = browser.post(PAGE, {"reason": WHY}, follow=True)
    assert "Lever la lecture seule" in answer.content.decode()
    assert WHY in browser.get("/operateur/").content.decode()
    assert browser.post(PAGE, {"reason": "Encore"}).status_code == 422
    assert Pause.objects.count() == 1
    browser.post(f"{PAGE}lever/")
    assert "n’est pas en lecture seule" in browser.post(f"{PAGE}lever/", follow=True).content.decode()
    assert WHY not in browser.get("/operateur/").content.decode()
    assert WHY in browser.get(PAGE).content.decode()  # the times before
    assert list(Entry.objects.filter(action__startswith="pauses.").values_list("action", flat=True)) == [
        "pauses.end",
        "pauses.begin",
    ]


def test_it_is_for_operators_alone(operator: User, spaces: tuple[Space, Space]) -> None:
    curious = making.make_user("curieux@example.org", roles=["administrator"])
    for path, method in ((PAGE, "get"), (f"{PAGE}lever/", "post")):
        assert getattr(making.operator_browser(), method)(path).status_code == 302
        assert getattr(signed_in(curious), method)(path).status_code == 404
        assert getattr(signed_in(operator, second_factor=False), method)(path).status_code == 302
    with pytest.raises(NotAllowed):
        begin_pause(by=curious, reason=WHY)
    with making.in_space(spaces[0]):
        impostor = making.make_user("imposteur@example.org", roles=["operator"])
        with pytest.raises(NotAllowed):
            begin_pause(by=impostor, reason=WHY)


def test_the_database_holds_one_pause_at_a_time(platform: None) -> None:
    Pause.objects.create(reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(reason=WHY)


def test_the_same_by_commands(platform: None, space: Space) -> None:
    call_command("pauseplatform", reason=WHY)
    assert here(space).paused == WHY
    with pytest.raises(CommandError, match="déjà"):
        call_command("pauseplatform", reason=WHY)
    call_command("resumeplatform")
    assert here(space).paused == ""
    with pytest.raises(CommandError, match="n’est pas"):
        call_command("resumeplatform")
