"""Addresses inside a space."""

from django.urls import path

from billing_free.reciprocity.views import team

app_name = "reciprocity"
urlpatterns = [
    path("equipe/reciprocite/", team.ledger, name="team"),
    path("equipe/reciprocite/annoncer/", team.pledge, name="pledge"),
    path("equipe/reciprocite/<int:gift_id>/confirmer/", team.confirm, name="confirm"),
    path("equipe/reciprocite/<int:gift_id>/ne-pas-confirmer/", team.refuse, name="refuse"),
    path("equipe/reciprocite/<int:gift_id>/retirer/", team.withdraw, name="withdraw"),
]
