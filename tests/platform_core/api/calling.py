"""Call the API as a program does: JSON, with or without a token."""

from __future__ import annotations

import json
from typing import Any

from consultations.process.models import Consultation, Contribution, Step
from platform_core.accounts.models import User
from platform_core.api.operations import create_token
from platform_core.api.scopes import Scope
from tenants.spaces.models import Space
from tests import making

ROOT = "/api/v1/"


class Caller:
    """A program on one host. `call("get", "steps/")` returns the answer; what it said is `answer.json()`."""

    def __init__(self, place: Space | None, secret: str = "", **headers: str) -> None:
        self.browser = making.ScopedClient(place)
        self.headers = {"authorization": f"Bearer {secret}"} if secret else {}
        self.headers |= headers

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in {**self.headers, **headers}.items()}
        address = path if path.startswith("/") else ROOT + path
        return getattr(self.browser, method)(address, headers=named, **sent)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("get", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("post", path, {} if body is None else body, **headers)


def token(user: User, *scopes: str) -> str:
    """Return the secret of a new token, with every scope unless some are named."""
    return create_token(by=user, name="Essai", scopes=scopes or Scope.values, days=30)[1]


def caller(place: Space, user: User | None = None, *scopes: str) -> Caller:
    """Return a program that acts for a person (made in that space, where one must be), or for nobody."""
    return Caller(place, token(user, *scopes) if user else "")


def proposals_step(**fields: Any) -> Step:
    """Return an open step of proposals, its consultation made for it."""
    consultation: Consultation = fields.pop("consultation", None) or making.make_consultation()
    return making.make_step(consultation, "proposals", **{"title": "Vos propositions", **fields})


def proposal(step: Step, author: User | None = None, **fields: Any) -> Contribution:
    """Return a public proposal."""
    known = {"kind": "proposal", "theme": step.consultation.themes.first()}
    return making.make_contribution(step, author, **{**known, **fields})


def written(place: Step, /, **fields: Any) -> dict[str, Any]:
    """Return the body of a new proposal."""
    theme = place.consultation.themes.first()
    known = {"step": place.pk, "title": "Des bancs à l’ombre", "body": "Il en manque place du Concert."}
    return {**known, "theme": theme.pk if theme else None, **fields}
