"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Comments on contributions."""

    name = "consultations.capabilities.comments"
    label = "comments"

    def ready(self) -> None:
        """Declare the permissions, and where a comment is read."""
        from consultations.capabilities.comments import api, exports, permissions  # noqa: F401 (permissions declares itself)
        from consultations.capabilities.comments.counting import count_shown
        from consultations.capabilities.comments.importing import IMPORTER
        from consultations.capabilities.comments.queries import comment_address
        from consultations.process.contributing import on_status_change
        from consultations.process.datasets import register_dataset
        from consultations.process.importing import register_importer
        from consultations.process.modality import Dataset, register_address

        register_address("comment", comment_address)
        register_importer(IMPORTER)
        on_status_change("comment", count_shown)
        api.declare()
        register_dataset(
            Dataset(
                "commentaires",
                _("Commentaires"),
                exports.columns,
                exports.lines,
                count=lambda step: exports.shown_in(step).count(),
            ),
            of=lambda step: step.comments_enabled,
        )
