"""A survey with every type of question, and right answers to it."""

from __future__ import annotations

from typing import Any

CONTENT: dict[str, Any] = {
    "title": "Vos déplacements",
    "intro": "Cinq minutes suffisent.",
    "thanks": "Merci d’avoir pris ce temps.",
    "sections": [
        {
            "title": "Vos usages",
            "questions": [
                {"key": "bus", "type": "yes_no", "label": "Prenez-vous le bus ?", "required": True},
                {
                    "key": "rythme",
                    "type": "single",
                    "label": "À quel rythme ?",
                    "required": True,
                    "other": True,
                    "show_if": {"question": "bus", "equals": "yes"},
                    "options": [{"value": "jour", "label": "chaque jour"}, {"value": "rare", "label": "rarement"}],
                },
                {
                    "key": "freins",
                    "type": "multiple",
                    "label": "Qu’est-ce qui vous freine ?",
                    "other": True,
                    "min": 1,
                    "max": 2,
                    "options": [
                        {"value": "prix", "label": "le prix"},
                        {"value": "horaires", "label": "les horaires"},
                        {"value": "arrets", "label": "les arrêts"},
                    ],
                },
                {
                    "key": "note",
                    "type": "scale",
                    "label": "Quelle note ?",
                    "scale": {"min": 0, "max": 10, "min_label": "mauvais", "max_label": "parfait"},
                    "show_if": {"question": "rythme", "includes": ["jour", "other"]},
                },
            ],
        },
        {
            "title": "Vos attentes",
            "text": "Dites ce qui compte.",
            "questions": [
                {
                    "key": "ordre",
                    "type": "ranking",
                    "label": "Que faut-il améliorer d’abord ?",
                    "options": [
                        {"value": "prix", "label": "Le prix"},
                        {"value": "confort", "label": "Le confort"},
                        {"value": "frequence", "label": "La fréquence"},
                    ],
                },
                {"key": "idee", "type": "long", "label": "Une idée ?", "max": 300},
                {"key": "quartier", "type": "short", "label": "Votre quartier", "max": 40},
                {"key": "foyer", "type": "number", "label": "Personnes au foyer", "min": 1, "max": 15, "step": 1},
                {"key": "depuis", "type": "date", "label": "Habitant depuis le"},
            ],
        },
    ],
}

ANSWERS: dict[str, Any] = {
    "bus": "yes",
    "rythme": {"chosen": ["other"], "other": "le week-end"},
    "freins": {"chosen": ["prix", "other"], "other": "la peur"},
    "note": 7,
    "ordre": ["confort", "prix", "frequence"],
    "idee": "Un bus\nle soir",
    "quartier": "Fives",
    "foyer": 3,
    "depuis": "2012-09-01",
}
