"""Addresses in a space, for its team."""

from django.urls import path

from tenants.announcements.views import team

app_name = "announcements"
urlpatterns = [
    path("", team.announcement_list, name="list"),
    path("<uuid:key>/ranger/", team.away, name="put_away"),
]
