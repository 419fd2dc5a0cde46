"""A read-only space refuses every permission that is not on a written list, the same through every door."""

from __future__ import annotations

import pytest

from consultations.capabilities.comments.operations import add_comment
from consultations.capabilities.supports.operations import add_support
from platform_core.access import Denial, System, abilities, may
from platform_core.access.permissions import declarations
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from tenants.spaces.models import Space, State
from tests import making
from tests.tenants.lifecycle.conftest import FROZEN_STATES, Put

# What one may still do in a read-only space: read, take away, leave, undo. Adding a line here is a decision.
STAYS = {
    # to read, and to have files
    "accounts.see_addresses", "accounts.see_participants", "accounts.see_team", "files.read", "surveys.results", "surveys.texts",
    # to take away
    "archive.cancel", "archive.discard", "archive.download", "archive.request",
    "exports.cancel", "exports.download", "exports.open_data", "exports.personal", "exports.request",
    # to come in, to protect one's account, to leave
    "accounts.erase", "accounts.protect", "accounts.sign_out_everywhere", "accounts.use_pass", "tokens.revoke",
    "identity.leave", "identity.use",
    # to be written to no more
    "follows.unfollow", "notifications.choose", "notifications.read",
    "announcements.put_away",
    # to let somebody in who helps
    "support.enter", "support.give", "support.leave",
    # to undo, to go further
    "spaces.cancel_deletion", "spaces.schedule_deletion", "spaces.unarchive",
}  # fmt: skip


def test_what_stays_is_the_written_list() -> None:
    assert {one.name for one in declarations() if one.when_frozen} == STAYS


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_every_other_permission_is_refused_with_the_reason(state: State, put: Put, administrator: User) -> None:
    with making.in_space(put(state)):
        for one in declarations():
            if one.name not in STAYS:
                denial = may(one.name, administrator)  # asked of the space before the rule: nothing else is needed
                assert isinstance(denial, Denial), one.name
                assert denial.code == f"space_{state.value}", one.name
                assert str(denial.reason).startswith("Cet espace "), one.name


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_the_api_says_the_same(state: State, put: Put, administrator: User) -> None:
    with making.in_space(put(state)):
        said = abilities(["supports.add"], administrator)["supports.add"]
        assert (said["allowed"], said["code"]) == (False, f"space_{state.value}")


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_operations_refuse_and_nothing_is_written(state: State, put: Put, resident: User) -> None:
    contribution = making.make_contribution(making.make_step(making.make_consultation(), "proposals"), resident)
    frozen = put(state)
    with making.in_space(frozen):
        with pytest.raises(NotAllowed, match=f"space_{state.value}"):
            add_comment(by=resident, target=contribution, body="Encore")
        with pytest.raises(NotAllowed, match=f"space_{state.value}"):
            add_support(by=resident, contribution=contribution)


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_the_platform_itself_and_other_spaces_are_not_concerned(
    state: State, put: Put, administrator: User, other_space: Space
) -> None:
    with making.in_space(put(state)):
        assert may("pages.edit", System("tests")) is None
    with making.in_space(other_space):
        elsewhere = making.make_user("admin@amiens.example.org", roles=["administrator"])
        assert may("spaces.describe", elsewhere, other_space) is None


def test_an_active_space_refuses_nothing_more(space: Space, administrator: User) -> None:
    assert may("spaces.describe", administrator, space) is None


def test_an_archived_space_is_read_by_all_and_says_so(put: Put, visit: making.Visit, resident: User) -> None:
    consultation = making.make_consultation()
    put(State.ARCHIVED)
    for browser in (visit(), visit(resident)):
        answer = browser.get(f"/concertations/{consultation.slug}/")
        assert answer.status_code == 200
        assert "Cet espace est archivé" in answer.content.decode()
    assert visit().get("/api/v1/consultations/").status_code == 200
    assert "On ne s’inscrit pas" in visit().get("/compte/inscription/").content.decode()
    assert visit().get("/compte/connexion/").status_code == 200


def test_a_refused_form_says_why(put: Put, visit: making.Visit, administrator: User) -> None:
    put(State.ARCHIVED)
    answer = visit(administrator).post("/equipe/membres/inviter/", {"email": "x@example.org", "roles": ["analyst"]})
    assert answer.status_code == 403
    assert "Cet espace est archivé" in answer.content.decode()


@pytest.mark.parametrize("state", [State.SUSPENDED, State.SCHEDULED])
def test_a_closed_space_lets_its_team_read_and_others_have_their_data(
    state: State, put: Put, visit: making.Visit, administrator: User, resident: User, moderator: User
) -> None:
    put(state)
    for browser in (visit(), visit(resident)):
        for path in (
            "/",
            "/equipe/",
            "/concertations/",
            "/nulle-part/",
            "/compte/inscription/",
            "/api/v1/consultations/",
        ):
            answer = browser.get(path)
            assert answer.status_code == 503, path
            assert "no-store" in answer.headers["Cache-Control"]
    for member in (administrator, moderator):
        assert visit(member).get("/equipe/").status_code == 200
        assert visit(member).get("/").status_code == 200
        assert visit(member).get("/api/v1/consultations/").status_code == 503
    assert visit(resident).get("/compte/mes-donnees/").status_code == 200
    assert visit(resident).post("/compte/profil/", {"public_name": "X"}).status_code == 503
    for path in ("/compte/connexion/", "/couleurs/1f4e79.css", "/langue/en/"):  # what the sober page itself needs
        assert visit().get(path).status_code in {200, 302}, path
