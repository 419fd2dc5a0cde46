"""Addresses of sign-in by a provider, in a space. What the team tells providers (`retour/`) never changes."""

from __future__ import annotations

from django.urls import path

from platform_core.identity.views import account, signing_in, team

SIGN_IN, TEAM = "compte/connexion", "equipe/connexion/fournisseurs"
ONE = f"{TEAM}/<int:provider_id>"

app_name = "identity"
urlpatterns = [
    path(f"{SIGN_IN}/avec/<int:provider_id>/", signing_in.start, name="start"),
    path(f"{SIGN_IN}/retour/", signing_in.back, name="back"),
    path(f"{SIGN_IN}/relier/", account.join, name="join"),
    path(f"{SIGN_IN}/relier/non/", account.give_up, name="give_up"),
    path(f"{SIGN_IN}/nouveau/", account.new, name="new"),
    path(f"{SIGN_IN}/au-revoir/", signing_in.goodbye, name="goodbye"),
    path("compte/identites/<int:identity_id>/retirer/", account.leave, name="leave"),
    path(f"{TEAM}/", team.page, name="page"),
    path(f"{TEAM}/ajouter/<slug:kind>/", team.add, name="add"),
    path(f"{ONE}/", team.change, name="change"),
    path(f"{ONE}/verifier/", team.check, name="check"),
    path(f"{ONE}/service/", team.switch, name="switch"),
    path(f"{ONE}/retirer/", team.remove, name="remove"),
]
