"""Addresses of supports."""

from django.urls import path

from consultations.capabilities.supports import views

app_name = "supports"
urlpatterns = [path("soutiens/<int:contribution_id>/", views.toggle, name="toggle")]
