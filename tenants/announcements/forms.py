"""What an operator writes, when it is shown, to whom."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField, MarkdownField
from platform_core.web.forms import DateTimeInput
from tenants.announcements.models import Announcement, Level
from tenants.announcements.operations import Words
from tenants.announcements.queries import living_spaces
from tenants.announcements.registry import groups
from tenants.announcements.rules import LONGEST
from tenants.spaces.models import Space

ALL, NAMED = "all", "named"
SEPARATORS = re.compile(r"[\s,;]+")


class AnnouncementForm(forms.Form):
    """One announcement."""

    title = CleanCharField(
        label=_("Titre"),
        max_length=120,
        error_messages={"required": _("Écrivez un titre : c’est ce que les équipes lisent d’abord.")},
    )
    body = MarkdownField(
        label=_("Message"),
        rows=5,
        required=False,
        max_length=LONGEST,
        help_text=_("Quelques lignes : il se lit au-dessus de chaque page des équipes."),
    )
    level = forms.ChoiceField(label=_("Niveau"), choices=Level.choices, initial=Level.INFO, widget=forms.RadioSelect)
    starts_at = forms.DateTimeField(
        label=_("Du"), required=False, widget=DateTimeInput, help_text=_("Laissez vide pour tout de suite.")
    )
    ends_at = forms.DateTimeField(
        label=_("Jusqu’au"),
        widget=DateTimeInput,
        error_messages={"required": _("Dites jusqu’à quand : une annonce qui ne finit pas n’est plus lue.")},
    )
    audience = forms.ChoiceField(label=_("Pour qui"), initial=ALL)
    labels = CleanCharField(
        lines=True,
        label=_("Adresses des espaces"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Pour « Certains espaces » : leurs sous-domaines, un par ligne ou séparés par des virgules."),
    )
    with_letter = forms.BooleanField(
        label=_("Envoyer aussi un e-mail aux administrateurs"),
        required=False,
        help_text=_("Un seul à chacun, au début de l’annonce."),
    )
    spaces: list[Space] | None = None

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["audience"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (ALL, _("Tous les espaces")),
            *((one.slug, one.label) for one in groups().values()),
            (NAMED, _("Certains espaces, nommés ci-dessous")),
        ]

    def clean(self) -> dict[str, Any]:
        """Find the spaces."""
        given = super().clean() or {}
        audience = given.get("audience", "")
        if audience == NAMED:
            self.spaces = self._named(given.get("labels", ""))
        elif audience != ALL and audience in groups():
            self.spaces = list(groups()[audience].find(living_spaces()))
        return given

    def words(self) -> Words:
        """Return what was written, in the shape of the operation."""
        given = self.cleaned_data
        names = ("title", "body", "level", "ends_at", "with_letter")
        starts_at = given["starts_at"] or timezone.now()
        said = {name: given[name] for name in names}
        return Words(**said, starts_at=starts_at, audience=self._in_words(), spaces=self.spaces)

    def _named(self, text: str) -> list[Space]:
        wanted = {one.lower() for one in SEPARATORS.split(text) if one}
        found = {one.label: one for one in living_spaces().filter(label__in=wanted)}
        unknown = sorted(wanted - found.keys())
        if not wanted:
            self.add_error("labels", _now("Écrivez l’adresse d’un espace au moins."))
        elif unknown:
            said = _now("Aucun espace n’a cette adresse : %(labels)s.") % {"labels": ", ".join(unknown[:5])}
            self.add_error("labels", said)
        return list(found.values())

    def _in_words(self) -> str:
        chosen = self.cleaned_data["audience"]
        if chosen == NAMED:
            return ", ".join(one.label for one in self.spaces or [])[:120]
        return str(dict(self.fields["audience"].choices)[chosen])  # type: ignore[attr-defined]  # a ChoiceField


def values_of(announcement: Announcement) -> dict[str, Any]:
    """Return what the form shows of an announcement to change; its spaces are those it names now."""
    names = ("title", "body", "level", "starts_at", "ends_at", "with_letter")
    known = {name: getattr(announcement, name) for name in names}
    if announcement.everyone:
        return {**known, "audience": ALL}
    by_label = {str(one.label): slug for slug, one in groups().items()}
    if announcement.audience in by_label:
        return {**known, "audience": by_label[announcement.audience]}
    labels = announcement.addressees.order_by("space__label").values_list("space__label", flat=True)
    return {**known, "audience": NAMED, "labels": "\n".join(labels)}
