"""Addresses for participants."""

from django.urls import path

from consultations.modalities.surveys.views import participant, results

urlpatterns = [
    path("<int:step_id>/", participant.step, name="step"),
    path("<int:step_id>/repondre/", participant.begin, name="begin"),
    path("<int:step_id>/repondre/<int:number>/", participant.page, name="page"),
    path("<int:step_id>/verifier/", participant.review, name="review"),
    path("<int:step_id>/merci/", participant.thanks, name="thanks"),
    path("<int:step_id>/abandonner/", participant.discard, name="discard"),
    path("<int:step_id>/resultats/", results.public_results, name="results"),
    path("<int:step_id>/resultats/<int:question_id>/", results.public_texts, name="texts"),
]
