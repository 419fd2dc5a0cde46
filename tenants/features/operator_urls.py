"""Addresses of the operator's key, on the apex site, under /operateur/."""

from django.urls import path

from tenants.features.views import operator

app_name = "features"
urlpatterns = [
    path("espaces/<int:space_id>/facons-de-participer/", operator.listing, name="operator"),
    path("espaces/<int:space_id>/facons-de-participer/<slug:slug>/", operator.decide, name="decide"),
]
