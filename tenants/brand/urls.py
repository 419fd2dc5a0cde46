"""Addresses of what a space makes its own, for its team."""

from django.urls import path

from tenants.brand.views import identity

app_name = "brand"
urlpatterns = [
    path("equipe/identite/", identity.identity, name="identity"),
    path("equipe/identite/<slug:place>/", identity.picture, name="picture"),
]
