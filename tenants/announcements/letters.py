"""The letter to administrators: from the platform, so that a closed space receives it too."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from platform_core.mail.letters import Letter, send_letter
from platform_core.richtext import plain
from tenants.announcements.models import Announcement
from tenants.lifecycle.queries import administrators
from tenants.spaces.models import Space


def write_to(space: Space, announcement: Announcement) -> int:
    """Write once to each administrator of a space; returns how many there are. On the platform, in a transaction."""
    paragraphs = [
        *[part for part in plain(announcement.body, lines=True).split("\n") if part.strip()],
        _("Ce message concerne l’espace « %(name)s » (%(host)s).") % {"name": space.name, "host": space.host},
    ]
    url = space.url.rstrip("/") + reverse("announcements:list", urlconf=settings.ROOT_URLCONF)
    letter = Letter(
        announcement.title, paragraphs, _("Voir les annonces"), url, footer=_("Ne répondez pas à ce message.")
    )
    people = administrators(space)
    for name, address in people.items():
        send_letter(letter, to=address, key=f"announcement:{announcement.pk}:{space.pk}:{name}")
    return len(people)
