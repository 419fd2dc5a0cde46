"""Declares the application."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """Lists of contributions."""

    name = "consultations.capabilities.lists"
    label = "lists"
