"""Addresses inside a space."""

from django.urls import path

from billing_free.plans.views import team

app_name = "plans"
urlpatterns = [path("equipe/usage/", team.usage, name="usage")]
