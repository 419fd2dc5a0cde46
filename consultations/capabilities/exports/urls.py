"""Addresses of exports."""

from django.urls import path

from consultations.capabilities.exports.views import participant, team

app_name = "exports"
urlpatterns = [
    path("equipe/exports/", team.index, name="list"),
    path("equipe/exports/nouveau/", team.choose, name="choose"),
    path("equipe/exports/nouveau/<int:consultation_id>/", team.ask, name="ask"),
    path("equipe/exports/<int:pk>/avancement/", team.progress, name="progress"),
    path("equipe/exports/<int:pk>/annuler/", team.cancel, name="cancel"),
    path("equipe/exports/<int:pk>/fichier/", team.file, name="file"),
    path("concertations/<slug:slug>/donnees-ouvertes/", participant.open_data, name="open_data"),
]
