"""Give a space another address. The former one leads to it for a year, then is free."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.opening.confusable import owners_of_name
from tenants.opening.labels import check_label, clean_label
from tenants.opening.queries import taken_labels
from tenants.spaces.changing import locked, note
from tenants.spaces.models import Domain, Space
from tenants.spaces.rules import LABEL_KEPT, LIVING
from tenants.spaces.scopes import platform
from tenants.territory import queries as territory
from tenants.territory.places import Kind, Organisation

MOST_FORMER = 3  # addresses that a team may leave behind it at a time: names are not to be collected


@transaction.atomic
def rename_space(*, by: Actor, space: Space, label: str) -> None:
    """Give a space another label: its new address answers at once, the former one leads there for a year.

    Raises `RuleBroken` for a label that the rules of opening refuse (taken, reserved, look-alike), for the present one,
    and when too many former addresses still lead to the space (`too_many`; operators are not limited).
    """
    require("lifecycle.rename", by, space)
    label = clean_label(label)
    with platform():
        row = locked(space)
        if row.state not in LIVING:
            raise RuleBroken("state", _("L’état de cet espace a changé entre-temps. Relisez sa fiche."))
    former = row.label
    _check(row, label, limited=scope.in_space())
    with platform():
        _move(row, label)
    space.label = label
    entry = note("lifecycle.rename", by, space, before={"label": former}, after={"label": label})
    with platform():
        emit("space.renamed", space_id=space.pk, entry_id=entry.pk)


@transaction.atomic
def release_labels(*, by: Actor) -> int:
    """Free the addresses that were kept long enough; returns how many."""
    require("lifecycle.keep", by)
    expired = Domain.objects.filter(former_until__lte=timezone.now())
    released = sorted(expired.values_list("domain", flat=True))
    expired.delete()
    if released:
        record("lifecycle.release_labels", by=by, count=len(released))
    return len(released)


def _check(space: Space, label: str, *, limited: bool) -> None:
    if label == space.label:
        raise RuleBroken("same", _("C’est déjà l’adresse de l’espace."), "label")
    host = f"{label}.{settings.APEX_DOMAIN}"
    with platform():
        former = set(
            Domain.objects.filter(tenant=space, former_until__gt=timezone.now()).values_list("domain", flat=True)
        )
        if host in former:
            return  # its own, taken back
        taken = [
            each for each in taken_labels() if each != space.label and f"{each}.{settings.APEX_DOMAIN}" not in former
        ]
    if problem := check_label(label, taken=taken, organisation=_authority_of(space)):
        raise RuleBroken(problem.code, problem.message, "label")
    if limited:
        _limit(space, label, len(former))


def _limit(space: Space, label: str, former: int) -> None:
    """Refuse to a team what an operator decides: the name of an authority that is not its own, one more address."""
    owners = owners_of_name(label)
    if owners and _authority_of(space) not in owners:
        sentence = _(
            "« %(label)s » est le nom d’une collectivité. Demandez cette adresse à l’opérateur de la plateforme."
        )
        raise RuleBroken("label_official", sentence % {"label": label}, "label")
    if former >= MOST_FORMER:
        sentence = _("Trois anciennes adresses mènent déjà à cet espace. Attendez que l’une d’elles soit libérée.")
        raise RuleBroken("too_many", sentence, "label")


def _move(space: Space, label: str) -> None:
    """Write the new host, or take a former one back; the database refuses a host that somebody has just taken."""
    now = timezone.now()
    host = f"{label}.{settings.APEX_DOMAIN}"
    present = f"{space.label}.{settings.APEX_DOMAIN}"
    try:
        with transaction.atomic():
            Domain.objects.filter(domain=host, former_until__lte=now).exclude(tenant=space).delete()
            main = space.own_host == ""  # else a domain of its own is, and stays, the main one
            Domain.objects.filter(tenant=space, domain=present).update(is_primary=False, former_until=now + LABEL_KEPT)
            Space.objects.filter(pk=space.pk).update(label=label)
            if not Domain.objects.filter(tenant=space, domain=host).update(is_primary=main, former_until=None):
                Domain.objects.create(tenant=space, domain=host, is_primary=main)
    except IntegrityError as error:
        raise RuleBroken(
            "label_taken", _("Cette adresse vient d’être prise. Choisissez-en une autre."), "label"
        ) from error


def _authority_of(space: Space) -> Organisation | None:
    """Return the public authority that runs a space, if it is one: it may have its own name."""
    if space.kind not in set(Kind):
        return None
    if space.insee and space.kind == Kind.COMMUNE:
        return territory.organisation(Kind.COMMUNE, space.insee)
    found = territory.organisation_by_siren(space.identifier[:9]) if space.identifier else None
    return found if found and found.kind == Kind(space.kind) else None
