"""Send what was written."""

from __future__ import annotations

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from platform_core import scope
from platform_core.mail.models import Email
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer


@consumer("mail.send", of="mail.written")
def send(event: Event) -> None:
    """Send one letter. Its Message-ID never changes: a copy sent again after a crash is recognised as the same."""
    email = Email.objects.filter(pk=event.payload["email_id"]).first()
    if email is None or email.sent_at:  # withdrawn, or sent
        return
    with translation.override(email.language):
        compose(email).send()
    email.sent_at = timezone.now()
    email.save(update_fields=["sent_at"])


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
        headers=headers,
    )
    message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    return message
