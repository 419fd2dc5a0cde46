"""Addresses of files."""

from django.urls import path

from platform_core.files import views

app_name = "files"
urlpatterns = [
    path("fichiers/<uuid:pk>/", views.file, name="file"),
    path("fichiers/<uuid:pk>/vignette/", views.small, name="small"),
]
