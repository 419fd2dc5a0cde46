"""Addresses of legal holds, on the apex site, under /operateur/."""

from django.urls import path

from tenants.holds import views

app_name = "holds"
urlpatterns = [
    path("conservation/", views.page, name="page"),
    path("conservation/<int:hold_id>/lever/", views.lift, name="lift"),
]
