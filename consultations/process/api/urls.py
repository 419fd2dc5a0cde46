"""Addresses of the process in the API."""

from django.urls import path

from consultations.process.api import consultations, contributions

app_name = "process_api"
urlpatterns = [
    path("consultations/", consultations.Consultations.as_view(), name="consultations"),
    path("consultations/<int:pk>/", consultations.OneConsultation.as_view(), name="consultation"),
    path("steps/", consultations.Steps.as_view(), name="steps"),
    path("steps/<int:pk>/", consultations.OneStep.as_view(), name="step"),
    path("themes/", consultations.Themes.as_view(), name="themes"),
    path("themes/<int:pk>/", consultations.OneTheme.as_view(), name="theme"),
    path("contributions/", contributions.Contributions.as_view(), name="contributions"),
    path("contributions/<int:pk>/", contributions.OneContribution.as_view(), name="contribution"),
]
