"""Requests to open a space, the codes sent to confirm addresses, and the mail domains refused before."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.opening.rules import OrganisationKind
from tenants.spaces.models import Kind, Space


class State(models.TextChoices):
    """Where a request is."""

    DRAFT = "draft", _("En cours de saisie")
    AWAITING_CODE = "awaiting_code", _("Adresse e-mail à confirmer")
    AWAITING_OFFICIAL = "awaiting_official", _("Adresse officielle à confirmer")
    HELD = "held", _("À examiner")
    ACCEPTED = "accepted", _("Acceptée")
    PROVISIONING = "provisioning", _("Espace en construction")
    DONE = "done", _("Espace ouvert")
    REFUSED = "refused", _("Refusée")
    FAILED = "failed", _("Construction échouée")
    EXPIRED = "expired", _("Expirée")


BEING_WRITTEN = (State.DRAFT, State.AWAITING_CODE, State.AWAITING_OFFICIAL)
BEING_BUILT = (State.ACCEPTED, State.PROVISIONING)
WITH_SPACE = (*BEING_BUILT, State.DONE)
# What erases the person from a request.
NOBODY = dict.fromkeys(
    ("public_name", "email", "contact_email", "confirmed_email", "official_email", "duty", "origin"), ""
)


class SpaceRequestQuerySet(models.QuerySet["SpaceRequest"]):
    """Questions asked of requests."""

    def held(self) -> SpaceRequestQuerySet:
        """Keep those that wait for the operator, the oldest first."""
        return self.filter(state=State.HELD).order_by("submitted_at", "pk")

    def for_organisation(self, kind: str, key: str) -> SpaceRequestQuerySet:
        """Keep those that speak for one organisation (see `SpaceRequest.organisation_key`)."""
        return self.filter(kind=kind, organisation_key=key).exclude(organisation_key="")


class SpaceRequest(models.Model):
    """Somebody asks for a space. One row from the first answer to the open space, which it makes at most once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)

    # Who.
    kind = models.CharField(_("type d’organisme"), max_length=20, choices=Kind)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    organisation_code = models.CharField(max_length=10, blank=True)  # in the official lists; see territory.places
    identifier_kind = models.CharField(max_length=10, blank=True)  # siren, siret, rna
    identifier = models.CharField(_("SIREN, SIRET ou RNA"), max_length=14, blank=True)
    no_number = models.BooleanField(default=False)
    commune = models.CharField(max_length=5, blank=True)  # INSEE code: the commune itself, or where the seat is
    organisation_key = models.CharField(max_length=20, blank=True, editable=False)  # its number or code

    # What.
    name = models.CharField(_("nom de l’espace"), max_length=120, blank=True)
    label = models.CharField(_("adresse de l’espace"), max_length=40, blank=True)

    # By whom.
    public_name = models.CharField(_("nom public"), max_length=60, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    contact_email = models.EmailField(_("adresse de contact de l’espace"), blank=True)  # public
    duty = models.CharField(_("fonction"), max_length=120, blank=True)
    charter_version = models.CharField(max_length=10, blank=True)
    charter_accepted_at = models.DateTimeField(null=True)
    confirmed_email = models.EmailField(blank=True)  # the founder's address that a code has proved
    official_email = models.EmailField(blank=True)  # the address in the organisation's domain that a code has proved

    # What is thought of it.
    decision = models.CharField(max_length=20, blank=True)  # ladder.Decision
    checks = models.JSONField(default=list)  # [{code, passed, sentence}]
    official_domain = models.CharField(max_length=120, blank=True)
    message = models.TextField(_("message"), blank=True)  # from the operator, read by the founder
    decided_by = models.BigIntegerField(null=True)  # an operator's account; no foreign key: the decision outlives it
    decided_at = models.DateTimeField(null=True)

    # What becomes of it.
    space = models.OneToOneField(Space, null=True, on_delete=models.PROTECT, related_name="request")
    progress = models.JSONField(default=list)  # [{step, at}]
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    progressed_at = models.DateTimeField(null=True)

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    origin = models.CharField(max_length=64, blank=True, editable=False)  # seal of the visitor's address, to count
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = SpaceRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=WITH_SPACE) | Q(space__isnull=False), name="request_with_its_space"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(message=""), name="request_refused_with_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "submitted_at"], name="request_state"),
            models.Index(fields=["touched_at"], condition=Q(state__in=BEING_WRITTEN), name="request_written"),
            models.Index(fields=["progressed_at"], condition=Q(state__in=BEING_BUILT), name="request_built"),
            models.Index(fields=["kind", "organisation_key"], name="request_organisation"),
            models.Index(fields=["origin", "created_at"], name="request_origin"),
        ]

    def __str__(self) -> str:
        """Return the name asked for, or the organisation's."""
        return self.name or self.organisation or str(self.get_kind_display())

    @property
    def organisation_kind(self) -> OrganisationKind:
        """Return the kind as the rules name it."""
        return OrganisationKind(self.kind)

    @property
    def email_is_confirmed(self) -> bool:
        """Tell whether the founder's address, as it is now, was proved by a code."""
        return bool(self.email) and self.email == self.confirmed_email

    @property
    def being_written(self) -> bool:
        """Tell whether the founder can still change it."""
        return self.state in BEING_WRITTEN

    @property
    def being_built(self) -> bool:
        """Tell whether the space is on its way."""
        return self.state in BEING_BUILT


class Purpose(models.TextChoices):
    """What a code proves."""

    FOUNDER = "founder", _("adresse du fondateur")
    OFFICIAL = "official", _("adresse officielle")


class EmailCode(models.Model):
    """A code of six digits sent to an address. Kept sealed; dies of age, of wrong guesses, or of use."""

    request = models.ForeignKey(SpaceRequest, on_delete=models.CASCADE, related_name="codes")
    purpose = models.CharField(max_length=10, choices=Purpose)
    email = models.EmailField()
    seal = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["request", "purpose", "-id"], name="code_of_request"),
            models.Index(fields=["email", "created_at"], name="code_email"),
            models.Index(fields=["created_at"], name="code_created"),
        ]

    def __str__(self) -> str:
        """Name the code without its address."""
        return f"code {self.pk}"


class RefusedDomain(models.Model):
    """A mail domain from which a request was refused: the next ones are held."""

    domain = models.CharField(max_length=120, unique=True)
    refused_by = models.BigIntegerField(null=True)
    refused_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return the domain."""
        return self.domain
