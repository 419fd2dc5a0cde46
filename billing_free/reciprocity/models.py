"""On the platform: gifts of spaces to the commons, what the commons cost each year, what it used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.spaces.models import Space


class Kind(models.TextChoices):
    """What can be given."""

    FACILITATION = "facilitation", _("Une animation")
    TRANSLATION = "translation", _("Une traduction")
    TEMPLATE = "template", _("Un modèle de concertation")
    HOSTING = "hosting", _("De l’hébergement")
    HOURS = "hours", _("Du temps")
    EXPERIENCE = "experience", _("Un retour d’expérience")


class Unit(models.TextChoices):
    """What an amount counts."""

    HOURS = "hours", _("heures")
    UNITS = "units", _("unités")


class State(models.TextChoices):
    """Where a gift is. Only confirmed ones are public."""

    PLEDGED = "pledged", _("Annoncé")
    CONFIRMED = "confirmed", _("Confirmé")
    REFUSED = "refused", _("Non confirmé")
    WITHDRAWN = "withdrawn", _("Retiré")


class Heading(models.TextChoices):
    """What the commons costs."""

    HOSTING = "hosting", _("Hébergement")
    PEOPLE = "people", _("Travail des personnes")
    DOMAINS = "domains", _("Noms de domaine")
    MAIL = "mail", _("Envoi des e-mails")
    OTHER = "other", _("Autres dépenses")


class Gift(models.Model):
    """What a space gave. `receiver`: the space that received it and confirms; none: the commons, for which operators do."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="gifts")
    receiver = models.ForeignKey(Space, on_delete=models.SET_NULL, null=True, related_name="received_gifts")
    kind = models.CharField(max_length=20, choices=Kind)
    description = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=8, decimal_places=1, null=True)
    unit = models.CharField(max_length=10, choices=Unit, blank=True)
    given_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLEDGED)
    reason = models.CharField(max_length=500, blank=True)  # why it is not confirmed
    pledged_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-given_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(description=""), name="gift_is_described"),
            models.CheckConstraint(condition=Q(receiver=None) | ~Q(receiver=F("space")), name="gift_to_another"),
            models.CheckConstraint(
                condition=Q(amount=None, unit="") | (Q(amount__isnull=False, amount__gt=0) & ~Q(unit="")),
                name="gift_amount_has_a_unit",
            ),
            models.CheckConstraint(condition=Q(state="pledged") ^ Q(decided_at__isnull=False), name="gift_decided"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="gift_refused_with_a_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-given_on", "-id"], condition=Q(state="confirmed"), name="gift_public"),
            models.Index(fields=["pledged_at"], condition=Q(state="pledged"), name="gift_waits"),
        ]

    def __str__(self) -> str:
        """Name the kind and the space."""
        return f"{self.kind} of {self.space_id}"


class Cost(models.Model):
    """What one heading cost in a year, as operators typed it, in cents of euros."""

    year = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=20, choices=Heading)
    cents = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["year", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "heading"], name="cost_one_a_heading")]

    def __str__(self) -> str:
        """Name the year and the heading."""
        return f"{self.heading} {self.year}"


class YearUse(models.Model):
    """What the whole platform used in a year, added up from the measures of spaces; kept when these are forgotten."""

    year = models.PositiveSmallIntegerField(unique=True)
    spaces = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)  # slug of a meter → whole number
    added_up_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the year."""
        return str(self.year)
