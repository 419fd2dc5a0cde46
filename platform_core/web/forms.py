"""How forms are rendered, and the widgets that Django renders poorly.

Settings: `FORM_RENDERER = "platform_core.web.forms.Renderer"`. A form may set `marks`: "required" (default: what is
required says so), "optional" (only what is not), or "none" (a single field).
"""

from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Engine
from django.utils.functional import cached_property

from platform_core.richtext.fields import MarkdownTextarea

__all__ = ["DateInput", "DateTimeInput", "MarkdownTextarea", "Renderer"]


class Renderer(DjangoTemplates):
    """Renders forms, fields and widgets with the templates of this app, then those of apps, then Django's.

    It has an engine of its own, so that `django.forms` need not be an installed app.
    """

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"

    @cached_property
    def engine(self) -> Engine:
        folders = [Path(__file__).parent / "templates", Path(django.forms.__file__).parent / "templates"]
        return Engine({"NAME": "web_forms", "APP_DIRS": True, "DIRS": folders, "OPTIONS": {}})


class DateInput(forms.DateInput):
    """A day, with the browser's calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """A day and an hour in the active time zone, with the browser's calendar."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
