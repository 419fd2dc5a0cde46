"""Put our words on a field that somebody else declared."""

from __future__ import annotations

from typing import Any

from django import forms


def reword(field: forms.Field, label: Any, help_text: Any = "", **attributes: str) -> None:
    """Change the label, the help and attributes of a field's control; take its placeholder away."""
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({name.rstrip("_"): value for name, value in attributes.items()})
