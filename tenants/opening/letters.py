"""The letters of opening a space. Each has one reason (its key), so none is sent twice."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.background.tasks import URGENT
from platform_core.mail.letters import Letter, send_letter
from platform_core.scope import absolute_url
from tenants.opening.limits import CODE_LIFE
from tenants.opening.models import EmailCode, Purpose, SpaceRequest
from tenants.opening.seals import follow_token

CONSOLE = "/operateur/demandes/"  # the console's list; a layer beside this one, so only its address is known
MINUTES = int(CODE_LIFE.total_seconds() // 60)


def follow_path(request: SpaceRequest) -> str:
    """Return the path of the founder's follow-up page; whoever has it can enter the new space, once."""
    return reverse(
        "opening:follow",
        args=[follow_token(request.uuid, stored=request.token_hash)],
        urlconf=settings.PUBLIC_SCHEMA_URLCONF,
    )


def follow_url(request: SpaceRequest) -> str:
    """Return the whole address of the founder's follow-up page."""
    return absolute_url(follow_path(request))


def send_code(request: SpaceRequest, code: EmailCode, digits: str) -> None:
    """Send a code: it is alone in its letter, and its letter says why one receives it."""
    if code.purpose == Purpose.OFFICIAL:
        reason = _(
            "%(name)s (%(email)s) demande à ouvrir un espace de participation pour %(organisation)s. Si vous êtes "
            "d’accord, donnez-lui ce code. Sinon, ne faites rien : sans lui, la demande n’ira pas plus loin."
        )
        values = {"name": request.public_name, "email": request.email, "organisation": request.organisation}
        paragraphs = [reason % values, _("Le code : %(code)s") % {"code": digits}]
    else:
        reason = _("Voici le code qui confirme votre adresse pour ouvrir l’espace « %(name)s » : %(code)s")
        paragraphs = [reason % {"name": request.name, "code": digits}]
    paragraphs.append(_("Il est valable %(count)d minutes.") % {"count": MINUTES})
    footer = _("Si vous n’attendiez pas ce message, vous pouvez l’ignorer : rien n’est fait sans ce code.")
    subject = _("%(code)s est votre code de confirmation") % {"code": digits}
    letter = Letter(subject, paragraphs, footer=footer, valid_for=CODE_LIFE)
    send_letter(letter, to=code.email, key=f"opening.code:{code.pk}", queue=URGENT)


def say_held(request: SpaceRequest) -> None:
    """Tell the founder that somebody will read the request, and the operators that one waits."""
    paragraphs = [
        _("Votre demande d’espace pour %(organisation)s est bien arrivée.") % {"organisation": request.organisation},
        _(
            "Une personne de l’équipe de la plateforme va la lire, car le lien entre vous et cette organisation ne "
            "peut pas être vérifié automatiquement. Ce n’est pas un refus. Vous recevrez la réponse à cette adresse, "
            "en général sous deux jours ouvrés."
        ),
    ]
    letter = Letter(_("Votre demande est examinée"), paragraphs, _("Suivre ma demande"), follow_url(request))
    send_letter(letter, to=request.email, key=f"opening.held:{request.pk}")
    why = [check["sentence"] for check in request.checks if not check["passed"]]
    tell_operators(
        _("Une demande d’espace attend votre décision"),
        [
            _("« %(name)s », pour %(organisation)s.") % {"name": request.name, "organisation": request.organisation},
            *why,
        ],
        key=f"opening.held:{request.pk}",
    )


def say_done(request: SpaceRequest, url: str) -> None:
    """Tell the founder that the space is built."""
    paragraphs = [
        _("Votre espace « %(name)s » est prêt : %(url)s") % {"name": request.name, "url": url},
        _("Vous l’administrez. Le bouton ci-dessous vous y fait entrer la première fois, pendant 7 jours."),
        _("Pour l’instant, vous seuls le voyez. Vous l’ouvrirez au public une fois ses pages légales relues."),
        _("Ensuite, connectez-vous sur votre espace avec cette adresse e-mail : un code vous y sera envoyé."),
    ]
    letter = Letter(_("Votre espace est prêt"), paragraphs, _("Entrer dans mon espace"), follow_url(request))
    send_letter(letter, to=request.email, key=f"opening.done:{request.pk}")


def say_refused(request: SpaceRequest) -> None:
    """Tell the founder that the request was refused, and why."""
    paragraphs = [
        _("Votre demande d’espace pour %(organisation)s n’a pas été acceptée.")
        % {"organisation": request.organisation},
        _("Le message de l’équipe : %(message)s") % {"message": request.message},
        _("Vous pouvez faire une nouvelle demande à tout moment."),
    ]
    letter = Letter(_("Votre demande n’a pas été acceptée"), paragraphs, _("Voir ma demande"), follow_url(request))
    send_letter(letter, to=request.email, key=f"opening.refused:{request.pk}")


def say_failed(request: SpaceRequest) -> None:
    """Tell the founder and the operators that the space could not be built."""
    paragraphs = [
        _("La construction de votre espace « %(name)s » n’a pas abouti.") % {"name": request.name},
        _("Le problème vient de la plateforme, pas de votre demande. Notre équipe est prévenue et va la relancer."),
    ]
    letter = Letter(_("Votre espace n’est pas encore prêt"), paragraphs, _("Suivre ma demande"), follow_url(request))
    attempt = request.space_id or 0
    send_letter(letter, to=request.email, key=f"opening.failed:{request.pk}:{attempt}")
    tell_operators(
        _("La construction d’un espace a échoué"),
        [_("« %(name)s » : %(error)s") % {"name": request.name, "error": request.last_error or "—"}],
        key=f"opening.failed:{request.pk}:{attempt}",
    )


def warn_of_flood() -> None:
    """Tell the operators, once a day, that requests come in unusual numbers."""
    today = timezone.localdate().isoformat()
    text = _("Des demandes d’espace arrivent en nombre inhabituel. Les suivantes sont freinées pendant une heure.")
    tell_operators(_("Afflux de demandes d’espace"), [text], key=f"opening.flood:{today}")


def tell_operators(subject: str, paragraphs: list[str], *, key: str) -> None:
    """Write to every operator of the platform."""
    letter = Letter(subject, paragraphs, _("Ouvrir la console"), absolute_url(CONSOLE))
    for operator in User.objects.filter(roles__contains=[Role.OPERATOR], is_active=True):
        send_letter(letter, to=operator.email, key=f"{key}:{operator.pk}")
