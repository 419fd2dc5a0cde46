"""Addresses of accounts in a space: one's own, and the team's."""

from __future__ import annotations

from django.urls import path

from platform_core.accounts.views import data, entrance, invitations, inviting, participants, profile, structures, team

MINE = "compte/structures"
ONE = f"{MINE}/<int:structure_id>"

app_name = "accounts"
urlpatterns = [
    path("compte/", profile.home, name="home"),
    path("compte/profil/", profile.profile, name="profile"),
    path("compte/mes-donnees/", data.data, name="data"),
    path("compte/mes-donnees/telecharger/", data.download, name="download"),
    path("compte/mes-donnees/supprimer/", data.erase, name="erase"),
    path(f"{MINE}/", structures.mine, name="structures"),
    path(f"{MINE}/declarer/", structures.create, name="create_structure"),
    path(f"{MINE}/invitation/<str:secret>/", structures.invitation, name="structure_invitation"),
    path(f"{ONE}/", structures.structure, name="structure"),
    path(f"{ONE}/modifier/", structures.describe, name="describe_structure"),
    path(f"{ONE}/rejoindre/", structures.join, name="join_structure"),
    path(f"{ONE}/quitter/", structures.leave, name="leave_structure"),
    path(f"{ONE}/demandes/<int:request_id>/", structures.answer, name="answer_structure_request"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("equipe/connexion/", entrance.choose, name="entrance"),
    path("equipe/membres/", team.members, name="team"),
    path("equipe/membres/inviter/", team.invite, name="invite"),
    path("equipe/membres/<int:user_id>/", team.member, name="member"),
    path("equipe/membres/<int:user_id>/retirer/", team.remove, name="remove_member"),
    path("equipe/invitations/<int:invitation_id>/renvoyer/", team.resend, name="resend_invitation"),
    path("equipe/invitations/<int:invitation_id>/annuler/", team.revoke, name="revoke_invitation"),
    path("equipe/participants/", participants.listing, name="participants"),
    path("equipe/participants/inviter/", inviting.invite, name="invite_participants"),
    path("equipe/participants/<int:user_id>/", participants.participant, name="participant"),
    path("equipe/participants/<int:user_id>/rouvrir/", participants.lift, name="lift_suspension"),
]
