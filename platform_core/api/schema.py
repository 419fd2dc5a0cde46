"""The OpenAPI 3 description: what every operation may also answer, and an introduction in plain words."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from rest_framework.utils.encoders import JSONEncoder

from platform_core.api.idempotency import HEADER

ERROR = "Error"
JSON = "application/json"
WRITES = frozenset({"post", "put", "patch", "delete"})


def description(urlconf: str | None) -> dict[str, Any]:
    """Return the description of the API of a host (a space, or the apex), in the current language."""
    return _described(urlconf or settings.ROOT_URLCONF, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=8)
def _described(urlconf: str, _language: str) -> dict[str, Any]:
    generator = SchemaGenerator(urlconf=urlconf)  # type: ignore[no-untyped-call]  # drf-spectacular leaves it bare
    found = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # likewise
    plain: dict[str, Any] = json.loads(json.dumps(found, cls=JSONEncoder))  # words are translated here
    return plain


def complete(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Add to a generated schema the failures, the headers and the introduction (a drf-spectacular hook)."""
    result["info"]["description"] = introduction()
    result.setdefault("components", {}).setdefault("schemas", {})[ERROR] = error_shape()
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            _add_failures(operation, method, "{" in path)
            if method == "post":
                operation.setdefault("parameters", []).append(_once())
    return result


def error_shape() -> dict[str, Any]:
    """Return the schema of a failure."""
    text = {"type": "string"}
    fault = {"type": "object", "properties": {"field": text, "code": text, "message": text}}
    fault["required"] = ["field", "code", "message"]
    return {
        "type": "object",
        "properties": {
            "code": {**text, "description": _("Code stable, pour les programmes.")},
            "message": {**text, "description": _("Phrase à montrer à la personne.")},
            "field": {**text, "description": _("Le champ en cause, s’il y en a un.")},
            "errors": {"type": "array", "items": fault, "description": _("Chaque erreur d’une demande mal formée.")},
        },
        "required": ["code", "message"],
        "example": {"code": "closed", "message": _("Cette étape est terminée depuis le 31 août 2026 à 23h59.")},
    }


def introduction() -> str:
    """Return what to know before the first call (Markdown)."""
    return "\n\n".join(
        [
            _(
                "Tout ce que les pages publiques montrent se lit sans compte. Pour écrire, créez un jeton sur la page "
                "« Jetons d’accès » de votre compte et envoyez-le ainsi : `Authorization: Bearer cec_…`. Un jeton ne "
                "vaut que dans son espace, et ne permet jamais plus que ce que vous pouvez faire vous-même."
            ),
            _(
                "**Listes.** `page` commence à 1, `size` va jusqu’à 100. Pour tout lire sans doublon pendant que des "
                "personnes contribuent, triez par numéro et reprenez après le dernier lu (`order=id&after=…`)."
            ),
            _(
                "**Erreurs.** Toujours un `code` stable et un `message` à montrer ; `errors` donne chaque champ "
                "refusé. Ce que vous ne pouvez pas voir répond 404, comme ce qui n’existe pas."
            ),
            _(
                "**Ne rien perdre.** `ETag` et `If-None-Match` évitent de relire ; `If-Match` refuse (412) d’écraser "
                "ce qui a changé ; `Idempotency-Key` fait qu’un envoi répété n’est fait qu’une fois."
            ),
            _(
                "**Limites.** Au-delà d’un certain nombre de demandes par minute, la réponse est 429 et `Retry-After` "
                "dit combien de secondes attendre."
            ),
        ]
    )


def _add_failures(operation: dict[str, Any], method: str, names_one: bool) -> None:  # noqa: FBT001 (private)
    answers = operation["responses"]
    sentences = {
        "401": _("Jeton absent ou refusé."),
        "403": _("Ce n’est pas permis : message dit pourquoi."),
        "429": _("Trop de demandes : voir Retry-After."),
    }
    if operation.get("requestBody") or any(one["in"] == "query" for one in operation.get("parameters", [])):
        sentences["400"] = _("La demande est mal formée : voir errors.")
    if operation.get("requestBody"):
        sentences["415"] = _("Le contenu n’est pas du JSON.")
    if names_one:
        sentences["404"] = _("Rien ne se trouve à cette adresse, ou rien que vous puissiez voir.")
    if method in WRITES:
        sentences |= {
            "403": _("Ce n’est pas permis : message dit pourquoi."),
            "422": _("Une règle n’est pas respectée."),
        }
    if method == "post":
        sentences["409"] = _("La même demande est en cours.")
    if method == "patch":
        sentences["412"] = _("L’élément a changé depuis sa lecture.")
    content = {JSON: {"schema": {"$ref": f"#/components/schemas/{ERROR}"}}}
    for code, sentence in sentences.items():
        answers.setdefault(code, {"description": sentence, "content": content})


def _once() -> dict[str, Any]:
    return {
        "in": "header",
        "name": HEADER,
        "required": False,
        "schema": {"type": "string", "maxLength": 200},
        "description": _("Une clé de votre choix : la même demande envoyée deux fois n’est faite qu’une fois (24 h)."),
    }
