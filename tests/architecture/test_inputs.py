"""Every text that people write is made clean before it is checked: no control character, nothing that deceives the eye."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms

from tests.architecture import tree
from tests.architecture.routes import routes

# Kept nowhere and shown to nobody else: what they hold is compared, or searched for.
COMPARED = {
    "code": "the number of an authority, or a code received",
    "q": "words that are searched for",
    "seen": "a fingerprint",
    "username": "allauth's, which our form does not show",
}
STYLE_GUIDE = "platform_core.web.styleguide"  # its forms write nothing


def families(base: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in base.__subclasses__():
        yield one
        yield from families(one)


def test_every_text_is_made_clean() -> None:
    assert routes()  # their views have imported every form
    ours = {one for one in families(forms.BaseForm) if one.__module__.split(".")[0] in tree.PRODUCT}
    plain = [
        f"{one.__module__}.{one.__name__}.{name}"
        for one in ours
        for name, field in getattr(one, "base_fields", {}).items()
        if type(field) is forms.CharField and not isinstance(field.widget, forms.PasswordInput)
        if name not in COMPARED and one.__module__ != STYLE_GUIDE
    ]
    assert sorted(plain) == []
