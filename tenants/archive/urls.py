"""Addresses of the archive, for the team of a space."""

from django.urls import path

from tenants.archive.views import team

app_name = "archive"
urlpatterns = [
    path("equipe/archive/", team.page, name="page"),
    path("equipe/archive/<int:pk>/avancement/", team.progress, name="progress"),
    path("equipe/archive/<int:pk>/annuler/", team.cancel, name="cancel"),
    path("equipe/archive/<int:pk>/effacer/", team.discard, name="discard"),
    path("equipe/archive/<int:pk>/fichier/", team.file, name="file"),
]
