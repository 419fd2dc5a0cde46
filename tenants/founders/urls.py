"""Addresses of a founder's own page, on the apex site. French and stable."""

from django.urls import path

from tenants.founders import views

app_name = "founders"
urlpatterns = [
    path("mes-espaces/", views.page, name="page"),
    path("mes-espaces/code/", views.code, name="code"),
    path("mes-espaces/quitter/", views.leave, name="leave"),
]
