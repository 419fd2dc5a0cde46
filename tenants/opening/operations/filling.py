"""Filling a request, screen by screen. Each answer replaces the former one; nothing is sent before the last screen."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.identifiers import identify
from tenants.opening.concluding import conclude
from tenants.opening.content.loader import CURRENT_VERSION
from tenants.opening.labels import check_label, clean_label
from tenants.opening.limits import HOUR, REQUESTS_PER_ORIGIN, WAITING_PER_EMAIL, WAITING_PER_ORGANISATION
from tenants.opening.locking import count_alone, locked
from tenants.opening.models import SpaceRequest, State
from tenants.opening.organisations import in_official_domain, official
from tenants.opening.proving import send_founder_code
from tenants.opening.queries import taken_labels, waiting_for_organisation
from tenants.opening.rules import OrganisationKind, Problem
from tenants.opening.seals import follow_token, token_hash
from tenants.territory.places import Kind


@transaction.atomic
def start_request(*, by: Actor, kind: OrganisationKind, origin: str) -> SpaceRequest:
    """Begin a request for this kind of organisation; `origin` is the seal of the visitor's network address.

    Raises `RuleBroken("too_many_requests")` when too many began there within the hour.
    """
    require("opening.start", by)
    count_alone()
    recent = SpaceRequest.objects.filter(origin=origin, created_at__gt=timezone.now() - HOUR)
    if recent.count() >= REQUESTS_PER_ORIGIN:
        message = _("Trop de demandes ont été commencées depuis votre connexion. Réessayez dans une heure.")
        raise RuleBroken("too_many_requests", message)
    number = uuid.uuid4()
    return SpaceRequest.objects.create(
        uuid=number, kind=kind.value, origin=origin, token_hash=token_hash(follow_token(number))
    )


@transaction.atomic
def choose_kind(*, by: Actor, request: SpaceRequest, kind: OrganisationKind) -> None:
    """Change who asks; the organisation chosen as another kind is forgotten."""
    require("opening.fill", by, request)
    row = locked(request, by)
    if row.kind != kind.value:
        row.kind = kind.value
        _set_organisation(row)
        row.state = State.DRAFT
        row.save()


@transaction.atomic
def choose_authority(*, by: Actor, request: SpaceRequest, code: str) -> None:
    """Choose an authority by its code in the official lists. Raises `RuleBroken("unknown_authority")`."""
    require("opening.fill", by, request)
    row = locked(request, by)
    row.organisation_code = code
    found = official(row)
    if found is None:
        message = _("Choisissez votre collectivité dans la liste.")
        raise RuleBroken("unknown_authority", message, "code")
    commune = found.code if found.kind is Kind.COMMUNE else ""
    number = {"identifier_kind": "siren", "identifier": found.siren} if found.siren else {}
    _set_organisation(row, organisation=found.name, organisation_code=code, commune=commune, **number)
    row.state = State.DRAFT
    row.save()


@transaction.atomic
def describe_organisation(
    *, by: Actor, request: SpaceRequest, organisation: str, number: str, no_number: bool, commune: str
) -> None:
    """Say who asks, for an organisation of no official list. `commune` is the INSEE code of its seat, if known.

    Raises `RuleBroken` on the number when it is wrong, or missing without saying so.
    """
    require("opening.fill", by, request)
    row = locked(request, by)
    kind, value = "", ""
    if number.strip():
        found = identify(number)
        if isinstance(found, Problem):
            raise RuleBroken(found.code, found.message, "number")
        kind, value = found.kind.value, found.value
    elif not no_number:
        message = _("Indiquez un numéro, ou cochez la case si votre organisation n’en a pas.")
        raise RuleBroken("number_missing", message, "number")
    facts = {"identifier_kind": kind, "identifier": value, "no_number": not value, "commune": commune}
    _set_organisation(row, organisation=organisation, **facts)
    row.state = State.DRAFT
    row.save()


@transaction.atomic
def name_space(*, by: Actor, request: SpaceRequest, name: str, label: str) -> None:
    """Choose the name and the address. Raises `RuleBroken` on the label with what is wrong with it."""
    require("opening.fill", by, request)
    row = locked(request, by)
    label = clean_label(label)
    problem = check_label(label, taken=taken_labels(), organisation=official(row))
    if problem:
        raise RuleBroken(problem.code, problem.message, "label")
    row.name, row.label, row.state = name, label, State.DRAFT
    row.save()


@dataclass(frozen=True)
class Founder:
    """Who asks: what others will see of them, where to write, what they do there; and the space's public contact."""

    public_name: str
    email: str
    duty: str
    contact_email: str = ""


def introduce_founder(*, by: Actor, request: SpaceRequest, founder: Founder) -> None:
    """Say who asks, accept the charter, and send the request: a code goes to the address unless it is already proved.

    Raises `RuleBroken("too_many_codes")` when too many were asked for, `RuleBroken("too_many_requests")` when too many
    wait for the same organisation.
    """
    require("opening.fill", by, request)
    with transaction.atomic():
        row = locked(request, by)
        row.public_name, row.duty = founder.public_name, founder.duty
        row.email, row.contact_email = founder.email.strip().lower(), founder.contact_email.strip().lower()
        row.charter_version, row.charter_accepted_at = CURRENT_VERSION, timezone.now()
        row.state = State.AWAITING_CODE
        _refuse_crowd(row)
        row.save()
        record("opening.fill", by=by, target=row, kind=row.kind, label=row.label, charter=row.charter_version)
        if row.email_is_confirmed:
            conclude(row)
        else:
            send_founder_code(row, again=False)


def _refuse_crowd(row: SpaceRequest) -> None:
    """Stop repeated requests for one organisation, but never those that come from its own mail domain."""
    own = SpaceRequest.objects.filter(email=row.email, state=State.HELD).exclude(pk=row.pk)
    if own.count() >= WAITING_PER_EMAIL:
        message = _(
            "Plusieurs demandes venues de votre adresse attendent déjà une réponse. Attendez qu’elles soient lues."
        )
        raise RuleBroken("too_many_requests", message, "email")
    crowded = waiting_for_organisation(row) >= WAITING_PER_ORGANISATION
    if crowded and not in_official_domain(row, row.email):
        message = _(
            "Plusieurs demandes attendent déjà une réponse pour cette organisation. L’équipe de la plateforme va les "
            "lire ; donnez une adresse de votre organisation, ou revenez dans quelques jours."
        )
        raise RuleBroken("too_many_requests", message, "email")


def _set_organisation(row: SpaceRequest, **facts: object) -> None:
    """Replace all that was said of the organisation."""
    blank = {"organisation": "", "organisation_code": "", "identifier_kind": "", "identifier": "", "commune": ""}
    for name, value in {**blank, "no_number": False, "official_email": "", "official_domain": "", **facts}.items():
        setattr(row, name, value)
    row.organisation_key = (row.identifier if row.identifier_kind == "rna" else row.identifier[:9]) or ""
