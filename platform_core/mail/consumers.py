"""Send what was written."""

from __future__ import annotations

from email.utils import formataddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from platform_core import scope
from platform_core.mail.carriers import carried
from platform_core.mail.gates import may_leave
from platform_core.mail.keeping import close_letter
from platform_core.mail.models import Email
from platform_core.outbox.lateness import is_old_news
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer


class NotTaken(Exception):
    """The mail server did not take a letter."""


@consumer("mail.send", of="mail.written")
def send(event: Event) -> None:
    """Send one letter. Its Message-ID never changes: a copy sent again after a crash is recognised as the same.

    One whose code or link is worth nothing any more does not leave: people would try it; nor does one that a gate keeps, nor
    one that waited in a closed space until it was no news. Raises `NotTaken`, which names no address, when the mail server
    refuses.
    """
    email = Email.objects.filter(pk=event.payload["email_id"]).first()
    if email is None or email.sent_at or email.dropped_at:  # withdrawn, sent, or given up
        return
    if _is_worthless(email) or not may_leave(email):
        close_letter(email, dropped_at=timezone.now())
        return
    try:
        with translation.override(email.language):
            message = compose(email)
            if not carried(message):
                message.send()
    except SMTPException as error:
        raise NotTaken(reason_of(error)) from None
    close_letter(email, sent_at=timezone.now())


def _is_worthless(email: Email) -> bool:
    """Tell whether its code is worth nothing any more, or, from a space, it is about something long past."""
    if email.expires_at and email.expires_at <= timezone.now():
        return True
    return scope.in_space() and is_old_news(email.created_at)


def reason_of(error: SMTPException) -> str:
    """Return why a mail server refused: the kind of error and its code, never the sentence, which quotes the address."""
    codes: list[int] = []
    if isinstance(error, SMTPRecipientsRefused):
        codes = sorted({code for code, _sentence in error.recipients.values()})
    elif isinstance(error, SMTPResponseException):
        codes = [error.smtp_code]
    return " ".join([type(error).__name__, *map(str, codes)])


def compose(email: Email) -> EmailMultiAlternatives:
    """Return the message in plain text and HTML, from the space."""
    here = scope.current()
    context = {"email": email, "space": here, "home": scope.absolute_url("/")}
    headers = {
        "Message-ID": f"<{here.schema_name}.{email.pk}@{settings.APEX_DOMAIN}>",
        "Auto-Submitted": "auto-generated",
    }
    if email.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{email.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=email.subject,
        body=render_to_string("mail/letter.txt", context),
        from_email=formataddr((here.name.replace("\n", " "), settings.DEFAULT_FROM_EMAIL)),
        to=[email.to],
        reply_to=[here.contact_email] if scope.in_space() and here.contact_email else None,
        headers=headers,
    )
    message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    return message
