"""Addresses of the platform's public pages. French and stable."""

from django.urls import path

from tenants.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.home, name="home"),
    path("espaces/", views.spaces, name="spaces"),
    path("pages/charte/", views.charter_page, name="charter"),
    path("pages/mentions-legales/", views.legal_page, {"slug": "mentions-legales"}, name="legal"),
    path("pages/confidentialite/", views.legal_page, {"slug": "confidentialite"}, name="privacy"),
    path("pages/accessibilite/", views.legal_page, {"slug": "accessibilite"}, name="accessibility"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
