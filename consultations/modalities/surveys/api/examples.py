"""Examples of the documentation: a survey on buses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

Example = dict[str, Any]

MAY: Example = {"allowed": True, "code": None, "reason": None}

SURVEY: Example = {
    "step": 30,
    "title": _("Vos déplacements"),
    "intro": _("Cinq minutes suffisent."),
    "anonymous": False,
    "sections": [
        {
            "title": _("Vos usages"),
            "text": "",
            "questions": [
                {
                    "key": "rythme",
                    "type": {"code": "single", "label": _("Choix unique")},
                    "label": _("À quel rythme prenez-vous le bus ?"),
                    "help": "",
                    "required": True,
                    "options": [
                        {"code": "jour", "label": _("Chaque jour")},
                        {"code": "rare", "label": _("Rarement")},
                    ],
                    "minimum": None,
                    "maximum": None,
                    "step": None,
                    "show_if": {"question": "bus", "values": ["yes"]},
                }
            ],
        }
    ],
    "abilities": {"surveys.answer": MAY},
}

RESULTS: Example = {
    "step": 30,
    "responses": 412,
    "questions": [
        {
            "question": "rythme",
            "label": _("À quel rythme prenez-vous le bus ?"),
            "asked": 287,
            "answered": 280,
            "hidden": False,
            "counts": [{"label": _("Chaque jour"), "count": 190}, {"label": _("Rarement"), "count": 90}],
            "facts": [],
        }
    ],
}

GIVEN: Example = {"answers": {"bus": "yes", "rythme": {"chosen": ["jour"]}, "idee": _("Un bus le soir.")}}
SENT: Example = {"submitted_on": "2026-06-03", **GIVEN}
