"""Paths served by the design system itself; included as `path("", include("platform_core.web.urls"))`."""

from django.conf import settings
from django.urls import path

from platform_core.web import views

app_name = "web"
urlpatterns = [path("apercu-du-texte/", views.preview, name="preview")]
if settings.DEBUG:
    urlpatterns += [
        path("styleguide/", views.styleguide, name="styleguide"),
        path("styleguide/<slug:page>/", views.styleguide, name="styleguide_page"),
    ]
