"""Letters leave by the server of the space when it works, by the platform when it does not; its password stays hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.letters import Letter, send_letter
from platform_core.mail.models import Email
from platform_core.notifications.models import Notification
from platform_core.sealing import Unsealable, seal, unseal
from platform_core.senders.models import Sender
from platform_core.senders.operations import note_test, remove_sender, set_sender
from platform_core.senders.posting import post
from platform_core.senders.rules import REST
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import deliver
from tests.platform_core.outside.naming import name_server
from tests.platform_core.senders.postman import Postman, mail_server, make_certificate

PAGE = "/equipe/courriel/"
SECRET = "un mot de passe bien gardé"
FROM = "participation@exemple.fr"


@pytest.fixture(autouse=True)
def loopback(settings: LazySettings) -> None:
    settings.PRIVATE_ADDRESSES_ALLOWED = True
    settings.OWN_SENDER_TIMEOUT = 2


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def postman() -> Iterator[Postman]:
    with mail_server() as served:
        yield served


def facts(port: int, **more: Any) -> dict[str, Any]:
    known = {"host": "localhost", "port": port, "security": "none", "user": "", "from_address": FROM, "selector": ""}
    return {**known, **more}


def typed(port: int, **more: Any) -> dict[str, Any]:
    return {**facts(port), "password": "", **more}


def used(administrator: User, port: int, **more: Any) -> Sender:
    sender = set_sender(by=administrator, password="", **facts(port, **more))
    note_test(by=administrator, sender=sender, at=timezone.now())
    return sender


def write(key: str) -> Email:
    return send_letter(Letter("Une nouvelle", ["Un mot"]), to="resident@example.org", key=key)


def test_without_a_server_letters_come_from_the_platform_in_the_name_of_the_space(space: Space) -> None:
    write("essai")
    deliver()
    [letter] = mail.outbox
    assert letter.from_email == "Ville de Lille <ne-pas-repondre@citoyens.test>"
    assert letter.reply_to == ["contact@lille.example.org"]


def test_a_server_that_passes_its_test_carries_the_letters(
    visit: making.Visit, administrator: User, postman: Postman
) -> None:
    assert visit(administrator).post(PAGE, typed(postman.port)).status_code == 302
    [trial] = postman.letters
    assert (trial["To"], trial["Subject"]) == (administrator.email, "Essai d’envoi réussi")
    write("essai")
    deliver()
    letter = postman.letters[-1]
    assert (letter["To"], letter["From"]) == ("resident@example.org", f"Ville de Lille <{FROM}>")
    assert letter["Reply-To"] == "contact@lille.example.org"
    assert postman.senders[-1].startswith(f"FROM:<{FROM}>")
    assert mail.outbox == []
    assert Email.objects.get(key="essai").sent_at


def test_one_that_fails_its_test_is_not_used(visit: making.Visit, administrator: User, postman: Postman) -> None:
    postman.refuses["MAIL"] = "550 pas vous"
    refused = visit(administrator).post(PAGE, typed(postman.port))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "refuse l’adresse d’expéditeur (code 550)" in page
    assert 'value="localhost"' in page
    assert not Sender.objects.get().in_use
    write("essai")
    deliver()
    assert len(mail.outbox) == 1


def test_one_that_fails_later_leaves_each_letter_to_the_platform_once(
    administrator: User, moderator: User, postman: Postman
) -> None:
    used(administrator, postman.port)
    postman.refuses["DATA"] = "451 plus tard"
    for number in range(3):
        write(f"essai-{number}")
        deliver()
    to_resident = [one for one in mail.outbox if one.to == ["resident@example.org"]]
    assert len(to_resident) == 3
    assert {one.from_email for one in to_resident} == {"Ville de Lille <ne-pas-repondre@citoyens.test>"}
    assert len(postman.senders) == 1  # it rests: letters do not wait for it one after the other
    assert Notification.objects.filter(kind="sender.failing", recipient=administrator).count() == 1
    assert not Notification.objects.filter(recipient=moderator).exists()


def told(administrator: User) -> int:
    return Notification.objects.filter(kind="sender.failing", recipient=administrator).count()


def test_the_team_is_told_once_a_day_and_it_is_tried_again(administrator: User, postman: Postman) -> None:
    used(administrator, postman.port)
    postman.refuses["DATA"] = "451 plus tard"
    seen = []
    for number, hours in enumerate((0, 1, 23, 25)):  # since the team was told for the first time
        Sender.objects.update(failed_at=timezone.now() - REST - timedelta(seconds=1))  # it has rested
        if number:
            Sender.objects.update(told_at=timezone.now() - timedelta(hours=hours))
            Notification.objects.update(event="sender:avant")  # of another minute
        write(f"essai-{number}")
        deliver()
        seen.append((len(postman.senders), told(administrator)))
    assert seen == [(1, 1), (2, 1), (3, 1), (4, 2)]
    write("pendant le repos")
    deliver()
    assert len(postman.senders) == 4
    del postman.refuses["DATA"]
    Sender.objects.update(failed_at=timezone.now() - REST - timedelta(seconds=1))
    write("enfin")
    deliver()
    assert [letter["To"] for letter in postman.letters] == ["resident@example.org"]
    assert (Sender.objects.get().failed_at, told(administrator)) == (None, 2)


def test_a_recipient_it_refuses_is_no_failure_of_the_server(administrator: User, postman: Postman) -> None:
    used(administrator, postman.port)
    postman.refuses["RCPT"] = "550 inconnu"
    write("essai")
    deliver()
    assert (len(mail.outbox), Sender.objects.get().failed_at) == (1, None)


@pytest.mark.parametrize("in_tls", [False, True])
def test_the_password_travels_in_tls_alone(
    administrator: User, certificate: Path, trusted: None, in_tls: bool
) -> None:
    with mail_server(certificate=certificate, in_tls=in_tls) as postman:
        postman.users = {"moi": SECRET}
        sender = set_sender(
            by=administrator,
            password=SECRET,
            **facts(postman.port, user="moi", security="tls" if in_tls else "starttls"),
        )
        post(sender, mail.EmailMultiAlternatives("Essai", "Un mot", FROM, ["a@example.org"]))
        assert postman.passwords == [("moi", SECRET)]
        assert len(postman.letters) == 1


def test_a_certificate_that_is_not_trusted_stops_before_the_password(administrator: User, certificate: Path) -> None:
    with mail_server(certificate=certificate) as postman:
        postman.users = {"moi": SECRET}
        sender = set_sender(by=administrator, password=SECRET, **facts(postman.port, user="moi", security="starttls"))
        with pytest.raises(RuleBroken) as refused:
            post(sender, mail.EmailMultiAlternatives("Essai", "Un mot", FROM, ["a@example.org"]))
        assert (refused.value.code, postman.passwords) == ("certificate", [])


def test_a_wrong_password_is_said_without_quoting_the_server(
    visit: making.Visit, administrator: User, certificate: Path, trusted: None
) -> None:
    with mail_server(certificate=certificate) as postman:
        postman.users = {"moi": "autre"}
        refused = visit(administrator).post(
            PAGE, typed(postman.port, user="moi", security="starttls", password=SECRET)
        )
    page = refused.content.decode()
    assert "refuse l’identifiant ou le mot de passe" in page
    assert "quelquun@example.org" not in page
    assert SECRET not in page


def test_the_password_is_never_shown_nor_written_in_clear(visit: making.Visit, administrator: User) -> None:
    set_sender(by=administrator, password=SECRET, **facts(587, user="moi", security="starttls"))
    page = visit(administrator).get(PAGE).content.decode()
    assert SECRET not in page
    assert "Laissez vide pour ne pas le changer" in page
    sender = Sender.objects.get()
    assert SECRET not in sender.sealed_password
    assert sender.password == SECRET
    assert SECRET not in str(list(Entry.objects.values("details")))


@pytest.mark.parametrize("change", [{"host": "127.0.0.1"}, {"port": 2525}, {"user": "autre"}, {"security": "tls"}])
def test_a_kept_password_never_goes_to_another_server(administrator: User, change: dict[str, Any]) -> None:
    before = facts(587, user="moi", security="starttls")
    set_sender(by=administrator, password=SECRET, **before)
    with pytest.raises(RuleBroken) as refused:
        set_sender(by=administrator, password="", **{**before, **change})
    assert (refused.value.code, refused.value.field) == ("password_again", "password")
    assert set_sender(by=administrator, password="", **{**before, "selector": "s1"}).password == SECRET


def test_a_password_never_travels_in_clear(administrator: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        set_sender(by=administrator, password=SECRET, **facts(587, user="moi", security="none"))
    assert refused.value.code == "clear_password"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433"])
def test_machines_of_ours_are_not_called(administrator: User, settings: LazySettings, host: str) -> None:
    settings.PRIVATE_ADDRESSES_ALLOWED = False
    sender = set_sender(by=administrator, password="", **facts(25, host=host))
    with pytest.raises(RuleBroken) as refused:
        post(sender, mail.EmailMultiAlternatives("Essai", "Un mot", FROM, ["a@example.org"]))
    assert refused.value.code == "private_address"


@pytest.mark.parametrize("port", [22, 80, 443, 5432, 6379, 11211])
def test_only_ports_of_mail_are_called(administrator: User, settings: LazySettings, port: int) -> None:
    settings.PRIVATE_ADDRESSES_ALLOWED = False
    with pytest.raises(RuleBroken) as refused:
        set_sender(by=administrator, password="", **facts(port))
    assert (refused.value.code, refused.value.field) == ("port", "port")


def test_removed_the_password_is_gone(visit: making.Visit, administrator: User, postman: Postman) -> None:
    used(administrator, postman.port)
    assert visit(administrator).post(f"{PAGE}retirer/").status_code == 302
    assert not Sender.objects.exists()


@pytest.mark.parametrize("role", ["moderator", "analyst", "steering", None])
def test_only_administrators(role: str | None, space: Space) -> None:
    someone = making.make_user("quelquun@example.org", "Quelqu’un", roles=[role] if role else [])
    with pytest.raises(NotAllowed):
        set_sender(by=someone, password="", **facts(587))
    with pytest.raises(NotAllowed):
        remove_sender(by=someone)


def test_the_server_of_a_space_carries_nothing_of_another(
    administrator: User, postman: Postman, other_space: Space
) -> None:
    used(administrator, postman.port)
    with making.in_space(other_space):
        write("essai")
        deliver()
    assert (len(mail.outbox), postman.letters) == (1, [])


def test_what_is_sealed_in_a_space_does_not_open_in_another(space: Space, other_space: Space) -> None:
    sealed = seal(SECRET, purpose="essai")
    assert unseal(sealed, purpose="essai") == SECRET
    with pytest.raises(Unsealable):
        unseal(sealed, purpose="autre")
    with making.in_space(other_space), pytest.raises(Unsealable):
        unseal(sealed, purpose="essai")


def test_the_dns_of_the_sender_is_advice(
    visit: making.Visit, administrator: User, postman: Postman, settings: LazySettings
) -> None:
    used(administrator, postman.port, selector="s1")
    with name_server() as names:
        settings.DNS_SERVERS = [names.address]
        names.records = {
            ("exemple.fr", "TXT"): ["v=spf1 a:smtp.exemple.fr ~all", "autre"],
            ("s1._domainkey.exemple.fr", "TXT"): ["v=DKIM1; p=abcd"],
        }
        page = visit(administrator).get(f"{PAGE}?dns=1").content.decode()
    assert page.count("Présent") == 2
    assert page.count("À corriger") == 1
    assert "v=spf1 a:smtp.exemple.fr ~all" in page
