"""Addresses of what a space makes its own, for its team."""

from django.urls import path

from tenants.brand.views import identity, locale, menus

app_name = "brand"
urlpatterns = [
    path("equipe/identite/", identity.identity, name="identity"),
    path("equipe/menus/", menus.menus, name="menus"),
    path("equipe/langues-et-heure/", locale.locale, name="locale"),
    path("equipe/identite/<slug:place>/", identity.picture, name="picture"),
]
