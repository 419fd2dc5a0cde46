"""The process: consultation, theme, step, contribution."""

from consultations.process.models.consultation import Consultation, Illustration, Partner, State, Theme
from consultations.process.models.contribution import Attachment, Contribution, Revision, Status
from consultations.process.models.phase import Phase
from consultations.process.models.step import Extension, Moment, Step

__all__ = [
    "Attachment",
    "Consultation",
    "Contribution",
    "Extension",
    "Illustration",
    "Moment",
    "Partner",
    "Phase",
    "Revision",
    "State",
    "Status",
    "Step",
    "Theme",
]
