"""Why an archive is refused: a stable code, and one sentence for the person who brought it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken


class ArchiveRefused(RuleBroken):
    """The archive is refused whole: nothing of it was or will be used."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code and the sentence, shown beside the field of the file."""
        super().__init__(code, message, "file")


def damaged() -> ArchiveRefused:
    """Cut, altered on the way, or never a ZIP."""
    return ArchiveRefused("damaged", _("Ce fichier est abîmé ou incomplet. Téléchargez-le à nouveau, puis réessayez."))


def not_ours(detail: str) -> ArchiveRefused:
    """A ZIP that the platform did not make, or that somebody rearranged."""
    message = _("Ce fichier n’est pas une archive d’espace, ou elle a été modifiée : %(detail)s.")
    return ArchiveRefused("not_ours", message % {"detail": detail})


def altered(what: str) -> ArchiveRefused:
    """What is inside is not what the manifest says."""
    message = _("Cette archive a été modifiée : « %(what)s » n’a pas le contenu que son sommaire annonce.")
    return ArchiveRefused("altered", message % {"what": what})


def too_big(detail: str) -> ArchiveRefused:
    """A bomb, or an archive beyond what is accepted."""
    message = _("Cette archive est trop volumineuse une fois ouverte : %(detail)s.")
    return ArchiveRefused("too_big", message % {"detail": detail})


def too_recent(detail: str) -> ArchiveRefused:
    """Made by a version of the platform that this one does not know."""
    message = _(
        "Cette archive vient d’une version plus récente de la plateforme (%(detail)s). "
        "Mettez d’abord cette plateforme à jour."
    )
    return ArchiveRefused("too_recent", message % {"detail": detail})


def bad_row(table: str, number: int, detail: str) -> ArchiveRefused:
    """A row that is not one of that table."""
    message = _("Cette archive ne peut pas être reprise : ligne %(number)d de « %(table)s », %(detail)s.")
    return ArchiveRefused("bad_row", message % {"table": table, "number": number, "detail": detail})


def foreign_rows(detail: str) -> ArchiveRefused:
    """Rows that refer to others that are not there, or that break a rule of the database."""
    message = _("Cette archive ne peut pas être reprise : ses lignes ne vont pas ensemble (%(detail)s).")
    return ArchiveRefused("foreign_rows", message % {"detail": detail})
