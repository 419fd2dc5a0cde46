"""Surveys: questions by sections, one answer per person, results that say how many answered."""
