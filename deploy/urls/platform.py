"""Addresses on the apex site: opening a space, directory, operator console."""

from __future__ import annotations

from django.urls import include, path

from deploy.urls.api import platform_api

handler500 = "platform_core.api.failures.server_error"
urlpatterns = [
    path("", include("platform_core.web.urls")),
    path("", include("tenants.directory.urls")),
    path("api/v1/", include(platform_api())),
    path("ouvrir-un-espace/", include("tenants.opening.urls")),
    path("", include("tenants.founders.urls")),
    path("", include("tenants.routing.urls")),
    path("operateur/compte/", include("platform_core.accounts.sign_in_urls")),
    path("commun/", include("billing_free.reciprocity.urls.public")),
    path("operateur/commun/", include("billing_free.reciprocity.urls.operator")),
    path("operateur/usage/", include("billing_free.plans.urls.operator")),
    path("operateur/annonces/", include("tenants.announcements.urls.operator")),
    path("operateur/", include("tenants.console.urls")),
    path("operateur/", include("tenants.features.operator_urls")),
    path("operateur/", include("tenants.arrivals.urls")),
    path("operateur/", include("tenants.health.urls")),
    path("operateur/", include("tenants.holds.urls")),
    path("operateur/", include("tenants.pauses.urls")),
    path("operateur/", include("tenants.backup.urls")),
]
