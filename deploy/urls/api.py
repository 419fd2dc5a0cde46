"""Addresses of the API: those of a space, and those of the apex."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from consultations.process.modality import modalities


def modality_api() -> list[URLPattern | URLResolver]:
    """Return the addresses that modalities add, each under its own name."""
    return [path(f"{one.slug}/", include((one.api_urls, f"{one.slug}_api"))) for one in modalities() if one.api_urls]


def space_api() -> list[URLPattern | URLResolver]:
    """Return the addresses of the API of a space; what is nowhere comes last."""
    return [
        path("", include("platform_core.api.urls.account")),
        path("", include("consultations.process.api.urls")),
        path("", include("consultations.capabilities.supports.api_urls")),
        path("", include("consultations.capabilities.comments.api_urls")),
        path("", include("consultations.capabilities.outcomes.api_urls")),
        *modality_api(),
        path("", include("platform_core.api.urls.reference")),
    ]


def platform_api() -> list[URLPattern | URLResolver]:
    """Return the addresses of the API of the apex."""
    return [
        path("", include("tenants.directory.api_urls")),
        path("", include("platform_core.api.urls.reference")),
    ]
