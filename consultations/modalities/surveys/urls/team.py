"""Addresses for the team."""

from django.urls import path

from consultations.modalities.surveys.views import building, questions, results

urlpatterns = [
    path("<int:step_id>/", building.builder, name="step"),
    path("<int:step_id>/reglages/", building.settings, name="settings"),
    path("<int:step_id>/apercu/<int:number>/", building.preview, name="preview"),
    path("<int:step_id>/resultats/", results.team_results, name="results"),
    path("<int:step_id>/resultats/<int:question_id>/", results.team_texts, name="texts"),
    path("<int:step_id>/sections/ajouter/", building.section_add, name="section_add"),
    path("sections/<int:section_id>/", building.section_edit, name="section_edit"),
    path("sections/<int:section_id>/supprimer/", building.section_delete, name="section_delete"),
    path("sections/<int:section_id>/deplacer/", building.section_move, name="section_move"),
    path("sections/<int:section_id>/ordre/", questions.order, name="order"),
    path("<int:step_id>/questions/", questions.kinds, name="kinds"),
    path("<int:step_id>/questions/<slug:kind>/", questions.add, name="question_add"),
    path("questions/<int:question_id>/", questions.edit, name="question_edit"),
    path("questions/<int:question_id>/dupliquer/", questions.duplicate, name="question_duplicate"),
    path("questions/<int:question_id>/supprimer/", questions.delete, name="question_delete"),
    path("questions/<int:question_id>/deplacer/", questions.move, name="question_move"),
    path("questions/<int:question_id>/condition/", questions.condition, name="condition"),
]
