"""Addresses of imports."""

from django.urls import path

from consultations.capabilities.imports import views

app_name = "imports"
urlpatterns = [
    path("equipe/imports/", views.home, name="home"),
    path("equipe/imports/etape/<int:step_id>/", views.bring, name="bring"),
    path("equipe/imports/<int:import_id>/", views.report, name="report"),
    path("equipe/imports/<int:import_id>/confirmer/", views.confirm, name="confirm"),
]
