"""Leave for a provider, and come back."""

from __future__ import annotations

import time
from typing import Any

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import EmailAddress, Login
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from platform_core import scope
from platform_core.access import may, public, stays_open
from platform_core.accounts.models import User
from platform_core.accounts.queries import entrance
from platform_core.accounts.views.person import person
from platform_core.accounts.views.signing_in import next_of
from platform_core.errors import RuleBroken
from platform_core.identity import attempts
from platform_core.identity.models import Provider
from platform_core.identity.operations.identities import join_identity, note_use
from platform_core.identity.protocol.exchange import (
    Person,
    check_sender,
    departure,
    farewell,
    new_secrets,
    person_behind,
)
from platform_core.identity.queries import identity_at
from platform_core.identity.rules import TRIES, TRIES_EVERY

log = structlog.get_logger(__name__)
LONGEST_CODE = 2048  # characters


@stays_open
@public
@never_cache
@require_POST
def start(request: HttpRequest, provider_id: int) -> HttpResponse:
    """Lead to a provider. A page stands in between: a form of ours may be sent to no other site (its policy says so)."""
    provider = get_object_or_404(Provider, pk=provider_id, is_on=True)
    if request.get_host() != scope.current().host:  # the session would be lost: one comes back to the main address
        return redirect(scope.absolute_url(reverse("account_login")))
    if too_many(request):
        return failed(request, _("Trop d’essais depuis votre connexion. Attendez quelques minutes."), status=429)
    if request.user.is_authenticated:  # to join what one brings back: as for all that opens one's account
        raise_if_reauthentication_required(request, app="allauth.account")
    known = new_secrets()
    try:
        place = departure(provider, known)
    except RuleBroken as error:
        log.warning("identity_departure_failed", provider=provider.pk, code=error.code)
        return failed(request, _("%(name)s ne répond pas en ce moment.") % {"name": provider.name}, status=503)
    joins = request.user.pk if request.user.is_authenticated else None
    attempts.keep_attempt(
        request,
        attempts.Attempt(
            provider=provider.pk,
            issuer=provider.issuer,
            client_id=provider.client_id,
            next=next_of(request),
            joins=joins,
            at=time.time(),
            **known,
        ),
    )
    return handoff(request, provider, place)


def too_many(request: HttpRequest) -> bool:
    """Tell whether one address leaves too often: each departure may lead us to call another machine."""
    key = f"identity:tries:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=TRIES_EVERY)
    try:
        return bool(cache.incr(key) > TRIES)
    except ValueError:  # it ended between the two lines
        return False


def handoff(request: HttpRequest, provider: Provider, place: str) -> HttpResponse:
    """Show the page that leads to another site by itself, and by a link."""
    return render(request, "identity/handoff.html", {"provider": provider, "place": place})


def failed(request: HttpRequest, reason: str, *, status: int = 400, title: str = "") -> HttpResponse:
    """Say what did not work, and the next step: nothing is lost, the other ways in are there."""
    return render(request, "identity/failed.html", {"reason": reason, "title": title}, status=status)


@stays_open
@public
@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take what a provider sends back: sign in, or find the account of somebody who comes for the first time."""
    attempt = attempts.take_attempt(request, request.GET.get("state", ""))
    if attempt is None:
        reason = _("Cette étape a expiré, a déjà servi, ou a été commencée dans un autre navigateur.")
        return failed(request, reason)
    provider = Provider.objects.filter(pk=attempt.provider).first()
    if provider is None or not attempt.is_of(provider):
        return failed(request, _("L’équipe a retiré ou changé ce moyen de connexion entre-temps."))
    if "error" in request.GET or not 0 < len(request.GET.get("code", "")) <= LONGEST_CODE:
        return turned_back(request, provider)
    try:
        check_sender(provider, request.GET.get("iss"))
        found = person_behind(provider, code=request.GET["code"], nonce=attempt.nonce, verifier=attempt.verifier)
    except RuleBroken as error:
        why = [*getattr(error, "__notes__", [])]
        log.warning("identity_refused", provider=provider.pk, code=error.code, why=why)
        return failed(request, error.message)
    return arrived(request, attempt, provider, found)


def turned_back(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Say that one gave up, or that the provider did not let in."""
    told = request.GET.get("error", "")[:60]
    if told == "access_denied":
        title = _("Vous avez interrompu la connexion")
        reason = _("Vous êtes revenu de %(name)s sans vous y connecter : rien n’a changé.") % {"name": provider.name}
        return failed(request, reason, title=title)
    log.warning("identity_turned_back", provider=provider.pk, error=told)
    return failed(request, _("%(name)s n’a pas pu vous connecter.") % {"name": provider.name})


def arrived(request: HttpRequest, attempt: attempts.Attempt, provider: Provider, found: Person) -> HttpResponse:
    """Open the account of an identity; one that is new waits for its account."""
    identity = identity_at(found.issuer, found.subject)
    if request.user.is_authenticated:
        return arrived_signed_in(request, attempt, provider, found, identity.user if identity else None)
    if identity is not None:
        note_use(by=request.user, identity=identity)
        return enter(request, identity.user, provider, found.id_token, attempt.next)
    user = vouched_for(provider, found)
    if user is not None:
        join_identity(by=request.user, user=user, provider=provider, subject=found.subject)
        return enter(request, user, provider, found.id_token, attempt.next)
    attempts.keep_pending(request, provider, found, attempt.next)
    attempts.keep_way_in(request, provider, found.id_token)
    return redirect("identity:new" if may_open(request, provider, found) else "identity:join")


def arrived_signed_in(
    request: HttpRequest, attempt: attempts.Attempt, provider: Provider, found: Person, owner: User | None
) -> HttpResponse:
    """Join an identity to the account of who asked for it there; never switch from one account to another."""
    if owner is not None and owner != request.user:
        reason = _("Cette identité %(name)s ouvre un autre compte. Déconnectez-vous d’abord pour l’utiliser.")
        return failed(request, reason % {"name": provider.name}, status=409)
    if owner is None:
        attempts.keep_pending(request, provider, found, attempt.next)
        if attempt.joins != request.user.pk:
            return redirect("identity:join")  # the account was opened meanwhile, in another tab: ask
        try:
            me = person(request)
            join_identity(by=me, user=me, provider=provider, subject=found.subject)
        except RuleBroken as error:
            return failed(request, error.message, status=409)
        finally:
            attempts.forget_pending(request)
    messages.success(request, _("%(name)s est relié à votre compte.") % {"name": provider.name})
    return redirect("mfa_index")


def vouched_for(provider: Provider, found: Person) -> User | None:
    """Return the account of an address that its provider verified, when the team trusts it for that.

    Never that of a member of the team, who joins the provider from their account: what such an account may do is not
    left to the word of another machine.
    """
    if not (provider.trusts_addresses and found.vouched):
        return None
    user = User.objects.filter(email__iexact=found.email, is_active=True).first()
    if user is None or user.in_team or user.identities.filter(issuer=provider.issuer).exists():
        return None
    confirmed = EmailAddress.objects.filter(user=user, email__iexact=found.email, verified=True)
    return user if confirmed.exists() else None


def may_open(request: HttpRequest, provider: Provider, found: Person) -> bool:
    """Tell whether an account can be opened at once: a trusted address that nobody has, and that the space takes."""
    if not (provider.trusts_addresses and found.vouched) or may("accounts.join", request.user) is not None:
        return False
    return entrance().takes(found.email) and not User.objects.filter(email__iexact=found.email).exists()


def enter(request: HttpRequest, user: User, provider: Provider, id_token: str, following: str) -> HttpResponse:
    """Sign in as after a code: a second factor is still asked for, a suspended account refused."""
    attempts.forget_pending(request)
    attempts.keep_way_in(request, provider, id_token)
    record_authentication(request, user, method="oidc", provider=provider.pk)
    login = Login(user=user, email=user.email, redirect_url=following or None)
    answer: HttpResponse = perform_login(request, login)
    return answer


@stays_open
@public
@never_cache
@require_GET
def goodbye(request: HttpRequest) -> HttpResponse:
    """After having signed out here, sign out of the provider by which one came in."""
    kept = attempts.way_out(request.session.pop(attempts.LEAVING, None))
    if kept is None:
        return redirect("/")
    provider, id_token = kept
    try:
        place = farewell(provider, id_token, new_secrets()["state"])
    except RuleBroken:
        place = ""
    return handoff(request, provider, place) if place else redirect("/")


def taken_along(request: HttpRequest) -> dict[str, Any]:
    """Return what the session must still hold once it is closed: how to sign out of the provider."""
    kept = request.session.get(attempts.SIGNED_BY)
    return {attempts.LEAVING: kept} if kept else {}
