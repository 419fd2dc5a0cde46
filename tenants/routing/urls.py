"""Addresses for the proxy, on the apex site; the proxy itself serves none of them to the world."""

from django.urls import path

from tenants.routing import views

app_name = "routing"
urlpatterns = [path("interne/tls", views.tls, name="tls")]
