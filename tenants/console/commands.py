"""What the commands on spaces share: who acts, which space, and texts that a terminal may show."""

from __future__ import annotations

import getpass

from django.core.management import CommandError
from django.utils.translation import gettext as _

from platform_core.access import System
from tenants.spaces.models import Space, State


def actor(command: str) -> System:
    """Return who acts, for the log: the command and the account of the machine that runs it."""
    return System(f"{command} ({getpass.getuser()})"[:80])


def space_labelled(label: str) -> Space:
    """Return the space that has a label (or a schema name) and is not deleted; raises `CommandError` for none."""
    living = Space.objects.exclude(state=State.DELETED)
    space: Space | None = living.filter(label=label).first() or living.filter(schema_name=label).first()
    if space is None:
        message = _("Aucun espace n’a cette adresse : %(label)s. La commande « spaces » les donne tous.")
        raise CommandError(message % {"label": printable(label)})
    return space


def printable(text: str) -> str:
    """Return a text without what would move the cursor, change colours or reverse the direction of a terminal."""
    return "".join(each if each.isprintable() else "�" for each in text)
