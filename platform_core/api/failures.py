"""Every failure has the same shape: a stable `code`, a sentence, and the fields it is about. Nothing of the inside."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from rest_framework import exceptions, status
from rest_framework.response import Response

from platform_core.errors import NotAllowed, RuleBroken

PREFIX = "/api/"
WHOLE = "non_field_errors"


class Conflict(exceptions.APIException):
    """The same request is being done."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "in_progress"
    default_detail = gettext_lazy("La même demande est en cours. Réessayez dans un instant.")


class ChangedMeanwhile(exceptions.APIException):
    """`If-Match` names a version that is no longer the current one."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "changed_meanwhile"
    default_detail = gettext_lazy("Cet élément a changé depuis que vous l’avez lu. Relisez-le, puis recommencez.")


class TooLarge(exceptions.APIException):
    """The body is larger than what is read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = gettext_lazy("Cette demande est trop volumineuse.")


class DaySpent(exceptions.Throttled):
    """The calls that programs may make today are used up."""

    default_code = "quota"
    sentence = gettext_lazy("Les appels du jour de cet espace sont utilisés. Reprenez demain.")


class Answered(Exception):
    """Stops a request whose answer was kept."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


# Errors of Django REST framework, in our words: (code, sentence).
SENTENCES = {
    exceptions.NotAuthenticated: ("sign_in", gettext_lazy("Authentification nécessaire.")),
    exceptions.MethodNotAllowed: (
        "method_not_allowed",
        gettext_lazy("Cette méthode n’est pas possible à cette adresse."),
    ),
    exceptions.UnsupportedMediaType: (
        "unsupported_media_type",
        gettext_lazy("Envoyez du JSON (Content-Type: application/json)."),
    ),
    exceptions.NotAcceptable: ("not_acceptable", gettext_lazy("Cette adresse ne répond qu’en JSON.")),
    exceptions.ParseError: ("parse_error", gettext_lazy("Le corps de la demande n’est pas du JSON valable.")),
}


def answer_to(error: Exception, _context: dict[str, Any]) -> Response | None:
    """Return the answer to a failure of an API view; `None` for a defect, which is left to crash."""
    for family, answer in ANSWERS.items():
        if isinstance(error, family):
            return answer(error)
    return None


def failure(
    code: int, name: str, sentence: object, *, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """Return an answer in the one shape of failures."""
    return Response({"code": name, "message": str(sentence), **more}, status=code, headers=headers)


def faults(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Yield {field, code, message} for each error of a refused body; nested fields are joined by dots."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            below = f"{path}.{name}" if path else str(name)
            yield from faults(inner, path if name == WHOLE else below)
    elif isinstance(detail, list):
        for inner in detail:
            yield from faults(inner, path)
    else:
        code = getattr(detail, "code", None) or "invalid"
        yield {"field": path, "code": str(code), "message": str(detail)}


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer to a defect: JSON under `/api/`, the usual page elsewhere (`handler500` of both URL maps)."""
    if request.path.startswith(PREFIX):
        sentence = _("Une erreur s’est produite chez nous. Elle est enregistrée : réessayez plus tard.")
        return JsonResponse({"code": "server_error", "message": sentence}, status=500)
    return defaults.server_error(request)


def _refused(error: NotAllowed) -> Response:
    if error.code == "sign_in":
        return failure(status.HTTP_401_UNAUTHORIZED, error.code, error.reason, headers=CHALLENGE)
    return failure(status.HTTP_403_FORBIDDEN, error.code, error.reason)


def _broken(error: RuleBroken) -> Response:
    about = {"field": error.field} if error.field else {}
    return Response({"code": error.code, "message": str(error.message), **about}, status=422)


def _invalid(error: exceptions.ValidationError) -> Response:
    sentence = _("La demande contient des erreurs.")
    return failure(error.status_code, "invalid", sentence, errors=list(faults(error.detail)))


def _throttled(error: exceptions.Throttled) -> Response:
    seconds = max(1, math.ceil(getattr(error, "wait", None) or 1))
    soon = _("Trop de demandes en peu de temps. Réessayez dans %(n)s s.") % {"n": seconds}
    code, sentence = ("quota", error.sentence) if isinstance(error, DaySpent) else ("throttled", soon)
    return failure(error.status_code, code, sentence, headers={"Retry-After": str(seconds)})


def _stock(error: exceptions.APIException) -> Response:
    code, sentence = SENTENCES.get(type(error), (str(error.get_codes()), error.detail))
    is_unknown = error.status_code == status.HTTP_401_UNAUTHORIZED
    return failure(error.status_code, code, sentence, headers=CHALLENGE if is_unknown else None)


def _nothing(_error: Exception) -> Response:
    return failure(status.HTTP_404_NOT_FOUND, "not_found", _("Rien ne se trouve à cette adresse."))


def _denied(_error: Exception) -> Response:
    return failure(status.HTTP_403_FORBIDDEN, "denied", _("Cette action n’est pas permise."))


CHALLENGE = {"WWW-Authenticate": 'Bearer realm="api"'}
# The first family that an error belongs to says how it is answered.
ANSWERS: dict[type[Exception], Callable[[Any], Response]] = {
    Answered: lambda error: error.response,
    NotAllowed: _refused,
    RuleBroken: _broken,
    Http404: _nothing,
    DjangoDenied: _denied,
    exceptions.NotFound: _nothing,
    exceptions.ValidationError: _invalid,
    exceptions.Throttled: _throttled,
    exceptions.APIException: _stock,
}
