"""Addresses of participants' pages."""

from django.urls import path

from consultations.modalities.proposals.views import participant as views

urlpatterns = [
    path("etape/<int:step_id>/", views.step, name="step"),
    path("etape/<int:step_id>/deposer/", views.new, name="new"),
    path("etape/<int:step_id>/semblables/", views.alike, name="alike"),
    path("<int:contribution_id>/", views.detail, name="detail"),
    path("<int:contribution_id>/modifier/", views.edit, name="edit"),
    path("<int:contribution_id>/retirer/", views.withdraw, name="withdraw"),
    path("<int:contribution_id>/historique/", views.history, name="history"),
]
