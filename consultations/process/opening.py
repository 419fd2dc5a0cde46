"""What a new space starts with: its legal pages and its welcome text, filled with what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from consultations.process.content.loader import legal_pages, legal_tokens
from platform_core.access import System
from platform_core.pages.blanks import Blank, blanks_in
from platform_core.pages.operations import start_page
from tenants.postgresql.current import connection
from tenants.spaces.models import Kind, Space
from tenants.territory.queries import commune

STARTER = System("opening")
PUBLIC_BODIES = frozenset({Kind.REGION, Kind.DEPARTEMENT, Kind.EPCI, Kind.COMMUNE})


def start_pages(space: Space) -> None:
    """Write the first version of each page in a new space. Safe to run twice: what is there is left alone."""
    values = known_values(space)
    for order, page in enumerate(legal_pages()):
        body = page.fill(values)
        start_page(
            by=STARTER,
            slug=page.slug,
            title=page.title,
            body=body,
            is_required=page.required,
            is_complete=not page.required and not blanks_in(body),
            order=order,
        )


def known_values(space: Space) -> dict[str, str]:
    """Return what is known of a space for the blanks of its pages; what is not known is not there."""
    values = {
        "nom_espace": space.name,
        "adresse_espace": space.url,
        "editeur_nom": space.organisation,
        "editeur_statut": status_of(space),
        "editeur_numero": f"{space.identifier_kind.upper()} {space.identifier}".strip() if space.identifier else "",
        "editeur_contact": space.contact_email,
        "base_legale": legal_basis(space),
        **settings.LEGAL_FACTS,
    }
    return {name: value for name, value in values.items() if value}


def status_of(space: Space) -> str:
    """Return what the organiser is, inside a sentence; empty when only its team can say."""
    return "" if space.kind == Kind.OTHER else str(Kind(space.kind).label).lower().replace("(epci)", "(EPCI)")


def legal_basis(space: Space) -> str:
    """Return on what the processing of data rests (RGPD, article 6.1), which follows from what the organiser is."""
    if space.kind in PUBLIC_BODIES:
        return _("l’exécution d’une mission d’intérêt public (article 6.1.e du RGPD)")
    if space.kind == Kind.ASSOCIATION:
        return _("l’intérêt légitime de l’association (article 6.1.f du RGPD)")
    return ""


def suggested_values() -> dict[str, str]:
    """Return what may well be true of the space one is in, for its team to keep or change: what the operator said since
    the pages were written, the town hall's address by its postcode, the contact for personal data.
    """
    space = connection.tenant
    if not isinstance(space, Space):
        return {}
    town = commune(space.insee) if space.kind == Kind.COMMUNE and space.insee else None
    address = _("Mairie, %(postcode)s %(town)s") % {"postcode": space.postcode, "town": town.name} if town else ""
    return {**known_values(space), "editeur_adresse": address, "dpo_contact": space.contact_email}


def described_blanks() -> Sequence[Blank]:
    """Return how the team is asked for each blank."""
    return [Blank(token.token, token.label, token.help, token.example) for token in legal_tokens()]


def guides() -> Mapping[str, str]:
    """Return what each of these pages is for."""
    return {page.slug: page.help for page in legal_pages()}
