"""Speak SMTP to the server of a space: a checked address, a bounded time, and a plain sentence for each way to fail."""

from __future__ import annotations

import smtplib
import socket
import ssl
from base64 import b64encode
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken
from platform_core.outside.guard import safe_addresses
from platform_core.senders.models import Sender
from platform_core.senders.rules import Security, check_server

SIGNED_IN = 235  # RFC 4954


class Pinned(smtplib.SMTP):
    """A client that connects to the address that was checked, whatever the name says by then."""

    address = ""

    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        return socket.create_connection((self.address, port), timeout)


class PinnedInTls(smtplib.SMTP_SSL):
    """The same, in TLS from the start."""

    address = ""

    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        link = socket.create_connection((self.address, port), timeout)
        return self.context.wrap_socket(link, server_hostname=host)


def post(sender: Sender, message: EmailMultiAlternatives) -> None:
    """Hand a message over to the server. Raises `RuleBroken`, with a sentence that names no recipient, when it is not taken."""
    check_server(port=sender.port, security=sender.security, has_password=bool(sender.sealed_password))
    address = safe_addresses(sender.host, sender.port)[0]
    try:
        client = _connected(sender, address)
        try:
            if sender.user and sender.sealed_password:
                _sign_in(client, sender.user, sender.password)
            text = b"\r\n".join(message.message().as_bytes().splitlines())
            client.sendmail(sender.from_address, message.to, text)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise refused(error, sender) from None  # the error of a server quotes addresses


def _connected(sender: Sender, address: str) -> smtplib.SMTP:
    wait, context = settings.OWN_SENDER_TIMEOUT, ssl.create_default_context()
    in_tls = sender.security == Security.TLS
    client: Pinned | PinnedInTls = PinnedInTls(timeout=wait, context=context) if in_tls else Pinned(timeout=wait)
    client.address = address
    client._host = sender.host  # type: ignore[union-attr]  # noqa: SLF001 (the name to find in the certificate; only a constructor that connects at once sets it)
    try:
        client.connect(sender.host, sender.port)
        client.ehlo_or_helo_if_needed()
        if sender.security == Security.STARTTLS:
            client.starttls(context=context)
    except BaseException:
        client.close()
        raise
    return client


def _sign_in(client: smtplib.SMTP, user: str, password: str) -> None:
    """Give the password; one with accents by hand, in UTF-8 (RFC 4616), since smtplib knows ASCII alone."""
    if user.isascii() and password.isascii():
        client.login(user, password)
        return
    pair = b64encode(f"\0{user}\0{password}".encode()).decode()
    code, sentence = client.docmd("AUTH", f"PLAIN {pair}")
    if code != SIGNED_IN:
        raise smtplib.SMTPAuthenticationError(code, sentence)


def refused(error: Exception, sender: Sender) -> RuleBroken:
    """Return what to tell people of an error."""
    facts = {"host": sender.host, "port": sender.port}
    match error:
        case smtplib.SMTPAuthenticationError():
            return _broken("login", _("Le serveur refuse l’identifiant ou le mot de passe."), "user", facts)
        case smtplib.SMTPSenderRefused():
            sentence = _("Le serveur refuse l’adresse d’expéditeur (code %(code)s). Est-elle bien à vous, chez lui ?")
            return _broken("sender", sentence, "from_address", {**facts, "code": error.smtp_code})
        case smtplib.SMTPRecipientsRefused():
            return _broken("recipient", _("Le serveur refuse le destinataire."), None, facts)
        case ssl.SSLCertVerificationError():
            sentence = _("Le certificat de « %(host)s » n’est pas valable : vérifiez le nom du serveur.")
            return _broken("certificate", sentence, "host", facts)
        case smtplib.SMTPNotSupportedError() | ssl.SSLError():
            sentence = _("« %(host)s » n’accepte pas cette protection sur le port %(port)s : essayez l’autre.")
            return _broken("security", sentence, "security", facts)
        case smtplib.SMTPResponseException():
            sentence = _("Le serveur a répondu par une erreur (code %(code)s).")
            return _broken("answer", sentence, None, {**facts, "code": error.smtp_code})
        case TimeoutError() | ConnectionError():
            sentence = _("« %(host)s » ne répond pas sur le port %(port)s : vérifiez le port et la protection.")
            return _broken("no_answer", sentence, "host", facts)
    return _broken("failed", _("L’échange avec « %(host)s » a échoué."), "host", facts)


def _broken(code: str, sentence: str, field: str | None, facts: dict[str, Any]) -> RuleBroken:
    return RuleBroken(code, sentence % facts, field)
