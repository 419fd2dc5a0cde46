"""Spaces, their domains and the snapshot from which they are built."""

from __future__ import annotations

import secrets
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from tenants.postgresql.schemas import random_schema_name
from tenants.spaces.folded import SEARCHED, Folded
from tenants.spaces.rules import CLOSED, FROZEN, LIVING, OPEN, PREPARING, State


def new_signing_key() -> str:
    """Return 256 random bits: the secret of one space's links and tokens."""
    return secrets.token_urlsafe(32)


def offered_at_first() -> list[str]:
    """Return the languages that a new space offers besides French."""
    return ["en"]


class Kind(models.TextChoices):
    """What the organiser of a space is."""

    REGION = "region", _("Région")
    DEPARTEMENT = "departement", _("Département")
    EPCI = "epci", _("Intercommunalité (EPCI)")
    COMMUNE = "commune", _("Commune")
    ASSOCIATION = "association", _("Association")
    OTHER = "other", _("Autre organisme")


LISTED = Q(state__in=["active", "archived"], is_listed=True, opened_at__isnull=False)


class SpaceQuerySet(models.QuerySet["Space"]):
    """Questions asked of spaces."""

    def active(self) -> SpaceQuerySet:
        """Keep those in service."""
        return self.filter(state=State.ACTIVE)

    def living(self) -> SpaceQuerySet:
        """Keep those that are built and not deleted, in service or read-only."""
        return self.filter(state__in=LIVING)

    def listed(self) -> SpaceQuerySet:
        """Keep those that the public directory shows: opened to the public, in service or archived and still to be read."""
        return self.filter(LISTED)


class Space(TenantMixin):
    """One organiser's isolated participation space: one schema, one role, one subdomain."""

    auto_create_schema = False
    auto_drop_schema = False

    schema_name = models.CharField(max_length=63, unique=True, default=random_schema_name, editable=False)
    label = models.CharField(_("sous-domaine"), max_length=40)
    # The main name, without port, when it is a domain of its own; `tenants.domains` alone writes it, once proved.
    own_host = models.CharField(max_length=253, blank=True)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("type d’organisme"), max_length=20, choices=Kind)
    tagline = models.CharField(_("accroche"), max_length=200, blank=True)
    welcome = models.TextField(_("texte d’accueil"), blank=True)
    accent = models.CharField(_("couleur"), max_length=7, default="#1f4e79")
    font = models.CharField(_("police"), max_length=20, default="atkinson")
    # Keys of files of the space's own schema: no constraint crosses a schema, a file that is gone is simply not shown.
    logo = models.UUIDField(null=True, blank=True)
    logo_alt = models.CharField(_("ce que montre le logo"), max_length=200, blank=True)
    banner = models.UUIDField(null=True, blank=True)
    banner_alt = models.CharField(_("ce que montre la bannière"), max_length=200, blank=True)
    # What follows is read with every page, hence kept here; whoever reads it checks its shape and has a default.
    languages = models.JSONField(default=offered_at_first, blank=True)  # besides French
    home_blocks = models.JSONField(default=list, blank=True)  # empty: the usual home page
    menu_links = models.JSONField(default=list, blank=True)
    features_off = models.JSONField(default=list, blank=True)  # slugs that the team switched off
    features_refused = models.JSONField(default=dict, blank=True)  # slug: why the operator does not allow it
    banners = models.JSONField(
        default=list, blank=True
    )  # announcements to its team; `tenants.announcements` writes it
    paused = models.CharField(
        max_length=300, blank=True
    )  # why the whole platform is read-only; `tenants.pauses` writes it
    # Limits that are near or reached, as the layer of fair use last saw them; it alone writes and reads this.
    near_limits = models.JSONField(default=dict, blank=True)
    organisation = models.CharField(_("organisme"), max_length=200)
    identifier_kind = models.CharField(max_length=10, blank=True)  # siren, siret, rna
    identifier = models.CharField(_("SIREN, SIRET ou RNA"), max_length=14, blank=True)
    insee = models.CharField(_("code INSEE"), max_length=5, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    contact_email = models.EmailField(_("adresse de contact"))
    founder_email = models.EmailField()
    founder_name = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.PROVISIONING)
    state_reason = models.TextField(blank=True)
    reopens_as = models.CharField(max_length=20, choices=State, blank=True)  # while suspended: what it was before
    state_since = models.DateTimeField(null=True, blank=True)
    delete_at = models.DateTimeField(null=True, blank=True)  # once its deletion is scheduled, and only then
    is_listed = models.BooleanField(_("visible dans l’annuaire"), default=True)
    signing_key = models.CharField(max_length=64, default=new_signing_key, editable=False)
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    language = models.CharField(max_length=5, default="fr")
    schema_version = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # To the public, once its legal pages are complete; until then the space is in preparation and only its team sees it.
    opened_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # when its team put away the list of first steps
    last_activity_at = models.DateTimeField(null=True, blank=True)
    searched = models.GeneratedField(expression=SEARCHED, output_field=models.TextField(), db_persist=True)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["label"], condition=~Q(state="deleted"), name="space_label_unique"),
            models.CheckConstraint(condition=Q(schema_name__regex=r"^s_[a-z2-7]{12}$"), name="space_schema_name_form"),
            models.CheckConstraint(
                condition=Q(label__regex=r"^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$"), name="space_label_form"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="space_state_known"),
            models.CheckConstraint(
                condition=Q(state="scheduled", delete_at__isnull=False)
                | (~Q(state="scheduled") & Q(delete_at__isnull=True)),
                name="space_delete_at_iff_scheduled",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "name"], name="space_state"),
            # The public directory: in alphabetical order, by words of a name, by place, by number.
            models.Index(Folded("name"), condition=LISTED, name="space_listed"),
            GinIndex(fields=["searched"], opclasses=["gin_trgm_ops"], condition=LISTED, name="space_searched"),
            models.Index(fields=["insee"], condition=LISTED, name="space_insee"),
            models.Index(fields=["kind", "identifier"], name="space_identifier"),
            models.Index(fields=["delete_at"], condition=Q(state="scheduled"), name="space_delete_at"),
        ]

    def __str__(self) -> str:
        """Return the name people know."""
        return self.name

    @property
    def host(self) -> str:
        """Return the main host (with its port, if any): the others lead to it, and letters name it alone."""
        return self.main_name + settings.APEX_HOST[len(settings.APEX_DOMAIN) :]

    @property
    def main_name(self) -> str:
        """Return the main host without its port."""
        return self.own_host or f"{self.label}.{settings.APEX_DOMAIN}"

    @property
    def url(self) -> str:
        """Return the whole address of the space's home page."""
        return f"{settings.SCHEME}://{self.host}/"

    @property
    def is_frozen(self) -> bool:
        """Tell whether the space is read-only: suspended, archived or to be deleted, or with the whole platform."""
        return bool(self.paused) or self.state in FROZEN

    @property
    def is_preparing(self) -> bool:
        """Tell whether the space is built and not opened to the public yet."""
        return self.opened_at is None and self.state in LIVING

    @property
    def is_closed(self) -> bool:
        """Tell whether only its team may come in."""
        return self.state in CLOSED or self.opened_at is None

    @property
    def stage(self) -> str:
        """Return where the space is in its life for who reads lists: its state, or that it is in preparation."""
        return PREPARING if self.opened_at is None and self.state == State.ACTIVE else self.state

    def get_state_display(self) -> str:
        """Return the state in words; a space in service that is not opened yet is in preparation."""
        return str(_("En préparation") if self.stage == PREPARING else State(self.state).label)

    @property
    def logo_url(self) -> str:
        """Return the path of the logo on the space's host; empty without one, or while the host serves nothing."""
        return self._picture_path(self.logo, "vignette/")

    @property
    def banner_url(self) -> str:
        """Return the path of the banner, likewise."""
        return self._picture_path(self.banner)

    def _picture_path(self, key: UUID | None, part: str = "") -> str:
        return f"/fichiers/{key}/{part}" if key and self.state in OPEN else ""


class Domain(DomainMixin):
    """A host name (without port) that leads to a space.

    A former one, after a change of address, leads to the new address until `former_until`; that of a deleted space leads
    nowhere until then. As long as the row is there nobody else can have the name: the database says so.
    """

    tenant = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="domains")
    former_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_primary=False) | Q(former_until__isnull=True), name="domain_former_is_not_primary"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["former_until"], condition=Q(former_until__isnull=False), name="domain_former")
        ]


class Snapshot(models.Model):
    """The SQL text from which new spaces are built, and the version of the schema it makes. The newest row counts."""

    version = models.CharField(max_length=64, unique=True)
    ddl = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return the version."""
        return self.version
