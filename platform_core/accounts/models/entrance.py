"""How one comes into a space: who may have an account, and by which proof one signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Joining(models.TextChoices):
    """Who may create an account."""

    OPEN = "open", _("Toute personne qui a une adresse e-mail")
    DOMAINS = "domains", _("Les adresses e-mail de certains domaines seulement")
    INVITATION = "invitation", _("Les personnes que l’équipe invite seulement")


class Way(models.TextChoices):
    """By what one signs in."""

    BOTH = "both", _("Un code reçu par e-mail, ou un mot de passe pour qui préfère")
    CODE = "code", _("Un code reçu par e-mail seulement")
    PASSWORD = "password", _("Un mot de passe seulement")


class Entrance(models.Model):
    """One row at most; without it, a space is open to all, by code or password."""

    slot = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)
    joining = models.CharField(_("création de compte"), max_length=10, choices=Joining, default=Joining.OPEN)
    domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)  # ASCII, lower case
    way = models.CharField(_("connexion"), max_length=10, choices=Way, default=Way.BOTH)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(slot=1), name="entrance_single"),
            models.CheckConstraint(
                condition=~Q(joining="domains") | Q(domains__len__gt=0), name="entrance_names_its_domains"
            ),
        ]

    def __str__(self) -> str:
        """Name the choices."""
        return f"{self.joining}, {self.way}"

    def takes(self, address: str) -> bool:
        """Tell whether an address may have an account without being invited. A subdomain is another domain."""
        if self.joining == Joining.DOMAINS:
            return address.rpartition("@")[2].strip().lower().rstrip(".") in self.domains
        return self.joining == Joining.OPEN
