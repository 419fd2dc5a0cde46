"""Declares the application and its modality."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Proposals."""

    name = "consultations.modalities.proposals"
    label = "proposals"

    def ready(self) -> None:
        """Make the modality known, and declare its permissions."""
        from consultations.capabilities.outcomes.registry import register_answered
        from consultations.modalities.proposals import permissions  # noqa: F401 (declares them)
        from consultations.modalities.proposals.importing import IMPORTERS
        from consultations.modalities.proposals.modality import MODALITY
        from consultations.modalities.proposals.queries import KIND
        from consultations.process.importing import register_importer
        from consultations.process.modality import register

        register(MODALITY)
        register_answered(KIND)
        for importer in IMPORTERS:
            register_importer(importer)
