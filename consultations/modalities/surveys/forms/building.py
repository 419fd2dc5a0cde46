"""Forms of the team that builds a survey."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from consultations.modalities.surveys.forms.options import OptionsField
from consultations.modalities.surveys.models import Question, Section, Survey
from consultations.modalities.surveys.rules.kinds import BOUNDED, WITH_CHOICES, WITH_OTHER, Kind
from platform_core.concurrency import CHANGED, fingerprint
from platform_core.errors import RuleBroken
from platform_core.richtext.fields import CleanCharField, MarkdownField


class SeenForm(forms.Form):
    """A form that knows what it showed: the second of two people to save is told."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, row: Any = None, **kwargs: Any) -> None:
        shown = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)} if row else {}
        super().__init__(data, initial=shown, **kwargs)
        self.row = row
        self.fields["seen"].initial = self.stamp()

    def stamp(self) -> str:
        """Return what tells whether the row is still what the form shows."""
        if self.row is None:
            return ""
        names = [name for name in self.fields if hasattr(self.row, name) and name != "choices"]
        return fingerprint([self.row], names)

    def refuse(self, error: RuleBroken) -> None:
        """Say beside its field why the operation refused; who saves again after somebody else has then read it."""
        self.add_error(error.field if error.field in self.fields else None, error.message)
        if error.code == CHANGED:
            self.row.refresh_from_db()
            sent = cast("QueryDict", self.data).copy()
            sent["seen"] = self.stamp()
            self.data = sent

    @property
    def changes(self) -> dict[str, Any]:
        """Return the arguments of the operation."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class SurveyForm(SeenForm):
    """What surrounds the questions."""

    title = CleanCharField(
        label=_("Titre de l’enquête"), max_length=120, required=False, help_text=_("Vide : le titre de l’étape.")
    )
    intro = MarkdownField(
        label=_("Présentation"),
        max_length=5_000,
        required=False,
        help_text=_("Pourquoi ces questions, à quoi serviront les réponses, combien de temps cela prend."),
    )
    thanks = MarkdownField(
        label=_("Mot de remerciement"),
        max_length=2_000,
        required=False,
        rows=4,
        help_text=_("Affiché une fois les réponses envoyées."),
    )
    is_anonymous = forms.BooleanField(
        label=_("Réponses anonymes"),
        required=False,
        help_text=_(
            "Personne ne pourra savoir qui a répondu quoi, vous compris. En échange, une personne ne peut corriger ses "
            "réponses que depuis le même navigateur, et les résultats se lisent à partir de 5 réponses. Ne se change plus dès que quelqu’un a commencé à répondre."
        ),
    )
    shows_results = forms.BooleanField(
        label=_("Montrer les résultats à tout le monde pendant l’enquête"),
        required=False,
        help_text=_("Sinon ils sont publiés à la fin. L’équipe les voit toujours."),
    )
    shows_texts = forms.BooleanField(
        label=_("Publier aussi ce que les gens écrivent"),
        required=False,
        help_text=_("Les réponses aux questions ouvertes, sans nom. Relisez-les : elles peuvent en contenir."),
    )

    def __init__(self, data: QueryDict | None = None, *, row: Survey, has_begun: bool) -> None:
        super().__init__(data, row=row)
        if has_begun:
            self.fields["is_anonymous"].disabled = True
            self.fields["is_anonymous"].help_text = _(
                "Ne se change plus : des personnes ont commencé à répondre avec cette promesse."
            )


class SectionForm(SeenForm):
    """A section."""

    title = CleanCharField(label=_("Titre de la section"), max_length=120, required=False)
    text = MarkdownField(
        label=_("Texte d’introduction"),
        max_length=5_000,
        required=False,
        rows=4,
        help_text=_("Affiché avant les questions de la section."),
    )


def bound(label: Any, help_text: Any = "") -> forms.DecimalField:
    """Return the field of a number that may be left empty."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=False,
        max_digits=18,
        decimal_places=6,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short"}),
        error_messages={"invalid": _("Écrivez un nombre.")},
    )


def plainly(value: Any) -> Any:
    """Return a decimal without the zeros of its column; anything else as it is."""
    return Decimal(plain) if isinstance(value, Decimal) and (plain := f"{value.normalize():f}") else value


BOUNDS = {
    Kind.SHORT: (_("Nombre de signes minimum"), _("Nombre de signes maximum")),
    Kind.LONG: (_("Nombre de signes minimum"), _("Nombre de signes maximum")),
    Kind.MULTIPLE: (_("Nombre de réponses minimum"), _("Nombre de réponses maximum")),
    Kind.NUMBER: (_("Plus petit nombre accepté"), _("Plus grand nombre accepté")),
    Kind.SCALE: (_("Première note"), _("Dernière note")),
}


class QuestionForm(SeenForm):
    """A question of one kind; only its words once someone has begun to answer."""

    label = CleanCharField(label=_("Question"), max_length=300, error_messages={"required": _("Écrivez la question.")})
    help = CleanCharField(
        label=_("Aide"), max_length=500, required=False, help_text=_("Une précision, affichée sous la question.")
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kind: str,
        row: Question | None = None,
        sections: Sequence[Section] = (),
        has_begun: bool = False,
    ) -> None:
        self.kind, self.has_begun = Kind(kind), has_begun
        super().__init__(data, row=row)
        self._add_choices(row)
        if self.kind == Kind.SCALE:
            self._add_ends(row)
        if not has_begun:
            self._add_rules(row, sections)
        self.fields["seen"].initial = self.stamp()

    def _add_choices(self, row: Question | None) -> None:
        if self.kind in WITH_CHOICES:
            given = [(choice.value, choice.label) for choice in row.choices.all()] if row else []
            self.fields["choices"] = OptionsField(label=_("Réponses proposées"), initial=given, fixed=self.has_begun)

    def _add_ends(self, row: Question | None) -> None:
        for name, label in (
            ("low_label", _("Mots à côté de la première note")),
            ("high_label", _("Et de la dernière")),
        ):
            given = getattr(row, name) if row else ""
            self.fields[name] = CleanCharField(label=label, max_length=80, required=False, initial=given)

    def _add_rules(self, row: Question | None, sections: Sequence[Section]) -> None:
        if self.kind in WITH_OTHER:
            self._add("has_other", row, forms.BooleanField(label=_("Proposer « Autre, précisez »"), required=False))
        if self.kind in BOUNDED or self.kind == Kind.SCALE:
            defaults = (Decimal(1), Decimal(5)) if self.kind == Kind.SCALE else (None, None)
            for name, label, default in zip(("low", "high"), BOUNDS[self.kind], defaults, strict=True):
                self._add(name, row, bound(label), default)
        if self.kind == Kind.NUMBER:
            self._add("interval", row, bound(_("Pas"), _("1 pour n’accepter que des nombres entiers.")))
        self._add("is_required", row, forms.BooleanField(label=_("Réponse obligatoire"), required=False))
        if len(sections) > 1:
            field = forms.ModelChoiceField(
                Section.objects.filter(pk__in=[one.pk for one in sections]), label=_("Section"), empty_label=None
            )
            self._add("section", row, field)

    def _add(self, name: str, row: Question | None, field: forms.Field, default: Any = None) -> None:
        field.initial = self.initial.get(name, plainly(getattr(row, name)) if row else default)
        self.fields[name] = field


class ConditionForm(forms.Form):
    """The answers to an earlier question that make this one asked."""

    values = forms.MultipleChoiceField(
        label=_("Afficher la question à ceux qui ont répondu"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une réponse.")},
    )

    def __init__(self, *args: Any, options: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["values"].choices = options  # type: ignore[attr-defined]  # a MultipleChoiceField
