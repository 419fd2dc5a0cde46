"""What operators are told of the use of a space."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from billing_free.plans.wording import amount
from billing_free.quotas.queries import Verdict, period_start
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.mail.letters import Letter, send_letter
from platform_core.scope import absolute_url
from tenants.spaces.models import Space


def say_members_are_full(space: Space, verdict: Verdict) -> None:
    """Tell every operator, once a month, that a space has more members than its plan foresees. On the platform.

    Nothing stops there: it is for a person to look, and to raise the limit.
    """
    quota = verdict.quota.slug
    values = {"name": space.name, "host": space.host}
    figures = {"used": amount(quota, verdict.used), "limit": amount(quota, verdict.limit)}
    paragraphs = [
        _("L’espace « %(name)s » (%(host)s) a atteint sa limite de membres.") % values,
        _("Membres : %(used)s. Limite de son plan : %(limit)s.") % figures,
        _("Rien ne s’arrête pour lui : on peut toujours s’y inscrire. Son équipe sait que vous allez la contacter."),
    ]
    page = absolute_url(reverse("fair_use:space", args=[space.pk], urlconf=settings.PUBLIC_SCHEMA_URLCONF))
    letter = Letter(_("Un espace a atteint sa limite de membres"), paragraphs, _("Relever sa limite"), page)
    for operator in User.objects.filter(roles__contains=[Role.OPERATOR], is_active=True):
        key = f"plans.members_full:{space.pk}:{period_start(quota)}:{operator.pk}"
        send_letter(letter, to=operator.email, key=key)
