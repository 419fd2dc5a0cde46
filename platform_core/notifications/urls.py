"""Addresses of notifications, in a space."""

from django.urls import path

from platform_core.notifications.views import mine, unsubscribing

app_name = "notifications"
urlpatterns = [
    path("notifications/", mine.index, name="list"),
    path("notifications/tout-lire/", mine.mark_all, name="mark_all"),
    path("notifications/<int:pk>/", mine.open_one, name="open"),
    path("notifications/<int:pk>/lue/", mine.mark_one, name="mark"),
    path("notifications/desabonnement/<str:token>/", unsubscribing.unsubscribe_page, name="unsubscribe"),
    path("compte/notifications/", mine.preferences, name="preferences"),
]
