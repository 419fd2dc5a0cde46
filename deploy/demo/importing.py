"""Import the real export of the Métropole Européenne de Lille, as a team does from its pages."""

from __future__ import annotations

from pathlib import Path

from consultations.capabilities.imports.operations import bring_file, confirm_import, read_import
from consultations.process.models import Step
from platform_core.access import System
from platform_core.accounts.models import User

DATA = Path(__file__).parent / "data" / "mel-2019"
FILES = [
    ("debats", "decidim-debates", "debats.csv"),
    ("debats", "decidim-comments", "commentaires_debats.csv"),
    ("propositions-libres", "decidim-proposals", "propositions-libres.csv"),
    ("propositions-libres", "decidim-comments", "commentaires_propositions_libres.csv"),
]


def import_mel(steps: dict[str, Step], administrator: User) -> None:
    """Bring, preview and confirm each file into its step."""
    worker = System("imports.read")
    for slug, importer, name in FILES:
        with (DATA / name).open("rb") as file:
            job = bring_file(by=administrator, step=steps[slug], importer=importer, file=file, name=name)
        job = read_import(by=worker, job=job)
        read_import(by=worker, job=confirm_import(by=administrator, job=job))
