"""Addresses of the page of the sender, for the team of a space."""

from django.urls import path

from platform_core.senders.views import team

app_name = "senders"
urlpatterns = [
    path("equipe/courriel/", team.page, name="page"),
    path("equipe/courriel/essai/", team.test, name="test"),
    path("equipe/courriel/retirer/", team.remove, name="remove"),
]
