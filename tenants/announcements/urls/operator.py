"""Addresses in the console, under /operateur/annonces/."""

from django.urls import path

from tenants.announcements.views import operator

app_name = "announce"
urlpatterns = [
    path("", operator.announcement_list, name="list"),
    path("ecrire/", operator.write, name="write"),
    path("<int:announcement_id>/", operator.announcement_page, name="page"),
    path("<int:announcement_id>/modifier/", operator.change, name="change"),
    path("<int:announcement_id>/retirer/", operator.withdraw, name="withdraw"),
    path("<int:announcement_id>/relancer/", operator.retry, name="retry"),
]
