"""Addresses of official answers in the API."""

from django.urls import path

from consultations.capabilities.outcomes.api import OfficialAnswers

app_name = "outcomes_api"
urlpatterns = [path("contributions/<int:pk>/answers/", OfficialAnswers.as_view(), name="answers")]
