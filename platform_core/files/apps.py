"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Private files of a space."""

    name = "platform_core.files"
    label = "files"

    def ready(self) -> None:
        """Declare the permissions."""
        from platform_core.accounts.personal_data import PersonalData, register_personal_data
        from platform_core.files import permissions  # noqa: F401 (declares them)

        register_personal_data(PersonalData("files.StoredFile", "owner", _("Fichiers déposés")))
