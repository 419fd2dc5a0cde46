"""Stop letters without signing in: the link of a letter is enough, and it stops nothing else."""

from __future__ import annotations

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from platform_core import scope
from platform_core.access import public
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from platform_core.notifications.kinds import Group, groups
from platform_core.notifications.letters import PURPOSE
from platform_core.notifications.operations.choosing import EVERYTHING, unsubscribe


@csrf_exempt  # the reader's mail program posts by itself (RFC 8058); the token is what proves the request
@public
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what stops (GET); stop it at once (POST). An account that is gone gets the same answer."""
    person_id, code = _read(token)
    if request.method == "POST":
        everything = request.POST.get("tout") == "1"
        person = User.objects.filter(pk=person_id, is_active=True).first()
        if person is not None:
            unsubscribe(by=person, person=person, group=EVERYTHING if everything else code)
        return render(request, "notifications/unsubscribed.html", {"everything": everything, "group": _group(code)})
    return render(request, "notifications/unsubscribe.html", {"group": _group(code)})


def _read(token: str) -> tuple[int, str]:
    """Return the account and the group of a link; raises `NotAllowed` for one that is not of this space."""
    try:
        person_id, code = scope.unsign(token, purpose=PURPOSE)
    except (BadSignature, TypeError, ValueError) as error:
        message = _("Ce lien n’est pas valable ici. Utilisez celui du dernier message reçu, ou connectez-vous.")
        raise NotAllowed("bad_link", message) from error
    return person_id, code


def _group(code: str) -> Group | None:
    return next((group for group in groups() if group.code == code), None)
