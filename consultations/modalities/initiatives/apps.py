"""Declares the application and its modality."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives."""

    name = "consultations.modalities.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        """Make the modality known, and declare its permissions."""
        from consultations.modalities.initiatives import permissions  # noqa: F401 (declares them)
        from consultations.modalities.initiatives.modality import MODALITY
        from consultations.process.modality import register

        register(MODALITY)
