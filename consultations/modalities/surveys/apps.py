"""Declares the modality."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys."""

    name = "consultations.modalities.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Declare the permissions, the modality and who took part."""
        from consultations.modalities.surveys import consumers, permissions  # noqa: F401 (they declare themselves)
        from consultations.modalities.surveys.modality import MODALITY
        from consultations.modalities.surveys.queries.sheets import takers
        from consultations.process.modality import register
        from consultations.process.participation import on_participation

        register(MODALITY)
        on_participation("surveys", takers)
