"""Declares the modality."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys."""

    name = "consultations.modalities.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Declare the permissions and the modality."""
        from consultations.modalities.surveys import consumers, permissions  # noqa: F401 (they declare themselves)
        from consultations.modalities.surveys.modality import MODALITY
        from consultations.process.modality import register

        register(MODALITY)
