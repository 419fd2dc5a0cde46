"""The form that all kinds of contributions extend."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from consultations.capabilities.authoring.gathering import FormFiles
from consultations.process.models import Contribution, Step, Theme
from platform_core.access.actors import Actor
from platform_core.accounts.models import Structure
from platform_core.richtext.fields import CleanCharField, MarkdownField
from tenants.territory.places import Commune
from tenants.territory.queries import commune, find_communes

MAX_DOCUMENTS = 5


class CommuneField(CleanCharField):
    """A commune by its name or postcode; keeps the official one. Suggestions come while typing."""

    default_error_messages = {
        "unknown": _("Nous ne trouvons pas cette commune. Vérifiez l’orthographe, ou donnez son code postal."),
        "several": _("Plusieurs communes répondent à ce nom : %(names)s. Ajoutez le code postal."),
    }

    def clean(self, value: Any) -> Commune | None:
        """Return the commune, `None` when nothing is typed."""
        text = super().clean(value)
        if not text:
            return None
        if exact := commune(text):  # an INSEE code, from the suggestions
            return exact
        found = find_communes(text, limit=4)
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        same = [one for one in found if one.name.casefold() == text.casefold()]
        if len(same) == 1 or len(found) == 1:
            return (same or found)[0]
        names = ", ".join(f"{one.name} ({one.postcodes[0]})" for one in (same or found) if one.postcodes)
        raise forms.ValidationError(self.error_messages["several"] % {"names": names}, code="several")


class DocumentsInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class DocumentsField(forms.FileField):
    """Up to `MAX_DOCUMENTS` files; what they are is checked by their content when they are stored."""

    widget = DocumentsInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files, none when none was chosen."""
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(files) > MAX_DOCUMENTS:
            raise forms.ValidationError(_("Joignez cinq documents au plus."), code="too_many")
        return [super(DocumentsField, self).clean(one, initial) for one in files]


class ContributionForm(forms.Form):
    """Title, text, theme, place, in whose name, a picture, documents."""

    title = CleanCharField(
        label=_("Titre"),
        max_length=150,
        min_length=8,
        error_messages={
            "required": _("Donnez un titre à votre contribution."),
            "min_length": _("Ce titre est trop court pour être compris : quelques mots de plus."),
        },
    )
    body = MarkdownField(
        label=_("Votre texte"),
        max_length=5_000,
        error_messages={"required": _("Expliquez votre idée en quelques phrases.")},
    )
    theme = forms.ModelChoiceField(
        label=_("Thème"),
        queryset=Theme.objects.none(),
        empty_label=_("Choisir…"),
        error_messages={
            "required": _("Choisissez un thème."),
            "invalid_choice": _("Choisissez un thème de la liste."),
        },
    )
    commune = CommuneField(
        label=_("Commune"),
        required=False,
        max_length=80,
        help_text=_("Si votre contribution concerne un endroit précis : un nom ou un code postal."),
    )
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    structure = forms.ModelChoiceField(
        label=_("Au nom de"),
        queryset=Structure.objects.none(),
        required=False,
        empty_label=_("moi, en mon nom propre"),
    )
    picture = forms.FileField(
        label=_("Une image"),
        required=False,
        help_text=_("JPEG, PNG ou WebP, 10 Mo au plus. Le lieu de prise de vue est effacé."),
    )
    picture_description = CleanCharField(
        label=_("Description de l’image"),
        required=False,
        max_length=200,
        help_text=_("Ce que l’on y voit, pour les personnes qui ne la voient pas."),
    )
    documents = DocumentsField(
        label=_("Documents"), required=False, help_text=_("PDF ou bureautique, cinq au plus, 10 Mo chacun.")
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        step: Step,
        person: Actor,
        contribution: Contribution | None = None,
        **more: Any,
    ) -> None:
        super().__init__(data, files, **more)
        self.joined = FormFiles(data, person=person, contribution=contribution)
        themes = step.consultation.themes.all()
        structures = Structure.objects.filter(members=person.pk)
        self._choices("theme", themes)
        self._choices("structure", structures)

    def _choices(self, name: str, rows: Any) -> None:
        """Offer the rows, or do not ask when there is none."""
        if rows.exists():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask that a picture be described, documents be few and a point be whole."""
        values = super().clean() or self.cleaned_data
        has_picture = values.get("picture") or self.joined.has_picture
        if has_picture and not values.get("picture_description"):
            self.add_error("picture_description", _("Décrivez l’image en quelques mots."))
        if len(values.get("documents") or ()) + self.joined.documents > MAX_DOCUMENTS:
            self.add_error("documents", _("Joignez cinq documents au plus."))
        if (values.get("latitude") is None) != (values.get("longitude") is None):
            values["latitude"] = values["longitude"] = None
        return values

    def receive(self) -> bool:
        """Check what was sent; files are kept whatever else is wrong. Returns whether it can be published."""
        if self.is_bound:
            self.full_clean()
            self.joined.receive(self)
        return self.is_valid()

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return self.cleaned_data | self.joined.values() | {"texts": self.texts()}

    def texts(self) -> dict[str, Any]:
        """Return the values of the contribution's own columns."""
        values = self.cleaned_data
        place: Commune | None = values.get("commune")
        point = (values.get("latitude"), values.get("longitude"))
        if place and point[0] is None:
            point = (place.latitude, place.longitude)
        return {
            "title": values["title"],
            "body": values["body"],
            "theme": values.get("theme"),
            "structure": values.get("structure"),
            "insee": place.insee if place else "",
            "place": place.name if place else "",
            "latitude": point[0],
            "longitude": point[1],
        }

    @staticmethod
    def initial_of(contribution: Contribution) -> dict[str, Any]:
        """Return what the form shows of an existing contribution."""
        names = ("title", "body", "theme", "structure", "latitude", "longitude")
        return {**{name: getattr(contribution, name) for name in names}, "commune": contribution.place}
