"""What an export holds: each sheet on a line, each answer on a line, and the figures that everybody may have."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.modalities.surveys.exports.figures import figure_columns, figure_rows
from consultations.modalities.surveys.exports.long import long_columns, long_rows
from consultations.modalities.surveys.exports.wide import wide_columns, wide_rows
from consultations.process.modality import Dataset

# Sheets are not open data, even anonymous: an age, a street and a household together may be one family's.
DATASETS = (
    Dataset("reponses", _("Réponses : une ligne par personne"), wide_columns, wide_rows, is_open_data=False),
    Dataset("reponses-detail", _("Réponses : une ligne par réponse"), long_columns, long_rows, is_open_data=False),
    Dataset("resultats", _("Résultats : les nombres des graphiques"), figure_columns, figure_rows),
)
