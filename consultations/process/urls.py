"""Addresses of the process."""

from django.urls import path

from consultations.process.views import home, mine, participant
from consultations.process.views.team import calendar, dashboard, home_page, life, pictures, steps, themes, wizard

app_name = "process"
ONE = "equipe/concertations/<int:pk>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("concertations/", participant.consultations, name="list"),
    path("concertations/<slug:slug>/", participant.consultation, name="consultation"),
    path("concertations/<slug:slug>/themes/<slug:theme_slug>/", participant.theme, name="theme"),
    path("compte/contributions/", mine.contributions, name="mine"),
    path("compte/contributions/<int:pk>/", mine.contribution, name="one_of_mine"),
    path("equipe/", dashboard.home, name="team_home"),
    path("equipe/page-d-accueil/", home_page.arrange, name="team_home_page"),
    path("equipe/concertations/", dashboard.consultations, name="team_list"),
    path("equipe/concertations/nouvelle/", wizard.start, name="team_start"),
    path(ONE, life.overview, name="team_overview"),
    path(f"{ONE}copilotage/", wizard.co_steering, name="team_co_steering"),
    path(f"{ONE}attendu/", wizard.outcome, name="team_outcome"),
    path(f"{ONE}sujet/", wizard.subject, name="team_subject"),
    path(f"{ONE}calendrier/", calendar.calendar, name="team_calendar"),
    path(f"{ONE}modalites/", calendar.modalities, name="team_modalities"),
    path(f"{ONE}themes/ajouter/", themes.add, name="team_theme_add"),
    path(f"{ONE}themes/ordre/", themes.order, name="team_theme_order"),
    path(f"{ONE}themes/<int:theme_id>/", themes.edit, name="team_theme"),
    path(f"{ONE}themes/<int:theme_id>/supprimer/", themes.delete, name="team_theme_delete"),
    path(f"{ONE}image/", pictures.of_consultation, name="team_picture"),
    path(f"{ONE}themes/<int:theme_id>/image/", pictures.of_theme, name="team_theme_picture"),
    path(f"{ONE}themes/<int:theme_id>/illustrations/", pictures.illustrations, name="team_illustrations"),
    path(
        f"{ONE}themes/<int:theme_id>/illustrations/<int:illustration_id>/retirer/",
        pictures.delete,
        name="team_illustration_delete",
    ),
    path(f"{ONE}etapes/ajouter/", steps.choose, name="team_step_choose"),
    path(f"{ONE}etapes/ajouter/<slug:modality>/", steps.add, name="team_step_add"),
    path(f"{ONE}etapes/<int:step_id>/", steps.edit, name="team_step"),
    path(f"{ONE}etapes/<int:step_id>/supprimer/", steps.delete, name="team_step_delete"),
    path(f"{ONE}etapes/<int:step_id>/prolonger/", steps.extend, name="team_step_extend"),
    path(f"{ONE}publier/", life.publish, name="team_publish"),
    path(f"{ONE}clore/", life.close, name="team_close"),
    path(f"{ONE}archiver/", life.archive, name="team_archive"),
    path(f"{ONE}copier/", life.copy, name="team_copy"),
    path(f"{ONE}supprimer/", life.delete, name="team_delete"),
]
