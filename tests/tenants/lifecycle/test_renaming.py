"""A space at a new address: the former one leads there for a year, then is free; nobody else can have either."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from platform_core import scope
from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from platform_core.outbox.relay import deliver_due
from tenants.lifecycle.operations import release_labels, rename_space
from tenants.opening.labels import check_label
from tenants.opening.queries import taken_labels
from tenants.spaces.models import Domain, Space, State
from tenants.spaces.operations import reserve_space
from tests import making

BY = System("tests")
FORMER = "lille.citoyens.test"


def renamed(space: Space, label: str = "lille-ensemble") -> Space:
    with making.in_platform():
        kept: Space = Space.objects.get(pk=space.pk)
        rename_space(by=BY, space=kept, label=label)
        return kept


def at(host: str) -> making.ScopedClient:
    browser = making.operator_browser()
    browser.defaults["HTTP_HOST"] = host
    return browser


def ask_certificate(host: str) -> int:
    return int(making.operator_browser().get("/interne/tls", {"domain": host}).status_code)


def test_the_new_address_answers_and_the_former_leads_to_it(space: Space) -> None:
    new = renamed(space)
    assert new.host == "lille-ensemble.citoyens.test"
    assert at(new.host).get("/").status_code == 200
    for method in ("get", "head"):
        answer = getattr(at(FORMER), method)("/concertations/?page=2&q=%C3%A9cole")
        assert answer.status_code == 301
        assert answer["Location"] == f"{settings.SCHEME}://{new.host}/concertations/?page=2&q=%C3%A9cole"
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(at(FORMER), method)("/api/v1/contributions/1/support/?x=1")
        assert answer.status_code == 308
        assert answer["Location"] == f"{settings.SCHEME}://{new.host}/api/v1/contributions/1/support/?x=1"
    for path in ("//evil.test/", "/\\evil.test", "/%0d%0aSet-Cookie:x"):
        assert at(FORMER).get(path)["Location"].startswith(f"{settings.SCHEME}://{new.host}/")


def test_both_hosts_have_a_certificate_and_the_former_one_only_for_a_year(space: Space) -> None:
    new = renamed(space)
    assert (ask_certificate(FORMER), ask_certificate(new.host)) == (200, 200)
    with making.in_platform():
        former = Domain.objects.get(domain=FORMER)
        assert former.former_until is not None
        assert abs(former.former_until - timezone.now() - timedelta(days=365)) < timedelta(minutes=1)
        Domain.objects.filter(pk=former.pk).update(former_until=timezone.now() - timedelta(seconds=1))
    assert (ask_certificate(FORMER), ask_certificate(new.host)) == (404, 200)
    assert at(FORMER).get("/").status_code == 404


def test_links_of_old_letters_and_what_was_signed_still_work(space: Space, resident: User) -> None:
    link = scope.absolute_url("/compte/connexion/")
    signed = scope.sign({"a": 1}, purpose="essai")
    new = renamed(space)
    answer = at(FORMER).get(link.removeprefix(f"{settings.SCHEME}://{FORMER}"))
    assert answer["Location"] == f"{settings.SCHEME}://{new.host}/compte/connexion/"
    with making.in_space(new):
        assert scope.unsign(signed, purpose="essai") == {"a": 1}


def test_a_one_click_unsubscription_is_not_redirected(space: Space) -> None:
    renamed(space)
    answer = at(FORMER).post("/nulle-part/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 404  # of the space itself: RFC 8058 allows no redirect


def test_one_signs_in_again(space: Space, visit: making.Visit, resident: User) -> None:
    browser = visit(resident)
    assert browser.get("/notifications/").status_code == 200
    new = renamed(space)
    assert browser.get("/compte/").status_code == 301
    assert at(new.host).get("/compte/").status_code == 302  # the cookie belongs to the former host


def test_nobody_takes_either_address(space: Space) -> None:
    renamed(space)
    with making.in_platform():
        assert {"lille", "lille-ensemble"} <= set(taken_labels())
        for label in ("lille", "lille-ensemble"):
            problem = check_label(label, taken=taken_labels())
            assert problem is not None
            assert problem.code == "label_taken"
            with pytest.raises(RuleBroken, match="label_taken"):
                reserve_space(by=BY, label=label, name="X", kind="association", contact_email="x@example.org")


def test_the_former_address_is_free_after_a_year(space: Space) -> None:
    renamed(space)
    with making.in_platform():
        Domain.objects.filter(domain=FORMER).update(former_until=timezone.now() - timedelta(days=1))
        assert release_labels(by=BY) == 1
        assert release_labels(by=BY) == 0
        assert "lille" not in taken_labels()


def test_a_space_takes_its_former_address_back(space: Space) -> None:
    renamed(space)
    back = renamed(space, "lille")
    assert at(back.host).get("/").status_code == 200
    answer = at("lille-ensemble.citoyens.test").get("/")
    assert answer["Location"] == f"{settings.SCHEME}://lille.citoyens.test/"


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("lille", "same"),
        ("amiens", "label_taken"),
        ("admin", "label_reserved"),
        ("Lille Ensemble", "label_characters"),
        ("li", "label_length"),
        ("xn--lille", "label_hyphens"),
        ("lïlle", "label_characters"),
        ("arniens", "label_confusable"),
        ("roubaix", "label_official"),
    ],
)
def test_the_rules_are_those_of_opening(label: str, code: str, space: Space, administrator: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        rename_space(by=administrator, space=space, label=label)
    assert (refused.value.code, refused.value.field) == (code, "label")
    assert space.label == "lille"


def test_a_team_collects_no_names(space: Space, administrator: User) -> None:
    for label in ("lille-un", "lille-deux", "lille-trois"):
        rename_space(by=administrator, space=space, label=label)
    with pytest.raises(RuleBroken, match="too_many"):
        rename_space(by=administrator, space=space, label="lille-quatre")
    rename_space(by=administrator, space=space, label="lille")  # its own


def test_only_its_administrators_and_operators(
    space: Space, moderator: User, other_space: Space, administrator: User
) -> None:
    with pytest.raises(NotAllowed):
        rename_space(by=moderator, space=space, label="lille-ensemble")
    with pytest.raises(NotAllowed, match="elsewhere"):
        rename_space(by=administrator, space=other_space, label="amiens-ensemble")
    with making.in_platform(), pytest.raises(NotAllowed):
        rename_space(by=making.make_user("x@example.org"), space=space, label="lille-ensemble")


def test_from_the_page_it_is_written_down_and_told(space: Space, visit: making.Visit, administrator: User) -> None:
    path = "/equipe/vie-de-l-espace/adresse/"
    page = visit(administrator).get(path).content.decode()
    assert "Chacun devra se connecter une nouvelle fois" in page
    refused = visit(administrator).post(path, {"label": "amiens"})
    assert refused.status_code == 422
    assert 'value="amiens"' in refused.content.decode()
    done = visit(administrator).post(path, {"label": " Lille-Ensemble "})
    assert done["Location"].startswith("https://lille-ensemble.citoyens.test/compte/connexion/")
    entry = Entry.objects.get(action="lifecycle.rename")
    assert (entry.actor_id, entry.details["after"]) == (administrator.pk, {"label": "lille-ensemble"})
    with making.in_platform():
        deliver_due("default")
        assert Email.objects.get(to=administrator.email).subject == "Votre espace a changé d’adresse"
        entry = Entry.objects.get(action="lifecycle.rename")
        assert (entry.actor_id, entry.actor_name) == (None, "team")  # no account of the platform has that number


def test_the_command(space: Space) -> None:
    call_command("renamespace", "lille", "lille-ensemble", verbosity=0)
    with making.in_platform():
        assert Space.objects.get(pk=space.pk).label == "lille-ensemble"
    with pytest.raises(CommandError, match="déjà prise"):
        call_command("renamespace", "lille-ensemble", "amiens")


def test_a_deleted_space_leads_nowhere(space: Space) -> None:
    renamed(space)
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(state=State.DELETED)
    assert at(FORMER).get("/").status_code == 404
    assert ask_certificate(FORMER) == 404
