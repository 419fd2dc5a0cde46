"""A space can be dumped, restored or moved alone: none of its tables refers to another schema's."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from tests.architecture import tree


def models_of(app_names: list[str]) -> set[type[Model]]:
    """Return the models, link tables included, of these applications."""
    configs = [app for app in apps.get_app_configs() if app.name in app_names]
    return {model for app in configs for model in app.get_models(include_auto_created=True)}


def references(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation and isinstance(field.related_model, type):
            yield field.name, field.related_model


def leaving(app_names: list[str]) -> list[str]:
    here = models_of(app_names)
    return [
        f"{model._meta.label}.{name} → {target._meta.label}"
        for model in here
        for name, target in references(model)
        if target not in here
    ]


def test_no_table_of_a_space_refers_to_the_platform() -> None:
    assert leaving(settings.TENANT_APPS) == []


def test_no_table_of_the_platform_refers_to_a_space() -> None:
    assert leaving(settings.SHARED_APPS) == []


def test_every_table_of_ours_is_in_a_schema() -> None:
    ours = {m for m in apps.get_models() if m.__module__.split(".")[0] in tree.PRODUCT}
    placed = models_of([*settings.TENANT_APPS, *settings.SHARED_APPS])
    assert sorted(m._meta.label for m in ours - placed) == []
