"""Addresses of the page of domains, for the team of a space."""

from django.urls import path

from tenants.domains.views import team

app_name = "domains"
urlpatterns = [
    path("equipe/adresse/", team.page, name="page"),
    path("equipe/adresse/plateforme/", team.back_to_platform, name="back"),
    path("equipe/adresse/<int:pk>/etat/", team.state, name="state"),
    path("equipe/adresse/<int:pk>/verifier/", team.check, name="check"),
    path("equipe/adresse/<int:pk>/principale/", team.main, name="main"),
    path("equipe/adresse/<int:pk>/retirer/", team.remove, name="remove"),
]
