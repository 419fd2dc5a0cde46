"""Every change of a model is committed as a migration, and migrations can be applied without holding up the service."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture import tree


def test_every_model_has_its_migrations() -> None:
    loader = MigrationLoader(None)  # no connection: what is committed is compared, not what a database holds
    with translation.override(None):  # as makemigrations does
        now = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph)
    assert {label: [str(m) for m in migrations] for label, migrations in changes.items()} == {}


def test_no_app_has_two_last_migrations() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}


def test_every_app_with_models_has_a_migrations_package() -> None:
    ours = [app for app in apps.get_app_configs() if app.name.split(".")[0] in tree.PRODUCT]
    missing = [
        app.name
        for app in ours
        if list(app.get_models()) and not (tree.ROOT / app.name.replace(".", "/") / "migrations/__init__.py").exists()
    ]
    assert missing == []
