"""The survey of a step, its questions, what people answered."""

from consultations.modalities.surveys.models.question import Choice, Question
from consultations.modalities.surveys.models.response import Answer, Participation, Response
from consultations.modalities.surveys.models.survey import Correction, Section, Survey

__all__ = ["Answer", "Choice", "Correction", "Participation", "Question", "Response", "Section", "Survey"]
