"""Addresses of the directory in the API."""

from django.urls import path

from tenants.directory.api import Spaces

app_name = "directory_api"
urlpatterns = [path("spaces/", Spaces.as_view(), name="spaces")]
