"""Addresses of support inside a space: the team's pages, and the way in and out of an operator."""

from django.urls import path

from tenants.support.views import door, team

TEAM = "equipe/assistance"

app_name = "support"
urlpatterns = [
    path(f"{TEAM}/", team.listing, name="list"),
    path(f"{TEAM}/inviter/", team.offer, name="offer"),
    path(f"{TEAM}/<int:pk>/", team.detail, name="detail"),
    path(f"{TEAM}/<int:pk>/accorder/", team.give, name="give"),
    path(f"{TEAM}/<int:pk>/refuser/", team.refuse, name="refuse"),
    path(f"{TEAM}/<int:pk>/terminer/", team.end, name="end"),
    path("assistance/terminer/", door.leave, name="leave"),
    path("assistance/<str:secret>/", door.enter, name="enter"),
]
