"""Examples of the documentation: a consultation of a commune, and what its residents propose."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

Example = dict[str, Any]

OPENED, CLOSED = "2026-05-18T00:00:00+02:00", "2026-08-31T23:59:00+02:00"
HOST = "https://lille.example.org"

CONSULTATION: Example = {
    "id": 12,
    "slug": "nature-en-ville",
    "url": f"{HOST}/concertations/nature-en-ville/",
    "title": _("Nature en ville"),
    "subject": _("Où planter, où ouvrir les rivières ?"),
    "phase": {"code": "open", "label": _("En cours")},
    "opens_at": OPENED,
    "closes_at": CLOSED,
    "published_at": "2026-05-11T09:30:00+02:00",
    "contributions_count": 128,
    "picture": None,
}

STEP: Example = {
    "id": 31,
    "consultation": 12,
    "url": f"{HOST}/propositions/etape/31/",
    "modality": {"code": "idees", "label": _("Propositions")},
    "title": _("Vos propositions"),
    "intro": _("Une idée par proposition, avec le lieu si elle en concerne un."),
    "opens_at": OPENED,
    "closes_at": CLOSED,
    "moment": {"code": "open", "label": _("En cours")},
    "is_open": True,
    "comments_enabled": True,
    "supports_enabled": True,
    "supports_shown": True,
    "extensions": [
        {
            "reason": _("Trop peu de temps pendant l’été."),
            "old_end": "2026-08-01T23:59:00+02:00",
            "new_end": CLOSED,
            "at": "2026-07-20T10:00:00+02:00",
        }
    ],
    "figures": [{"value": "86", "label": _("propositions")}, {"value": "1240", "label": _("soutiens")}],
    "abilities": {"contribute": {"allowed": True, "code": None, "reason": None}},
}

THEME: Example = {
    "id": 44,
    "consultation": 12,
    "slug": "arbres",
    "title": _("Arbres"),
    "summary": _("De l’ombre dans chaque rue."),
    "contributions_count": 35,
    "picture": None,
}

CONSULTATION_WHOLE: Example = {
    **CONSULTATION,
    "description": _("La ville veut planter **10 000 arbres** d’ici 2030."),
    "co_steering": [{"organisation": _("Ville de Lille"), "person": "", "part": _("Décide et répond")}],
    "outcome": {
        "expected": _("Un plan de plantation voté en conseil."),
        "answered_by": _("Le conseil municipal"),
        "answer_due_on": "2026-12-15",
        "next_steps": "",
    },
    "closing_reason": "",
    "previous_edition": None,
    "steps": [STEP],
    "themes": [THEME],
}

CONTRIBUTION: Example = {
    "id": 507,
    "kind": "idee",
    "url": f"{HOST}/propositions/507/",
    "consultation": {"id": 12, "title": _("Nature en ville")},
    "step": {"id": 31, "title": _("Vos propositions")},
    "theme": {"id": 44, "title": _("Arbres")},
    "title": _("Des bancs à l’ombre"),
    "body": _("Il en manque place du Concert."),
    "author": {"name": "Camille", "is_structure": False},
    "structure": None,
    "commune": {"insee": "59350", "name": "Lille"},
    "latitude": 50.6366,
    "longitude": 3.0637,
    "status": "published",
    "published_at": "2026-06-02T18:12:00+02:00",
    "edited_at": None,
    "comments_count": 4,
    "supports_count": 57,
    "details": None,
    "fate": "under_study",
    "supported": False,
}

CONTRIBUTION_WHOLE: Example = {
    **CONTRIBUTION,
    "attachments": [],
    "abilities": {
        "supports.add": {"allowed": True, "code": None, "reason": None},
        "contributions.edit": {
            "allowed": False,
            "code": "not_yours",
            "reason": _("Seul son auteur peut modifier cette contribution."),
        },
    },
    "answers": [
        {
            "fate": "under_study",
            "body": _("Les services chiffrent le projet."),
            "answered_by": _("La direction des parcs"),
            "at": "2026-06-20T11:00:00+02:00",
            "is_current": True,
        }
    ],
}

NEW_CONTRIBUTION: Example = {
    "step": 31,
    "title": _("Des bancs à l’ombre"),
    "body": _("Il en manque place du Concert."),
    "theme": 44,
    "commune": "59350",
}

CHANGE: Example = {"body": _("Il en manque place du Concert, côté école.")}
