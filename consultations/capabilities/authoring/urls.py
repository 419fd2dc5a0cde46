"""Addresses common to all kinds."""

from django.urls import path

from consultations.capabilities.authoring import views

app_name = "authoring"
urlpatterns = [path("communes/", views.communes, name="communes")]
