"""Addresses in the API, under /api/v1/surveys/."""

from django.urls import path

from consultations.modalities.surveys.api import views

urlpatterns = [
    path("<int:step_id>/", views.OneSurvey.as_view(), name="survey"),
    path("<int:step_id>/results/", views.Results.as_view(), name="results"),
    path("<int:step_id>/answer/", views.OwnAnswers.as_view(), name="answer"),
]
