"""Addresses of the console, on the apex site, under /operateur/."""

from django.urls import path

from tenants.console.views import dashboard, deletions, failures, journal, lifecycle, requests, spaces, support

app_name = "console"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("espaces/", spaces.space_list, name="spaces"),
    path("espaces/export.csv", spaces.space_export, name="spaces_export"),
    path("espaces/<int:space_id>/", spaces.space_page, name="space"),
    path("espaces/<int:space_id>/suspendre/", lifecycle.suspend, name="suspend"),
    path("espaces/<int:space_id>/rouvrir/", lifecycle.reopen, name="reopen"),
    path("espaces/<int:space_id>/archiver/", lifecycle.archive, name="archive"),
    path("espaces/<int:space_id>/desarchiver/", lifecycle.unarchive, name="unarchive"),
    path("espaces/<int:space_id>/adresse/", lifecycle.rename, name="rename"),
    path("espaces/<int:space_id>/supprimer/", deletions.ask, name="ask_deletion"),
    path("espaces/<int:space_id>/supprimer/accorder/", deletions.approve, name="approve_deletion"),
    path("espaces/<int:space_id>/supprimer/annuler/", deletions.cancel, name="cancel_deletion"),
    path("espaces/<int:space_id>/assistance/", support.support, name="support"),
    path("espaces/<int:space_id>/assistance/demander/", support.ask, name="ask_support"),
    path("espaces/<int:space_id>/assistance/urgence/", support.urgent, name="break_glass"),
    path("espaces/<int:space_id>/assistance/<int:access_id>/entrer/", support.entry, name="enter_space"),
    path("suppressions/", deletions.deletion_list, name="deletions"),
    path("suppressions/recus/<int:receipt_id>/", deletions.receipt, name="receipt"),
    path("espaces/<int:space_id>/echecs/", failures.space_failures, name="space_failures"),
    path("espaces/<int:space_id>/echecs/relancer/", failures.retry_in_space, name="retry_in_space"),
    path("demandes/", requests.request_list, name="requests"),
    path("demandes/domaines-refuses/", requests.domains, name="domains"),
    path("demandes/domaines-refuses/<int:domain_id>/oublier/", requests.forget, name="forget_domain"),
    path("demandes/<int:request_id>/", requests.request_page, name="request"),
    path("demandes/<int:request_id>/accepter/", requests.accept, name="accept"),
    path("demandes/<int:request_id>/refuser/", requests.refuse, name="refuse"),
    path("demandes/<int:request_id>/reconstruire/", requests.rebuild, name="rebuild"),
    path("echecs/", failures.failure_list, name="failures"),
    path("echecs/relancer/", failures.retry_everywhere, name="retry_everywhere"),
    path("echecs/plateforme/", failures.platform_failures, name="platform_failures"),
    path("echecs/plateforme/relancer/", failures.retry_on_platform, name="retry_on_platform"),
    path("journal/", journal.journal_page, name="journal"),
    path("journal/export.csv", journal.journal_export, name="journal_export"),
]
