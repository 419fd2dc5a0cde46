"""Addresses of the pages of a space."""

from django.urls import path

from platform_core.pages.views import participant, team

app_name = "pages"
urlpatterns = [
    path("pages/<slug:slug>/", participant.page, name="page"),
    path("equipe/pages/", team.pages, name="team_list"),
    path("equipe/pages/ajouter/", team.add, name="team_add"),
    path("equipe/pages/a-completer/", team.blanks, name="team_blanks"),
    path("equipe/pages/<slug:slug>/", team.edit, name="team_edit"),
    path("equipe/pages/<slug:slug>/supprimer/", team.delete, name="team_delete"),
]
