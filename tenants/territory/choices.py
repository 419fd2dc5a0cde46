"""Places and organisations in the shape an autocomplete or a list of choices needs."""

from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import gettext as _

from tenants.territory import files
from tenants.territory.places import Commune, Organisation


class Choice(TypedDict):
    """``value`` is kept, ``label`` is read and ``hint`` tells homonyms apart."""

    value: str
    label: str
    hint: str


def as_choices(found: Iterable[Commune | Organisation]) -> list[Choice]:
    """Return the choices for communes (value: INSEE code) or organisations (value: its code)."""
    return [_commune(one) if isinstance(one, Commune) else _organisation(one) for one in found]


def _commune(one: Commune) -> Choice:
    place = files.departements()[one.departement].name
    hint = f"{', '.join(one.postcodes)} · {place}"
    if one.former:
        hint += " · " + _("comprend %(names)s") % {"names": ", ".join(one.former)}
    return {"value": one.insee, "label": one.name, "hint": hint}


def _organisation(one: Organisation) -> Choice:
    return {"value": one.code, "label": one.name, "hint": one.where}
