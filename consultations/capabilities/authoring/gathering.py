"""The files of a form: those that came with it, those kept from an earlier attempt, those joined already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from consultations.capabilities.authoring.models import WaitingFile
from consultations.capabilities.authoring.waiting import drop_files, keep_file
from consultations.process.models import Contribution
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from platform_core.files.models import StoredFile


@dataclass(frozen=True)
class Line:
    """A file as the form shows it, with a box to take it away."""

    file: StoredFile
    waits: bool
    removed: bool


class FormFiles:
    """What a form knows of files besides its two fields."""

    def __init__(self, data: Any, *, person: Actor, contribution: Contribution | None = None) -> None:
        """Read the keys that the form sent: `waiting` (only the person's own count) and `remove`."""
        self.person = person
        self.removed = _keys(data, "remove")
        wanted = _keys(data, "waiting")
        mine = WaitingFile.objects.filter(pk__in=wanted, person_id=person.pk).select_related("file")
        self.waiting = list(mine.order_by("-is_picture", "created_at")) if wanted else []
        self.joined = list(contribution.attachments.select_related("file")) if contribution else []

    @property
    def lines(self) -> list[Line]:
        """Return what is shown as already there."""
        old = [Line(one.file, waits=False, removed=one.file_id in self.removed) for one in self.joined]
        return [*old, *(Line(one.file, waits=True, removed=False) for one in self._kept())]

    @property
    def has_picture(self) -> bool:
        """Tell whether a picture waits for its description."""
        return any(one.is_picture for one in self._kept())

    @property
    def documents(self) -> int:
        """Return how many documents there are already."""
        joined = [one for one in self.joined if not one.file.is_picture and one.file_id not in self.removed]
        return len(joined) + sum(not one.is_picture for one in self._kept())

    def receive(self, form: forms.Form) -> None:
        """Keep what came with a form, whatever else is wrong in it; a file that is refused is an error of its field."""
        self._drop([one for one in self.waiting if one.pk in self.removed])
        values = form.cleaned_data
        if picture := values.get("picture"):
            before = [one for one in self.waiting if one.is_picture]
            if self._keep(form, picture, is_picture=True):
                self._drop(before)
        for document in values.get("documents") or ():
            self._keep(form, document, is_picture=False)

    def values(self) -> dict[str, Any]:
        """Return what the operation wants to know."""
        return {"waiting": [one.pk for one in self.waiting], "removed": self.removed}

    def _kept(self) -> list[WaitingFile]:
        return [one for one in self.waiting if one.pk not in self.removed]

    def _keep(self, form: forms.Form, file: Any, *, is_picture: bool) -> bool:
        try:
            self.waiting.append(keep_file(by=self.person, file=file, is_picture=is_picture))
        except RuleBroken as error:
            form.add_error(error.field, error.message)
            return False
        return True

    def _drop(self, unwanted: list[WaitingFile]) -> None:
        drop_files(by=self.person, waiting=unwanted)
        gone = {one.file_id for one in unwanted}
        self.waiting = [one for one in self.waiting if one.file_id not in gone]


def _keys(data: Any, name: str) -> set[UUID]:
    found = data.getlist(name) if hasattr(data, "getlist") else []
    return {key for text in found[:50] if (key := _key(text))}


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
