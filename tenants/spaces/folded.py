"""Names as they are searched and sorted: without case nor accents (the database has no French collation)."""

from __future__ import annotations

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat


class Folded(Func):
    """A text in lower case, without accents; indexed on the names of spaces."""

    function = "extensions.fold"
    arity = 1
    output_field = TextField()


SEARCHED = Folded(Concat(F("name"), Value(" "), F("organisation")))
