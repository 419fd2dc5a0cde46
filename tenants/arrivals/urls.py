"""Addresses of arrivals, on the apex site, under /operateur/."""

from django.urls import path

from tenants.arrivals.views import operator

app_name = "arrivals"
urlpatterns = [
    path("importer/", operator.page, name="page"),
    path("importer/<int:pk>/avancement/", operator.progress, name="progress"),
]
