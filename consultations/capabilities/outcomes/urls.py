"""Addresses of answers."""

from django.urls import path

from consultations.capabilities.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("equipe/reponses/", views.index, name="list"),
    path("equipe/reponses/<int:contribution_id>/", views.answer, name="answer"),
]
