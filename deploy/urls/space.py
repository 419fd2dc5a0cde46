"""Addresses inside a space. French and stable."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from consultations.process.modality import modalities
from deploy.urls.api import space_api
from platform_core.accounts.arrival import arrival


def modality_urls() -> list[URLPattern | URLResolver]:
    """Return the addresses of every modality: participants' pages and the team's."""
    found: list[URLPattern | URLResolver] = []
    for one in modalities():
        found.append(path(f"{one.path}/", include((one.urls, one.slug))))
        if one.team_urls:
            found.append(path(f"equipe/{one.path}/", include((one.team_urls, f"{one.slug}_team"))))
    return found


handler500 = "platform_core.api.failures.server_error"
urlpatterns = [
    path("", include("platform_core.web.urls")),
    path("arrivee/<str:secret>/", arrival, name="arrival"),
    path("compte/", include("platform_core.accounts.sign_in_urls")),
    path("", include("platform_core.accounts.urls")),
    path("compte/", include("platform_core.api.urls.tokens")),
    path("api/v1/", include(space_api())),
    path("", include("platform_core.files.urls")),
    path("", include("platform_core.notifications.urls")),
    path("", include("platform_core.pages.urls")),
    path("", include("platform_core.senders.urls")),
    path("", include("platform_core.identity.urls")),
    path("", include("tenants.lifecycle.urls")),
    path("", include("tenants.support.urls")),
    path("equipe/annonces/", include("tenants.announcements.urls.team")),
    path("", include("consultations.process.urls")),
    path("", include("consultations.capabilities.supports.urls")),
    path("", include("consultations.capabilities.comments.urls")),
    path("", include("consultations.capabilities.moderation.urls")),
    path("", include("consultations.capabilities.authoring.urls")),
    path("", include("consultations.capabilities.outcomes.urls")),
    path("", include("consultations.capabilities.imports.urls")),
    path("", include("tenants.archive.urls")),
    path("", include("tenants.brand.urls")),
    path("", include("tenants.domains.urls")),
    path("", include("billing_free.plans.urls.team")),
    path("", include("tenants.features.urls")),
    path("", include("billing_free.reciprocity.urls.team")),
    path("", include("consultations.capabilities.follows.urls")),
    path("", include("consultations.capabilities.exports.urls")),
    *modality_urls(),
]
