"""What every form of these pages does."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, QueryDict

from platform_core.errors import RuleBroken


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, even when nothing was filled; `None` when the page is only read."""
    return request.POST if request.method == "POST" else None


def submitted(form: forms.BaseForm, operation: Callable[[], object]) -> bool:
    """Run an operation for a valid form; a broken rule is written beside its field, and what was typed is kept."""
    if not form.is_valid():
        return False
    try:
        operation()
    except RuleBroken as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    return True
