"""What accounts write to people. Those that allauth asks for are found in `BY_TEMPLATE`, by the name it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from platform_core import scope
from platform_core.access.roles import Role
from platform_core.accounts.models import Invitation, Joining, Structure, User
from platform_core.accounts.queries import entrance
from platform_core.mail.letters import Letter

MINUTES = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
INVITATION_LIFE = timedelta(days=7)  # the letters say so


def here() -> str:
    """Return the name of the space (or of the platform)."""
    return scope.current().name


def page(name: str, *args: object) -> str:
    """Return the whole address of a page."""
    return scope.absolute_url(reverse(name, args=args))


def grouped(code: str) -> str:
    """Return a code as one reads it aloud: 1234 5678."""
    return f"{code[:4]} {code[4:]}"


def _code_letter(subject: str, why: str, code: str) -> Letter:
    life = ngettext(
        "Recopiez-le dans la page où vous l’avez demandé. Il est valable %(count)d minute et ne sert qu’une fois.",
        "Recopiez-le dans la page où vous l’avez demandé. Il est valable %(count)d minutes et ne sert qu’une fois.",
        MINUTES,
    )
    footer = _(
        "Vous n’avez rien demandé ? Ignorez ce message et ne donnez ce code à personne : sans lui, personne ne peut "
        "agir à votre place."
    )
    paragraphs = [why, grouped(code), life % {"count": MINUTES}]
    return Letter(subject, paragraphs, footer=footer, valid_for=timedelta(minutes=MINUTES))


def sign_in_code(code: str, **_more: Any) -> Letter:
    """Give the code that signs in."""
    return _code_letter(
        _("Votre code de connexion : %(code)s") % {"code": grouped(code)},
        _("Voici le code pour vous connecter à %(space)s :") % {"space": here()},
        code,
    )


def sign_up_code(code: str, **_more: Any) -> Letter:
    """Give the code that confirms the address of a new account."""
    return _code_letter(
        _("Votre code pour confirmer votre inscription : %(code)s") % {"code": grouped(code)},
        _("Bienvenue ! Voici le code qui confirme votre adresse et ouvre votre compte sur %(space)s :")
        % {"space": here()},
        code,
    )


def address_code(code: str, **_more: Any) -> Letter:
    """Give the code that confirms a new address. It is nobody's until then: not kept once the letter left."""
    letter = _code_letter(
        _("Votre code pour confirmer cette adresse : %(code)s") % {"code": grouped(code)},
        _("Voici le code qui fait de cette adresse celle de votre compte sur %(space)s :") % {"space": here()},
        code,
    )
    return replace(letter, forget_address=True)


def reset_code(code: str, **_more: Any) -> Letter:
    """Give the code that lets one choose a new password."""
    return _code_letter(
        _("Votre code pour changer de mot de passe : %(code)s") % {"code": grouped(code)},
        _("Voici le code pour choisir un nouveau mot de passe sur %(space)s :") % {"space": here()},
        code,
    )


def unknown_account(email: str, **_more: Any) -> Letter:
    """Tell whoever reads this address that no account has it."""
    paragraphs = [
        _("Quelqu’un, sans doute vous, a voulu se connecter à %(space)s avec l’adresse %(email)s.")
        % {"space": here(), "email": email},
        _("Aucun compte n’a cette adresse ici. Peut-être en avez-vous utilisé une autre ?"),
    ]
    footer = _("Si ce n’était pas vous, il n’y a rien à faire.")
    subject = _("Aucun compte n’a cette adresse")
    if not scope.in_space() or entrance().joining == Joining.INVITATION:
        return Letter(subject, paragraphs, footer=footer)
    return Letter(subject, paragraphs, _("Créer un compte"), page("account_signup"), footer=footer)


def account_already_exists(email: str, **_more: Any) -> Letter:
    """Tell the owner of an address that somebody tried to sign up with it."""
    paragraphs = [
        _("Quelqu’un, sans doute vous, a voulu créer un compte sur %(space)s avec l’adresse %(email)s.")
        % {"space": here(), "email": email},
        _("Vous en avez déjà un : connectez-vous avec cette adresse, un code suffit, même sans mot de passe."),
    ]
    footer = _("Si ce n’était pas vous, il n’y a rien à faire : votre compte n’a pas changé.")
    return Letter(_("Vous avez déjà un compte"), paragraphs, _("Me connecter"), page("account_login"), footer=footer)


def suspended(reason: str) -> Letter:
    """Tell a person that the account is suspended, and why."""
    paragraphs = [
        _("L’équipe de %(space)s a suspendu votre compte.") % {"space": here()},
        _("La raison donnée : %(reason)s") % {"reason": reason},
        _("Vous ne pouvez plus vous connecter. Ce que vous avez publié reste en ligne sauf décision contraire."),
        _("Pour contester cette décision ou demander vos données, écrivez à %(contact)s.")
        % {"contact": scope.current().contact_email},
    ]
    return Letter(_("Votre compte est suspendu"), paragraphs)


def suspension_lifted() -> Letter:
    """Tell a person that the account is open again."""
    paragraphs = [_("L’équipe de %(space)s a rouvert votre compte : vous pouvez à nouveau vous connecter.")]
    return Letter(
        _("Votre compte est rouvert"),
        [line % {"space": here()} for line in paragraphs],
        _("Me connecter"),
        page("account_login"),
    )


def team_invitation(inviter: User | None, secret: str, roles: Iterable[str]) -> Letter:
    """Invite somebody in the team, with what each role lets one do."""
    who = str(inviter) if inviter else _("L’équipe")
    paragraphs = [
        _("%(who)s vous invite à rejoindre l’équipe de %(space)s.") % {"who": who, "space": here()},
        *(_role_line(role) for role in roles),
        _("Le lien ci-dessous vous est personnel. Il est valable 7 jours et ne sert qu’une fois."),
    ]
    return Letter(
        _("Invitation à rejoindre l’équipe de %(space)s") % {"space": here()},
        paragraphs,
        _("Voir l’invitation"),
        page("accounts:invitation", secret),
        footer=_("Vous ne connaissez pas cet espace ? Ignorez ce message : rien n’est fait sans votre accord."),
        valid_for=INVITATION_LIFE,
    )


def invitation_key(invitation: Invitation) -> str:
    """Return the key of the letter that carries an invitation: another secret makes another letter."""
    return f"accounts.invitation:{invitation.secret_hash[:24]}"


def participant_invitation(inviter: User | None, secret: str) -> Letter:
    """Invite somebody to take part."""
    who = str(inviter) if inviter else _("L’équipe")
    values = {"who": who, "space": here()}
    return Letter(
        _("Invitation à participer sur %(space)s") % values,
        [
            _("%(who)s vous invite à participer sur %(space)s : donner votre avis, proposer, soutenir.") % values,
            _("Le lien ci-dessous vous est personnel. Il est valable 7 jours et ne sert qu’une fois."),
        ],
        _("Voir l’invitation"),
        page("accounts:invitation", secret),
        footer=_("Vous ne connaissez pas cet espace ? Ignorez ce message : rien n’est fait sans votre accord."),
        valid_for=INVITATION_LIFE,
    )


def roles_changed(roles: Iterable[str]) -> Letter:
    """Tell a member of the team what they may do from now on."""
    lines = [_role_line(role) for role in roles]
    if not lines:
        gone = _(
            "Vous ne faites plus partie de l’équipe de %(space)s. Votre compte de participant, lui, est inchangé."
        )
        return Letter(_("Vous n’êtes plus dans l’équipe"), [gone % {"space": here()}])
    paragraphs = [_("Voici maintenant ce que vous pouvez faire sur %(space)s :") % {"space": here()}, *lines]
    return Letter(_("Votre rôle a changé"), paragraphs, _("Ouvrir l’espace"), scope.absolute_url("/"))


def _role_line(role: str) -> str:
    return _("%(role)s : %(explanation)s") % {"role": Role(role).label, "explanation": Role(role).explanation}


def structure_invitation(inviter: User, structure: Structure, secret: str) -> Letter:
    """Invite somebody to speak for a structure."""
    values = {"who": str(inviter), "structure": structure.name, "space": here()}
    return Letter(
        _("Contribuer au nom de %(structure)s") % values,
        [
            _("%(who)s vous invite à contribuer au nom de « %(structure)s » sur %(space)s.") % values,
            _("Le lien ci-dessous vous est personnel. Il est valable 7 jours et ne sert qu’une fois."),
        ],
        _("Voir l’invitation"),
        page("accounts:structure_invitation", secret),
        footer=_("Vous ne connaissez pas cette structure ? Ignorez ce message."),
        valid_for=INVITATION_LIFE,
    )


def structure_request(asker: User, structure: Structure) -> Letter:
    """Tell a member that somebody asks to speak for the structure."""
    values = {"who": str(asker), "structure": structure.name, "space": here()}
    return Letter(
        _("%(who)s demande à contribuer au nom de %(structure)s") % values,
        [
            _("%(who)s demande à contribuer au nom de « %(structure)s » sur %(space)s.") % values,
            _("Vous en êtes membre : acceptez si vous connaissez cette personne, refusez sinon."),
        ],
        _("Répondre"),
        page("accounts:structure", structure.pk),
    )


def structure_answer(structure: Structure, *, accepted: bool) -> Letter:
    """Tell somebody whether they may speak for a structure."""
    values = {"structure": structure.name, "space": here()}
    if accepted:
        paragraphs = [_("Vous pouvez maintenant contribuer au nom de « %(structure)s » sur %(space)s.") % values]
        return Letter(_("Votre demande est acceptée"), paragraphs, _("Ouvrir l’espace"), scope.absolute_url("/"))
    refused = _(
        "Un membre de « %(structure)s » n’a pas accepté votre demande. Voyez-le directement avec la structure."
    )
    return Letter(_("Votre demande n’est pas acceptée"), [refused % values])


def farewell() -> Letter:
    """Confirm to a person that the account is gone."""
    paragraphs = [
        _("Votre compte sur %(space)s est supprimé, comme vous l’avez demandé.") % {"space": here()},
        _("Ce n’était pas vous ? Écrivez vite à %(contact)s.") % {"contact": scope.current().contact_email},
    ]
    return Letter(_("Votre compte est supprimé"), paragraphs, forget_address=True)


def changed(subject: Any, sentence: Any) -> Callable[..., Letter]:
    """Return the letter that says a change was made to how an account is protected."""

    def write(**facts: Any) -> Letter:
        values = {name: str(facts.get(name, "")) for name in ("from_email", "to_email", "deleted_email")}
        alarm = _(
            "Ce n’était pas vous ? Connectez-vous avec un code, changez votre mot de passe et choisissez « Me "
            "déconnecter partout » dans votre compte. Puis prévenez %(contact)s."
        )
        paragraphs = [
            _("Sur %(space)s :") % {"space": here()} + " " + str(sentence) % values,
            alarm % {"contact": scope.current().contact_email},
        ]
        return Letter(str(subject), paragraphs)

    return write
