"""Where the API knows who is calling; only in a space."""

from django.urls import path

from platform_core.api.views.me import Me

app_name = "api_account"
urlpatterns = [path("me/", Me.as_view(), name="me")]
