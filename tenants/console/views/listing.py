"""What the lists of the console share: one page, the filters that are on, a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils import timezone

from platform_core.tabular import FORMATS, Column, write
from tenants.console.forms import FilterForm

PER_PAGE = 20


def page_of(request: HttpRequest, found: QuerySet[Any], per_page: int = PER_PAGE) -> Page[Any]:
    """Return the page that the address asks for; the nearest one when there is no such page."""
    return Paginator(found, per_page).get_page(request.GET.get("page"))


def chips(
    request: HttpRequest, form: FilterForm, criteria: dict[str, Any], *, hidden: dict[str, str]
) -> list[dict[str, str]]:
    """Return the filters that are on, each with the address without it. `hidden`: words for values without choices."""
    found = []
    for name, value in criteria.items():
        if name == "tri":
            continue
        rest = request.GET.copy()
        for gone in (name, "page"):
            rest.pop(gone, None)
        label = hidden.get(name) or _words(form, name, value)
        found.append({"label": label, "url": f"?{rest.urlencode()}"})
    return found


def _words(form: FilterForm, name: str, value: Any) -> str:
    field = form.fields[name]
    choices = dict(getattr(field, "choices", []))
    return str(choices[value]) if value in choices else f"{field.label} : {value}" if name != "q" else str(value)


def csv_answer(
    name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> tuple[FileResponse, int]:
    """Return a CSV file, written on the disk and not in memory, and its number of rows."""
    out = TemporaryFile()  # noqa: SIM115 (the answer closes it once it is sent)
    count = write("csv", columns, rows, out, title=title, time_zone=timezone.get_current_timezone())
    out.seek(0)
    file_name = f"{name}-{timezone.localdate():%Y-%m-%d}.csv"
    return FileResponse(out, as_attachment=True, filename=file_name, content_type=FORMATS["csv"].content_type), count
