"""Declares the application."""

from django.apps import AppConfig


class BillingFreeConfig(AppConfig):
    """Fair use and reciprocity, in place of invoices."""

    name = "billing_free"
