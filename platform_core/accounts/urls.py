"""Addresses of accounts in a space: one's own, and the team's."""

from __future__ import annotations

from django.urls import path

from platform_core.accounts.views import profile

app_name = "accounts"
urlpatterns = [
    path("compte/", profile.profile, name="profile"),
]
