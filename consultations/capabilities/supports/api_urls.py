"""Addresses of supports in the API."""

from django.urls import path

from consultations.capabilities.supports.api import OneSupport

app_name = "supports_api"
urlpatterns = [path("contributions/<int:pk>/support/", OneSupport.as_view(), name="support")]
