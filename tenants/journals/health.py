"""What the health page says of the logs."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.health.registry import Reading, Status
from tenants.journals.models import Journal
from tenants.journals.queries import stale, summary
from tenants.journals.wording import fault_in_words


def read_journals() -> Reading:
    """Tell whether a log was changed, or not compared for days."""
    url = reverse("console:journal", urlconf=settings.PUBLIC_SCHEMA_URLCONF)
    found = summary()
    if found.faulty:
        said = ngettext("%(count)d journal a été modifié.", "%(count)d journaux ont été modifiés.", len(found.faulty))
        return Reading(
            status=Status.DOWN,
            says=f"{said % {'count': len(found.faulty)}} {line_of(found.faulty[0])}",
            advice=_("Lancez « manage.py checkjournal », puis comparez avec une sauvegarde d’avant ce jour."),
            url=url,
        )
    late = stale(timezone.now()).count()
    if late:
        said = ngettext(
            "%(count)d journal n’est plus vérifié depuis trois jours.",
            "%(count)d journaux ne sont plus vérifiés depuis trois jours.",
            late,
        )
        advice = _("Regardez la file « bulk » du travail de fond, puis lancez « manage.py checkjournal ».")
        return Reading(status=Status.WATCH, says=said % {"count": late}, advice=advice, url=url)
    return Reading(status=Status.FINE, says=_("Les journaux sont comme ils ont été scellés."))


def line_of(journal: Journal) -> str:
    """Return what is wrong with a log, with the address of its space."""
    where = journal.space.label if journal.space else _("la plateforme")
    if journal.fault_day is None:
        return where
    return f"{where} : {fault_in_words(journal.fault_day, journal.fault_kind, journal.fault_entry)}."
