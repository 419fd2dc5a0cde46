"""Addresses of the process."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
