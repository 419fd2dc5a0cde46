"""Addresses in the console, under /operateur/commun/."""

from django.urls import path

from billing_free.reciprocity.views import operator

app_name = "commons_console"
urlpatterns = [
    path("", operator.ledger, name="ledger"),
    path("dons/<int:gift_id>/confirmer/", operator.confirm, name="confirm"),
    path("dons/<int:gift_id>/ne-pas-confirmer/", operator.refuse, name="refuse"),
    path("comptes/<int:year>/", operator.accounts, name="accounts"),
]
