"""Paths served by the design system itself; included as `path("", include("platform_core.web.urls"))`."""

from django.conf import settings
from django.urls import path, re_path

from platform_core.web import views

app_name = "web"
urlpatterns = [
    path("apercu-du-texte/", views.preview, name="preview"),
    path("langue/<slug:code>/", views.language, name="language"),
    re_path(r"^couleurs/(?P<accent>[0-9a-f]{6})\.css$", views.theme, name="theme"),
    re_path(r"^couleurs/(?P<accent>[0-9a-f]{6})/essai\.css$", views.theme_sample, name="theme_sample"),
]
if settings.DEBUG or getattr(settings, "DEMO", False):
    urlpatterns += [
        path("styleguide/", views.styleguide, name="styleguide"),
        path("styleguide/<slug:page>/", views.styleguide, name="styleguide_page"),
    ]
