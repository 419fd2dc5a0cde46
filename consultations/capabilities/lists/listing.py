"""One page of a list, with all that its template reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from consultations.capabilities.lists.forms import ListForm
from consultations.capabilities.lists.queries import facets, found
from consultations.process.models import Contribution, Step

PER_PAGE = 12


@dataclass(frozen=True)
class Listing:
    """What a list shows: its filters, one page, the number found, and the filters that are on."""

    form: ListForm
    page_obj: Page[Contribution]
    chips: list[dict[str, str]]
    is_filtered: bool
    matching: QuerySet[Contribution]  # all of them, unsorted: for a map

    @property
    def total(self) -> int:
        """Return the number found."""
        return self.page_obj.paginator.count


def listing(
    request: HttpRequest,
    step: Step,
    contributions: QuerySet[Contribution],
    form_class: type[ListForm] = ListForm,
    per_page: int = PER_PAGE,
) -> Listing:
    """Return the page of `contributions` that the address asks for; three queries, whatever their number."""
    form = form_class(request.GET or {}, step=step, facets=facets(contributions))
    criteria = form.criteria()
    narrowed = form.narrow(contributions) if hasattr(form, "narrow") else contributions
    chosen = found(narrowed, criteria)
    page = Paginator(chosen.select_related("author", "structure", "theme"), per_page).get_page(request.GET.get("page"))
    for contribution in (cards := list(page.object_list)):
        contribution.step = step  # known: asking again would be a query a card
    page.object_list = cards
    chips = _chips(request, form, criteria)
    return Listing(form, page, chips, is_filtered=bool(chips), matching=chosen)


def _chips(request: HttpRequest, form: ListForm, criteria: dict[str, Any]) -> list[dict[str, str]]:
    """Return the filters that are on, each with the address without it."""
    chips = []
    for name, value in criteria.items():
        if name == "tri":
            continue
        rest = request.GET.copy()
        rest.pop(name, None)
        rest.pop("page", None)
        field = form.fields[name]
        label = field.label if value is True else dict(getattr(field, "choices", [])).get(value, value)
        chips.append({"label": str(label), "url": f"?{rest.urlencode()}"})
    return chips
