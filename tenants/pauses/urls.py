"""Addresses of the switch, on the apex site, under /operateur/."""

from django.urls import path

from tenants.pauses import views

app_name = "pauses"
urlpatterns = [
    path("lecture-seule/", views.page, name="page"),
    path("lecture-seule/lever/", views.end, name="end"),
]
