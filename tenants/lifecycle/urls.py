"""Addresses of the life of a space, for its administrators."""

from django.urls import path

from tenants.lifecycle.views import opening, team

LIFE = "equipe/vie-de-l-espace"

app_name = "lifecycle"
urlpatterns = [
    path(f"{LIFE}/", team.life, name="life"),
    path("equipe/ouvrir-au-public/", opening.opening, name="opening"),
    path("equipe/faire-connaitre/", opening.share, name="share"),
    path("equipe/premiers-pas/ranger/", opening.settle, name="settle"),
    path(f"{LIFE}/archiver/", team.archive, name="archive"),
    path(f"{LIFE}/rouvrir/", team.unarchive, name="unarchive"),
    path(f"{LIFE}/supprimer/", team.delete, name="delete"),
    path(f"{LIFE}/garder/", team.keep, name="keep"),
    path(f"{LIFE}/adresse/", team.rename, name="rename"),
]
