"""Pages of tokens."""

from django.urls import path

from platform_core.api.views import tokens

app_name = "tokens"
urlpatterns = [
    path("jetons/", tokens.listing, name="list"),
    path("jetons/nouveau/", tokens.new, name="new"),
    path("jetons/<int:token_id>/fermer/", tokens.revoke, name="revoke"),
]
