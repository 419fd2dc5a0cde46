"""Join an identity to an account, open an account by one, take one away, note that one was used."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.models import Joining, User
from platform_core.accounts.queries import entrance
from platform_core.audit.log import record
from platform_core.background.tasks import URGENT
from platform_core.errors import RuleBroken
from platform_core.identity import letters
from platform_core.identity.models import Identity, Provider
from platform_core.mail.letters import send_letter


@transaction.atomic
def join_identity(*, by: Actor, user: User, provider: Provider, subject: str) -> Identity:
    """Have an identity that was just proved open an account; its owner is written to.

    Raises `RuleBroken` when it opens another account, or when this one has another identity at the same provider.
    """
    require("identity.join", by, user)
    identity = _joined(user, provider, subject)
    record("identity.join", by=user, target=identity, issuer=provider.issuer)
    send_letter(letters.joined(provider.name), to=user.email, key=f"identity.join:{identity.pk}", queue=URGENT)
    return identity


@transaction.atomic
def open_account(*, by: Actor, provider: Provider, subject: str, email: str, public_name: str) -> User:
    """Open an account for somebody whose address a trusted provider has verified, and join their identity to it.

    The rules of the space hold as for anybody. Raises `RuleBroken` when it takes no such address, or one that has an
    account already.
    """
    require("identity.open_account", by)
    require("accounts.join", by)
    if not provider.trusts_addresses:
        raise RuleBroken("not_trusted", _("Ce fournisseur ne suffit pas à ouvrir un compte."))
    known = entrance()
    if known.joining == Joining.INVITATION or not known.takes(email):
        raise RuleBroken("closed", _("Cet espace n’ouvre pas de compte à cette adresse."))
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, public_name=public_name)
    except IntegrityError as error:
        message = _("Un compte a déjà cette adresse : connectez-vous avec un code, puis reliez-le.")
        raise RuleBroken("known_address", message) from error
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    identity = _joined(user, provider, subject)
    record("identity.open_account", by=user, target=identity, issuer=provider.issuer)
    return user


@transaction.atomic
def leave_identity(*, by: Actor, identity: Identity) -> None:
    """Have an identity open its account no more; the code by e-mail always does."""
    require("identity.leave", by, identity.user)
    record("identity.leave", by=by, target=identity, issuer=identity.issuer)
    send_letter(letters.left(identity.name), to=identity.user.email, key=f"identity.leave:{identity.pk}", queue=URGENT)
    identity.delete()


@transaction.atomic
def note_use(*, by: Actor, identity: Identity) -> None:
    """Write when an identity last opened its account."""
    require("identity.use", by)
    Identity.objects.filter(pk=identity.pk).update(used_at=timezone.now())


def _joined(user: User, provider: Provider, subject: str) -> Identity:
    try:
        with transaction.atomic():
            return Identity.objects.create(
                user=user, issuer=provider.issuer, subject=subject, name=provider.name, used_at=timezone.now()
            )
    except IntegrityError as error:
        if Identity.objects.filter(issuer=provider.issuer, subject=subject).exists():
            sentence = _("Cette identité %(name)s ouvre déjà un autre compte : retirez-la d’abord de celui-là.")
        else:
            sentence = _("Votre compte est déjà relié à une autre identité %(name)s : retirez-la d’abord.")
        raise RuleBroken("taken", sentence % {"name": provider.name}) from error
