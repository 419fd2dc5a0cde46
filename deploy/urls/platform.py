"""Addresses on the apex site: opening a space, directory, operator console."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("platform_core.web.urls")),
    path("operateur/compte/", include("allauth.account.urls")),
    path("operateur/compte/double-securite/", include("allauth.mfa.urls")),
]
