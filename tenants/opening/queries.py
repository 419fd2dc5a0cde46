"""Reads of requests, for the founder's pages and the operator's console."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q, QuerySet, TextField, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.opening.founder import FOUNDER
from tenants.opening.limits import STALLED_AFTER
from tenants.opening.models import BEING_BUILT, SpaceRequest, State
from tenants.opening.seals import token_hash
from tenants.spaces.folded import Folded
from tenants.spaces.models import Domain, Space
from tenants.spaces.models import State as SpaceState
from tenants.territory.folding import fold

RESERVED, SCHEMA, CONTENT, OPENING = "reserved", "schema", "content", "opening"
STAGES = (RESERVED, SCHEMA, FOUNDER, CONTENT, OPENING)
GIVES_UP = (State.REFUSED, State.FAILED, State.EXPIRED)


@dataclass(frozen=True)
class Stage:
    """One line of the progress page; `state` is done, current or todo."""

    label: str
    state: str
    at: datetime | None


def request_of_token(token: str) -> SpaceRequest | None:
    """Return the request that a follow-up address leads to."""
    return SpaceRequest.objects.select_related("space").filter(token_hash=token_hash(token)).first()


def taken_labels() -> list[str]:
    """Return the labels in use, and those kept for a while after a change of address or a deletion."""
    kept = Domain.objects.exclude(former_until=None).values_list("domain", flat=True)
    apex = f".{settings.APEX_DOMAIN}"
    former = {domain.removesuffix(apex) for domain in kept if domain.endswith(apex)}
    return [*former, *Space.objects.exclude(state=SpaceState.DELETED).values_list("label", flat=True)]


def stalled() -> QuerySet[SpaceRequest]:
    """Return the requests whose building nobody has heard of for a while."""
    return SpaceRequest.objects.filter(state__in=BEING_BUILT, progressed_at__lt=timezone.now() - STALLED_AFTER)


def open_spaces_of(request: SpaceRequest) -> QuerySet[Space]:
    """Return the spaces, which the public directory shows, of the same organisation."""
    return Space.objects.listed().filter(_same_organisation(request))


def asked_elsewhere(request: SpaceRequest) -> bool:
    """Tell whether another space, shown or not, or somebody else's request speaks for the same organisation."""
    others = SpaceRequest.objects.for_organisation(request.kind, request.organisation_key)
    if not request.organisation_key:  # no number to compare: its name, as it is written
        others = SpaceRequest.objects.filter(kind=request.kind, organisation__iexact=request.organisation)
    if others.exclude(pk=request.pk).filter(state__in=[State.HELD, State.AWAITING_OFFICIAL, *BEING_BUILT]).exists():
        return True
    return Space.objects.exclude(state=SpaceState.DELETED).filter(_same_organisation(request)).exists()


def waiting_for_organisation(request: SpaceRequest) -> int:
    """Return how many other requests for the same organisation wait for the operator."""
    same = SpaceRequest.objects.for_organisation(request.kind, request.organisation_key)
    return same.filter(state=State.HELD).exclude(pk=request.pk).count()


def _same_organisation(request: SpaceRequest) -> Q:
    """Match the spaces of a request's organisation: a SIREN is the beginning of its SIRETs."""
    key = request.organisation_key
    if key:
        return Q(kind=request.kind) & Q(identifier__startswith=key)
    return Q(kind=request.kind, identifier="", organisation__iexact=request.organisation)


def namesake(request: SpaceRequest) -> Space | None:
    """Return a space of another organisation that bears the name asked for, or whose organisation does; case and accents
    aside. An authority may always bear its own name: who took it before is not a reason to make it wait.
    """
    if request.organisation_kind.authority and fold(request.name) == fold(request.organisation):
        return None
    wanted = Folded(Value(request.name, output_field=TextField()))
    others = Space.objects.exclude(state=SpaceState.DELETED).exclude(_same_organisation(request))
    named = others.annotate(as_name=Folded("name"), as_organisation=Folded("organisation"), wanted=wanted)
    found: Space | None = named.filter(Q(as_name=F("wanted")) | Q(as_organisation=F("wanted"))).order_by("pk").first()
    return found


def stages(request: SpaceRequest) -> list[Stage]:
    """Return the stages of the building, with when each began."""
    labels = {
        RESERVED: _("Votre adresse est réservée"),
        SCHEMA: _("Votre espace est construit, à l’écart des autres"),
        FOUNDER: _("Votre compte d’administration est créé"),
        CONTENT: _("Les pages et les modèles sont installés"),
        OPENING: _("Votre espace vous attend"),
    }
    begun = {_stage_of(each["step"]): datetime.fromisoformat(each["at"]) for each in reversed(request.progress)}
    last = max((STAGES.index(stage) for stage in begun), default=-1)
    found = []
    for rank, stage in enumerate(STAGES):
        done = rank < last or request.state == State.DONE
        current = rank == last and not done and request.state not in GIVES_UP
        found.append(Stage(labels[stage], "done" if done else "current" if current else "todo", begun.get(stage)))
    return found


def _stage_of(step: str) -> str:
    """Return the stage a step belongs to: what higher layers put in a new space is its content."""
    return step if step in STAGES else CONTENT
