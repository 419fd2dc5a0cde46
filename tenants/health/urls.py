"""Addresses of the health page, on the apex site, under /operateur/."""

from django.urls import path

from tenants.health import views

app_name = "health"
urlpatterns = [
    path("sante/", views.page, name="page"),
    path("sante/versions/", views.version_list, name="versions"),
    path("sante/versions/<int:space_id>/mettre-a-jour/", views.update, name="update"),
]
