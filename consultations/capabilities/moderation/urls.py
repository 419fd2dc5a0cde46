"""Addresses of moderation."""

from django.urls import path

from consultations.capabilities.moderation import views

app_name = "moderation"
urlpatterns = [
    path("signaler/<int:contribution_id>/", views.report, name="report"),
    path("equipe/moderation/", views.queue_page, name="queue"),
    path("equipe/moderation/recentes/", views.queue_page, {"view": "recentes"}, name="recent"),
    path("equipe/moderation/masquees/", views.queue_page, {"view": "masquees"}, name="hidden"),
    path("equipe/moderation/journal/", views.log_page, name="log"),
    path("equipe/moderation/<int:contribution_id>/voir/", views.show, name="show"),
    path("equipe/moderation/<int:contribution_id>/masquer/", views.hide, name="hide"),
    path("equipe/moderation/<int:contribution_id>/retablir/", views.restore, name="restore"),
    path("equipe/moderation/<int:contribution_id>/maintenir/", views.keep, name="keep"),
]
