"""What is read of a request about contributions: filters of the list, bodies, and how a body becomes an operation's values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from consultations.process.api.fields import DetailsField
from consultations.process.api.kinds import KindApi, kind_of
from consultations.process.api.parts import parts
from consultations.process.models import Consultation, Contribution, Step
from consultations.process.queries.contributions import ORDERS
from platform_core.access.actors import Actor
from platform_core.api.paging import PageQuery
from platform_core.errors import RuleBroken

LATITUDE, LONGITUDE = 90, 180
WHOLE_FORM = "__all__"
CHOSEN = ("theme", "structure")  # among what exists


class ContributionQuery(PageQuery):
    """Filters of the list of contributions."""

    q = serializers.CharField(
        required=False, allow_blank=True, max_length=100, help_text=gettext_lazy("Mots à chercher, en français.")
    )
    kind = serializers.SlugField(required=False, help_text=gettext_lazy("Sorte de contribution."))
    consultation = serializers.IntegerField(required=False)
    step = serializers.IntegerField(required=False)
    theme = serializers.IntegerField(required=False)
    structure = serializers.IntegerField(required=False)
    commune = serializers.CharField(required=False, max_length=5, help_text=gettext_lazy("Code INSEE."))
    after = serializers.IntegerField(
        required=False, help_text=gettext_lazy("Seulement celles dont le numéro est plus grand.")
    )
    mine = serializers.BooleanField(
        default=False, help_text=gettext_lazy("Seulement les vôtres, retirées et masquées comprises.")
    )
    order = serializers.ChoiceField(
        choices=sorted(ORDERS),
        default="recent",
        help_text=gettext_lazy("Un nombre de soutiens caché compte pour aucun."),
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the filters of capabilities."""
        added = {one.name: one.field() for part in parts() for one in part.filters}
        return {**super().get_fields(), **added}


class ContributionChangeSerializer(serializers.Serializer[Any]):
    """What can be changed of one's contribution: all that is left out stays as it is."""

    title = serializers.CharField(required=False, max_length=300)
    body = serializers.CharField(required=False, max_length=20_000, help_text=gettext_lazy("Le texte, en Markdown."))
    theme = serializers.IntegerField(required=False, allow_null=True, help_text=gettext_lazy("Numéro d’un thème."))
    structure = serializers.IntegerField(
        required=False, allow_null=True, help_text=gettext_lazy("Une de vos structures, pour parler en son nom.")
    )
    commune = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        max_length=80,
        help_text=gettext_lazy("Code INSEE, nom ou code postal."),
    )
    latitude = serializers.FloatField(required=False, allow_null=True, min_value=-LATITUDE, max_value=LATITUDE)
    longitude = serializers.FloatField(required=False, allow_null=True, min_value=-LONGITUDE, max_value=LONGITUDE)
    details = DetailsField(required=False, allow_null=True)


class ContributionInputSerializer(ContributionChangeSerializer):
    """A new contribution."""

    step = serializers.IntegerField(help_text=gettext_lazy("Numéro de l’étape ; elle décide de la sorte."))
    title = serializers.CharField(max_length=300)
    body = serializers.CharField(max_length=20_000, help_text=gettext_lazy("Le texte, en Markdown."))


def destination(step_id: int, actor: Actor) -> tuple[Step, KindApi]:
    """Return the step in which one contributes and what is added there.

    Raises `ValidationError` for a step that one may not see, as for one that does not exist; `RuleBroken` for one in which
    people take part otherwise.
    """
    seen = Consultation.objects.visible_to(actor)
    step = Step.objects.select_related("consultation").filter(consultation__in=seen, pk=step_id).first()
    if step is None:
        raise ValidationError({"step": [ErrorDetail(_("Cette étape n’existe pas."), "does_not_exist")]})
    kind = kind_of(step)
    if kind is None:
        raise RuleBroken("other_way", _("On ne participe pas à cette étape en y déposant une contribution."), "step")
    return step, kind


def operation_values(kind: KindApi, values: Mapping[str, Any], *, step: Step, by: Actor) -> dict[str, Any]:
    """Return what the kind's operation takes. Raises `ValidationError` with the words of its form."""
    details = _checked_details(kind, values.get("details"))
    form = kind.filled({**values, "details": details}, step=step, by=by)
    _refuse_unasked(form.fields, values)
    if not form.is_valid():
        raise ValidationError(_form_faults(kind, form.errors.get_json_data()))
    return form.cleaned_data | {"texts": form.texts()}


def changed_values(kind: KindApi, contribution: Contribution, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contribution as it will be once changed, as JSON values."""
    before = dict(kind.initial_of(contribution))
    for name in ("theme", "structure"):
        before[name] = getattr(before.get(name), "pk", None)
    before["commune"] = contribution.insee
    if "commune" in changes:  # its point is elsewhere
        before |= {"latitude": None, "longitude": None}
    own = set(kind.details().fields) if kind.details else set()
    details = {name: value for name, value in before.items() if name in own}
    return {**before, **changes, "details": {**details, **(changes.get("details") or {})}}


def _refuse_unasked(fields: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Refuse a structure or a theme where the form asks for none: there is none that it could be."""
    for name in CHOSEN:
        if values.get(name) is not None and name not in fields:
            message = _("Ce choix n’est pas dans la liste.")
            raise ValidationError({name: [ErrorDetail(message, "does_not_exist")]})


def _checked_details(kind: KindApi, given: Any) -> dict[str, Any]:
    if kind.details is None or not given:
        return {}
    reader = kind.details(data=given, partial=True)
    if not reader.is_valid():
        raise ValidationError({"details": reader.errors})
    return dict(reader.validated_data)


def _form_faults(kind: KindApi, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the errors of a form under the names of the body's fields."""
    own = set(kind.details().fields) if kind.details else set()
    faults: dict[str, Any] = {}
    for name, errors in found.items():
        listed = [ErrorDetail(one["message"], one["code"] or "invalid") for one in errors]
        if name in own:
            faults.setdefault("details", {})[name] = listed
        else:
            faults["non_field_errors" if name == WHOLE_FORM else name] = listed
    return faults
