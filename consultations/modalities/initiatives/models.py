"""What an initiative has besides being a contribution."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Contribution


class Initiative(models.Model):
    """An existing action: its title, text, theme and place are its contribution's."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="initiative"
    )
    carried_by = models.CharField(_("qui la porte"), max_length=160)
    audience = models.CharField(_("pour qui"), max_length=200)
    since = models.CharField(_("depuis quand"), max_length=60, blank=True)
    contact_name = models.CharField(_("personne à contacter"), max_length=120, blank=True)
    contact_email = models.EmailField(_("adresse e-mail de contact"), blank=True)
    contact_phone = models.CharField(_("téléphone de contact"), max_length=20, blank=True)
    website = models.URLField(_("site internet"), blank=True)
    transposable = models.TextField(_("ce qui peut être repris ailleurs"), blank=True, max_length=2_000)

    def __str__(self) -> str:
        """Name it by who carries it."""
        return self.carried_by
