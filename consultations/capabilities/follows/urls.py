"""Addresses of follows."""

from django.urls import path

from consultations.capabilities.follows import views

app_name = "follows"
urlpatterns = [
    path("suivre/contribution/<int:pk>/", views.contribution, name="contribution"),
    path("suivre/concertation/<int:pk>/", views.consultation, name="concertation"),
    path("compte/suivis/", views.mine_page, name="mine"),
]
