"""Letters: does the server take them, when did the last one leave, what fails, since when does the oldest wait."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from platform_core.mail.models import Email
from platform_core.outbox.models import Delivery
from platform_core.outbox.models import State as DeliveryState
from platform_core.web.dates import long_moment
from tenants.console.models import SpaceHealth
from tenants.health.registry import Reading, Status
from tenants.health.rules import LATE, STUCK

WAITING = Q(sent_at=None, dropped_at=None)
SENDER = "mail.send"
PATIENCE = 5  # s


def read_mail() -> Reading:
    """Tell when the last letter left, how many cannot, since when the oldest waits: platform and spaces together."""
    own = Email.objects.aggregate(sent=Max("sent_at"), oldest=Min("created_at", filter=WAITING))
    seen = SpaceHealth.objects.aggregate(sent=Max("sent_at"), oldest=Min("oldest_letter_at"))
    sent = max((at for at in (own["sent"], seen["sent"]) if at), default=None)
    oldest = min((at for at in (own["oldest"], seen["oldest"]) if at), default=None)
    failing = _failing()
    says = [_("Dernier envoi : %(when)s.") % {"when": long_moment(sent)} if sent else _("Aucun envoi pour le moment.")]
    if failing:
        said = ngettext("%(count)d e-mail en échec.", "%(count)d e-mails en échec.", failing)
        says.append(said % {"count": failing})
    if oldest:
        says.append(_("Le plus ancien attend depuis le %(when)s.") % {"when": long_moment(oldest)})
    late = timezone.now() - oldest if oldest else None
    advice = _("Vérifiez le serveur d’envoi, puis relancez ce qui a échoué.")
    if late and late >= STUCK:
        return Reading(status=Status.DOWN, says=" ".join(says), advice=advice, since=oldest)
    if failing or (late and late >= LATE):
        return Reading(status=Status.WATCH, says=" ".join(says), advice=advice)
    return Reading(status=Status.FINE, says=" ".join(says))


def _failing() -> int:
    own = Delivery.objects.filter(state=DeliveryState.FAILED, consumer=SENDER).count()
    failures = SpaceHealth.objects.filter(failed__gt=0).values_list("failures", flat=True)
    there: int = sum(each.get(SENDER, 0) for each in failures)
    return own + there


def read_server() -> Reading:
    """Tell whether the mail server can be reached and takes our credentials."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Reading(status=Status.FINE, says=_("Les e-mails ne partent pas par un serveur ici."))
    server = get_connection(timeout=PATIENCE)
    try:
        server.open()
        server.close()
    except (SMTPException, OSError) as error:
        return Reading(
            status=Status.DOWN,
            says=_("Il ne répond pas (%(kind)s) : les e-mails attendent, aucun n’est perdu.")
            % {"kind": type(error).__name__},
            advice=_("Vérifiez EMAIL_HOST, le mot de passe et l’état du service chez votre fournisseur."),
        )
    return Reading(status=Status.FINE, says=_("Il répond."))
