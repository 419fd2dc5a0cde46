"""Declares the application and its modality."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Proposals."""

    name = "consultations.modalities.proposals"
    label = "proposals"

    def ready(self) -> None:
        """Make the modality known, and declare its permissions."""
        from consultations.modalities.proposals import permissions  # noqa: F401 (declares them)
        from consultations.modalities.proposals.modality import MODALITY
        from consultations.process.modality import register

        register(MODALITY)
