"""Addresses of comments in the API."""

from django.urls import path

from consultations.capabilities.comments.api import Comments, OneComment

app_name = "comments_api"
urlpatterns = [
    path("contributions/<int:pk>/comments/", Comments.as_view(), name="comments"),
    path("comments/<int:pk>/", OneComment.as_view(), name="comment"),
]
