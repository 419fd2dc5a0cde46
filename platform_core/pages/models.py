"""Pages of a space."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor, roles_of
from platform_core.access.roles import TEAM

WELCOME = "accueil"  # not a page of its own: the text of the home page
ACCESSIBILITY = "accessibilite"  # its title says what is true (RGAA): the home page repeats it


class PageQuerySet(models.QuerySet["Page"]):
    """Reads of pages."""

    def visible_to(self, actor: Actor) -> PageQuerySet:
        """Keep what an actor may read: pages of the team's own once they are complete, required ones always."""
        if roles_of(actor) & TEAM:
            return self
        return self.filter(Q(is_required=True) | Q(is_complete=True))


class Page(models.Model):
    """A page written by the team in Markdown. Required ones must be complete before anything is published."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=120)
    body = models.TextField(_("texte"), max_length=50_000)
    is_required = models.BooleanField(default=False)
    is_complete = models.BooleanField(_("relue et complète"), default=False)
    order = models.PositiveSmallIntegerField(default=100)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["order", "title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_complete=False) | Q(body__regex=r"\S"), name="page_complete_is_written"
            )
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title
