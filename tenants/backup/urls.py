"""Addresses of backups, on the apex site, under /operateur/."""

from django.urls import path

from tenants.backup import views

app_name = "backup"
urlpatterns = [
    path("sauvegardes/", views.backup_list, name="list"),
    path("sauvegardes/<int:space_id>/", views.space_backups, name="space"),
    path("sauvegardes/<int:space_id>/maintenant/", views.now, name="now"),
    path("sauvegardes/<int:space_id>/<int:backup_id>/restaurer/", views.restore, name="restore"),
    path("sauvegardes/<int:space_id>/mise-en-service/", views.ask, name="ask_switch"),
    path("sauvegardes/<int:space_id>/mise-en-service/accorder/", views.approve, name="approve_switch"),
    path("sauvegardes/<int:space_id>/revenir/", views.back, name="back"),
    path("sauvegardes/<int:space_id>/renoncer/", views.leave, name="give_up"),
]
