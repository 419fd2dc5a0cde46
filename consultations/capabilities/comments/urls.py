"""Addresses of comments."""

from django.urls import path

from consultations.capabilities.comments import views

app_name = "comments"
urlpatterns = [
    path("commentaires/<int:target_id>/", views.thread, name="thread"),
    path("commentaires/<int:target_id>/ajouter/", views.add, name="add"),
    path("commentaire/<int:comment_id>/repondre/", views.reply, name="reply"),
    path("commentaire/<int:comment_id>/modifier/", views.edit, name="edit"),
    path("commentaire/<int:comment_id>/retirer/", views.withdraw, name="withdraw"),
]
