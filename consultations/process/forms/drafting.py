"""Forms that say what a consultation is: its start, its contract, its subject, its themes, its partners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.process.content.loader import Template
from consultations.process.models import Consultation, Partner, Theme
from consultations.process.operations.drafting import DAYS_TO_PREPARE
from platform_core.richtext.fields import CleanCharField
from platform_core.web.editing import EditForm
from platform_core.web.forms import DateInput

BLANK = ""


class StartForm(forms.Form):
    """What a new consultation starts from."""

    title = CleanCharField(
        label=gettext_lazy("Titre de la concertation"),
        max_length=120,
        help_text=gettext_lazy("Court et concret. Vous pourrez le changer."),
        error_messages={"required": gettext_lazy("Donnez un titre, même provisoire.")},
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Partir de"),
        required=False,
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(
        label=gettext_lazy("Premier jour de la concertation"),
        required=False,
        widget=DateInput,
        help_text=gettext_lazy("Les étapes du modèle se placent à partir de ce jour. Tout se déplace ensuite."),
    )

    def __init__(self, *args: Any, templates: Sequence[Template], **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(one.slug, f"{one.title} – {one.summary}") for one in templates]
        blank = (BLANK, _("Une page blanche – vous composez vous-même thèmes et étapes."))
        self.fields["template"].choices = [*names, blank]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["template"].initial = names[0][0] if names else BLANK
        self.fields["starts_on"].initial = timezone.localdate() + timedelta(days=DAYS_TO_PREPARE)

    def clean_starts_on(self) -> date | None:
        """Refuse a day that is past: a template makes steps that are to come."""
        day: date | None = self.cleaned_data["starts_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choisissez un jour à venir."))
        return day


class OutcomeForm(EditForm):
    """What the consultation must produce, who answers and by when; what happens next."""

    class Meta(EditForm.Meta):
        model = Consultation
        fields = ("outcome", "answered_by", "answer_due_on", "next_steps")
        labels = {
            "outcome": gettext_lazy("Ce que la concertation doit produire"),
            "answered_by": gettext_lazy("Qui répondra aux participants"),
            "answer_due_on": gettext_lazy("Au plus tard le"),
            "next_steps": gettext_lazy("Et après la réponse ?"),
        }
        help_texts = {
            "outcome": gettext_lazy("Une décision, un texte, un budget : quelque chose que l’on pourra montrer."),
            "answered_by": gettext_lazy("Une fonction plutôt qu’un nom : « la maire et son adjoint aux sports »."),
            "answer_due_on": gettext_lazy("Une date que vous êtes certain de tenir."),
            "next_steps": gettext_lazy("Vote, budget, travaux, nouvelle rencontre : ce qui se passera ensuite."),
        }


class SubjectForm(EditForm):
    """The subject in a sentence, then in full."""

    class Meta(EditForm.Meta):
        model = Consultation
        fields = ("title", "subject", "description")
        labels = {
            "subject": gettext_lazy("La question posée, en une phrase"),
            "description": gettext_lazy("Présentation"),
        }
        help_texts = {
            "subject": gettext_lazy("Comme vous la poseriez à voix haute."),
            "description": gettext_lazy("Le contexte, ce qui est ouvert à la discussion, ce qui est déjà décidé."),
        }
        error_messages = {"title": {"required": gettext_lazy("Donnez un titre à la concertation.")}}


class ThemeForm(EditForm):
    """A theme and its briefing."""

    class Meta(EditForm.Meta):
        model = Theme
        fields = ("title", "summary", "briefing", "sources")
        help_texts = {
            "summary": gettext_lazy("Une ou deux phrases, affichées dans la liste des thèmes."),
            "briefing": gettext_lazy(
                "De quoi se faire une opinion : faits, chiffres, points de désaccord. Une page suffit."
            ),
            "sources": gettext_lazy("Une par ligne : titre, auteur, année, lien. On peut ainsi vérifier."),
        }
        error_messages = {"title": {"required": gettext_lazy("Donnez un titre au thème.")}}


class PartnerForm(forms.Form):
    """One line of the co-steering."""

    organisation = CleanCharField(label=gettext_lazy("Organisme"), max_length=160, required=False)
    person = CleanCharField(label=gettext_lazy("Représenté par"), max_length=160, required=False)
    part = CleanCharField(label=gettext_lazy("Rôle dans le copilotage"), max_length=200, required=False)
    marks = "none"

    def clean(self) -> dict[str, Any]:
        """Ask for the organisation of a line that is begun; a line left empty is no partner."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("organisation") and (values.get("person") or values.get("part")):
            self.add_error("organisation", _("Indiquez l’organisme, ou videz cette ligne."))
        return values


class PartnerLines(forms.BaseFormSet):
    """The whole list of partners, some empty lines at its end, and what it was when it was shown."""

    @property
    def lines(self) -> list[dict[str, str]]:
        """Return the partners given, lines left empty aside."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("organisation")]


def partner_lines(data: Mapping[str, Any] | None, partners: Sequence[Partner], extra: int = 2) -> PartnerLines:
    """Return the form of a list of partners."""
    lines = forms.formset_factory(PartnerForm, formset=PartnerLines, extra=extra, max_num=60)
    initial = [{name: getattr(one, name) for name in PartnerForm.base_fields} for one in partners]
    made: PartnerLines = lines(data, initial=initial, prefix="partners")  # type: ignore[assignment]  # made from it
    return made
