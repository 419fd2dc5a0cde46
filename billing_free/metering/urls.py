"""Addresses of metering, inside a space."""

from django.urls import path

from billing_free.metering import views

app_name = "metering"
urlpatterns = [path("equipe/usage/", views.usage, name="usage")]
