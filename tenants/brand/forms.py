"""Forms of what a space makes its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from platform_core.richtext.fields import CleanCharField
from platform_core.web.editing import EditForm
from platform_core.web.fonts import FONTS
from platform_core.web.language import MAIN
from tenants.brand.links import FOOTER, HEADER, LONGEST_LABEL, LONGEST_URL, MOST, Link, is_allowed
from tenants.brand.rules import zones
from tenants.spaces.models import Space

PICTURES = "image/jpeg,image/png,image/webp,image/gif"


class ColourInput(forms.TextInput):
    """The browser's own choice of a colour."""

    input_type = "color"


class LookForm(EditForm):
    """Name, tagline, colour and font."""

    marks = "optional"

    accent = forms.RegexField(
        regex=r"^#[0-9a-fA-F]{6}$",
        label=_("Couleur"),
        widget=ColourInput,
        help_text=_("Celle de votre charte graphique. Trop claire, elle est foncée juste assez pour être lue."),
        error_messages={
            "invalid": _("Écrivez la couleur sous la forme #1f4e79."),
            "required": _("Choisissez une couleur."),
        },
    )
    font = forms.ChoiceField(
        label=_("Police des textes"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une police."),
            "invalid_choice": _("Choisissez une police de la liste."),
        },
    )

    class Meta(EditForm.Meta):
        model = Space
        fields = ("name", "tagline", "accent", "font")
        labels = {"name": _("Nom de l’espace"), "tagline": _("Accroche")}
        help_texts = {
            "name": _("En haut de toutes les pages et dans les e-mails."),
            "tagline": _("Une phrase courte, sous le nom."),
        }
        error_messages = {"name": {"required": _("Donnez un nom à l’espace.")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["font"].choices = [(font.slug, f"{font.name} : {font.description}") for font in FONTS]  # type: ignore[attr-defined]  # a ChoiceField


class PictureForm(forms.Form):
    """A logo or a banner, and what replaces it for those who do not see it. The file may stay the one there is."""

    marks = "optional"

    file = forms.FileField(
        label=_("Image"),
        help_text=_("JPEG, PNG, WebP ou GIF, 5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        error_messages={"required": _("Choisissez une image."), "empty": _("Ce fichier est vide.")},
    )
    alt = CleanCharField(
        label=_("Ce que montre l’image"),
        required=False,
        max_length=200,
        help_text=_(
            "Lu à voix haute aux personnes qui ne la voient pas. Laissez vide si elle ne fait que décorer, ou si elle ne "
            "dit rien de plus que le nom de l’espace."
        ),
    )

    def __init__(self, *args: Any, has_picture: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_picture:
            self.fields["file"].required = False
            self.fields["file"].label = _("Remplacer l’image")


class LocaleForm(EditForm):
    """Languages besides French, and the time zone."""

    marks = "none"

    languages = forms.MultipleChoiceField(
        label=_("Langues proposées en plus du français"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Menus, boutons et messages sont traduits. Vos textes et ceux des habitants restent dans leur langue."
        ),
    )
    time_zone = forms.ChoiceField(
        label=_("Fuseau horaire"),
        help_text=_("Celui des habitants : toutes les dates et heures de l’espace et des e-mails sont lues ainsi."),
        error_messages={"invalid_choice": _("Choisissez un fuseau horaire de la liste.")},
    )

    class Meta(EditForm.Meta):
        model = Space
        fields = ("languages", "time_zone")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [(code, name) for code, name in settings.LANGUAGES if code != MAIN]
        self.fields["languages"].choices = others  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]  # likewise


class LinkForm(forms.Form):
    """A link of the menus: to a page of the space, or to another site."""

    marks = "none"

    label = CleanCharField(label=_("Nom affiché"), max_length=LONGEST_LABEL, required=False)
    inside = forms.ChoiceField(label=_("Page de l’espace"), required=False)
    outside = CleanCharField(
        label=_("Ou une adresse extérieure"),
        max_length=LONGEST_URL,
        required=False,
        help_text=_("Elle commence par https://."),
        widget=forms.URLInput,
    )
    menu = forms.ChoiceField(label=_("Où"), choices=[(HEADER, _("En haut")), (FOOTER, _("En bas de page"))])
    place = forms.IntegerField(label=_("Rang"), min_value=1, max_value=99, required=False)

    def __init__(self, *args: Any, pages: Sequence[tuple[str, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        url = self.initial.get("url", "")
        groups: list[Any] = [("", "–"), *pages]
        known = {path for _group, lines in pages for path, _label in lines}
        if url.startswith("/") and url not in known:
            groups.append((url, url))
        self.fields["inside"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
        if url:
            self.initial["inside" if url.startswith("/") else "outside"] = url

    @property
    def is_blank(self) -> bool:
        """Tell whether the line was left or made empty: it then goes."""
        return not any(self.cleaned_data.get(name) for name in ("label", "inside", "outside"))

    def clean(self) -> dict[str, Any]:
        """Want a name and one address, and no more."""
        given = dict(super().clean() or self.cleaned_data)
        inside, outside = given.get("inside"), given.get("outside")
        if "outside" in self.errors or "inside" in self.errors or not (given.get("label") or inside or outside):
            return given
        if not given.get("label") and "label" not in self.errors:
            self.add_error("label", _("Donnez au lien un nom court : c’est ce que les gens liront."))
        if bool(inside) == bool(outside):
            self.add_error("inside", _("Choisissez une page de l’espace, ou écrivez une adresse : l’une des deux."))
        elif outside and (outside.startswith("/") or not is_allowed(outside)):
            self.add_error("outside", _("Cette adresse n’est pas possible : elle doit commencer par https://."))
        return given

    def link(self) -> Link:
        """Return the link that was written."""
        data = self.cleaned_data
        return Link(data["label"], data["inside"] or data["outside"], data["menu"])


class Links(forms.BaseFormSet):
    """The links in order; blank lines go."""

    def links(self) -> list[Link]:
        """Return the links by their rank; one whose rank was changed goes before the one that had it."""
        kept = [form for form in self.forms if not form.is_blank]
        kept.sort(key=lambda form: (form.cleaned_data.get("place") or MOST * 10, "place" not in form.changed_data))
        return [form.link() for form in kept]


LinksFormSet = cast(
    "type[Links]",
    forms.formset_factory(LinkForm, formset=Links, extra=2, max_num=MOST, validate_max=True, absolute_max=20),
)
