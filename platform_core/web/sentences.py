"""What a wrong field says: an instruction one can follow, in place of « Ce champ est obligatoire ».

A form that knows better gives its own `error_messages`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core import validators
from django.forms.fields import FloatField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MESSAGES: dict[type[forms.Field], dict[str, str | StrPromise]] = {
    forms.Field: {"required": _("Remplissez ce champ.")},
    forms.ChoiceField: {
        "required": _("Choisissez une réponse."),
        "invalid_choice": _("Choisissez une des réponses proposées."),
    },
    forms.MultipleChoiceField: {
        "required": _("Choisissez au moins une réponse."),
        "invalid_choice": _("Choisissez parmi les réponses proposées."),
    },
    forms.ModelChoiceField: {
        "required": _("Choisissez une réponse."),
        "invalid_choice": _("Choisissez une des réponses proposées."),
    },
    forms.ModelMultipleChoiceField: {
        "required": _("Choisissez au moins une réponse."),
        "invalid_choice": _("Choisissez parmi les réponses proposées."),
    },
    forms.BooleanField: {"required": _("Cochez cette case pour continuer.")},
    forms.FileField: {
        "required": _("Choisissez un fichier."),
        "empty": _("Ce fichier est vide : choisissez-en un autre."),
    },
    forms.ImageField: {
        "invalid_image": _("Ce fichier n’est pas une image lisible : choisissez une image JPEG ou PNG."),
    },
    forms.DateField: {"invalid": _("Écrivez une date qui existe, par exemple 31/08/2026.")},
    forms.DateTimeField: {"invalid": _("Écrivez une date et une heure, par exemple 31/08/2026 18:30.")},
    forms.TimeField: {"invalid": _("Écrivez une heure, par exemple 18:30.")},
    forms.IntegerField: {"invalid": _("Écrivez un nombre entier, en chiffres.")},
    FloatField: {"invalid": _("Écrivez un nombre, en chiffres.")},
    forms.DecimalField: {"invalid": _("Écrivez un nombre, en chiffres.")},
    forms.URLField: {"invalid": _("Écrivez une adresse web complète, par exemple https://exemple.fr.")},
}


def install() -> None:
    """Give Django's fields and validators these sentences; called once, when the apps are loaded."""
    for field, messages in MESSAGES.items():
        own = field.__dict__.get("default_error_messages", {})
        field.default_error_messages = {**own, **messages}
    validators.EmailValidator.message = _("Écrivez une adresse e-mail complète, par exemple nom@exemple.fr.")
    validators.URLValidator.message = _("Écrivez une adresse web complète, par exemple https://exemple.fr.")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "Raccourcissez : %(limit_value)d signe au plus, il y en a %(show_value)d.",
        "Raccourcissez : %(limit_value)d signes au plus, il y en a %(show_value)d.",
        "limit_value",
    )
    validators.MinLengthValidator.message = ngettext_lazy(
        "Écrivez au moins %(limit_value)d signe, il y en a %(show_value)d.",
        "Écrivez au moins %(limit_value)d signes, il y en a %(show_value)d.",
        "limit_value",
    )
    validators.MaxValueValidator.message = _("Écrivez un nombre qui ne dépasse pas %(limit_value)s.")
    validators.MinValueValidator.message = _("Écrivez un nombre d’au moins %(limit_value)s.")
