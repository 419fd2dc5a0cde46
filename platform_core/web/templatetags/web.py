"""Tag library `web`: icons, menus, dates, numbers, charts, Markdown, and what the form templates need."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm, BoundField, CheckboxSelectMultiple, RadioSelect
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from platform_core import scope
from platform_core.web import charts, colours, dates, fonts, markdown, menus
from platform_core.web.language import offered
from platform_core.web.notices import notices_for
from platform_core.web.words import words

register = template.Library()
SPRITE = Path(__file__).parent.parent / "static" / "web" / "icons.svg"


@cache
def icon_names() -> frozenset[str]:
    """Return the names of the icons of the sprite."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))


@register.simple_tag(name="icon")
def icon(name: str, label: str = "", **attributes: str) -> SafeString:
    """Return the SVG of an icon, hidden from screen readers unless `label` says what it means alone.

    `class` adds a class: `{% icon "bell" class="icon--l" %}`. Raises ValueError for an unknown name.
    """
    if name not in icon_names():
        raise ValueError(f"No icon is called {name!r}")
    classes = f"icon {attributes.get('class', '')}".strip()
    href = f"{static('web/icons.svg')}#{name}"
    if not label:
        return format_html(
            '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', classes, href
        )
    return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, href)


@register.simple_tag(takes_context=True)
def menu(context: Context, name: str) -> list[menus.Group]:
    """Return the groups of entries of a menu for this request; none without a request (server error page)."""
    request = context.get("request")
    return menus.grouped(name, request) if request else []


@register.inclusion_tag("web/parts/notices.html", takes_context=True)
def site_notices(context: Context) -> dict[str, Any]:
    """Write what every page says above its content; nothing without a request (server error page)."""
    request = context.get("request")
    return {"notices": notices_for(request) if request else [], "request": request}


@register.simple_tag
def accent_stylesheet(accent: str | None) -> SafeString | str:
    """Return the link that gives the page a space's colour ("#1f4e79"); nothing for what is no colour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", accent or ""):
        return ""
    href = reverse("web:theme", kwargs={"accent": str(accent)[1:].lower()})
    return format_html('<link rel="stylesheet" href="{}">', href)


@register.simple_tag
def font_stylesheet(font: str | None) -> SafeString | str:
    """Return the link that gives the page the font a space chose; nothing for the usual one."""
    sheet = fonts.stylesheet_of(font)
    return format_html('<link rel="stylesheet" href="{}">', static(sheet)) if sheet else ""


@register.filter
def readable_colour(accent: str | None) -> str:
    """Return a space's colour as it may carry white text, for what has no stylesheet (e-mails); "" for no colour."""
    return colours.corrected(accent) if re.fullmatch(r"#[0-9a-fA-F]{6}", accent or "") and accent else ""


@register.simple_tag
def other_languages() -> list[dict[str, str]]:
    """Return the languages offered here besides the one of the page: `code` and its own `name`."""
    codes = [code for code, _name in offered()] if scope.is_somewhere() else []
    return [
        {"code": code, "name": get_language_info(code)["name_local"].capitalize()}
        for code in codes
        if code != get_language()
    ]


@register.simple_tag
def script_words() -> SafeString:
    """Return the words of the scripts, as data (`<script type="application/json" id="mots">`)."""
    return json_script(words(), "mots")


@register.simple_tag
def bar_chart(rows: Iterable[tuple[str, float]], **options: Any) -> SafeString:
    """Return a chart with its table: `{% bar_chart rows title="…" total=412 note="…" %}`."""
    chart = charts.bar_chart(rows, **options)
    return render_to_string("web/parts/bar_chart.html", {"chart": chart})


@register.filter
def number(value: float | str | None) -> str:
    """Return a number with French separators; nothing for None."""
    return "" if value is None else charts.number(value)


@register.filter
def unlocalized(value: float) -> str:
    """Return a number as HTML attributes want it: a point, no separator."""
    return str(value)


@register.filter
def json_text(value: Any) -> str:
    """Return a value as JSON, for an attribute (escaped there as any text): unlike a script, htmx brings it along."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


@register.filter
def plural_fr(value: int, words: str) -> str:
    """Return "0 soutien", "1 soutien", "1 234 soutiens" from "soutien,soutiens": in French 0 and 1 are singular."""
    singular, _, plural = words.partition(",")
    return f"{charts.number(value)}\u00a0{(plural or singular + 's') if abs(value) > 1 else singular}"


@register.filter
def date_fr(value: date | datetime | None) -> str:
    """Return "12 octobre 2022"."""
    return dates.long_day(value) if value else ""


@register.filter
def datetime_fr(value: datetime | None) -> str:
    """Return "12 octobre 2022 à 18 h 30"."""
    return dates.long_moment(value) if value else ""


@register.filter
def relative_date(value: date | datetime | None) -> SafeString | str:
    """Return a <time> element: "hier à 9 h", "il y a 3 jours", with the exact moment in its title."""
    if not value:
        return ""
    exact = dates.long_moment(value) if isinstance(value, datetime) else dates.long_day(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, dates.relative(value))


@register.filter
def period_fr(start: date | datetime | None, end: date | datetime | None) -> str:
    """Return "du 18 mai au 31 août 2022"."""
    return dates.period(start or None, end or None)


@register.filter
def time_left(end: datetime | None) -> str:
    """Return "Plus que 3 jours", or nothing when it is past."""
    return dates.time_left(end) if end else ""


@register.filter(name="markdown")
def render_markdown(text: str | None, top: int = 2) -> SafeString:
    """Return the safe HTML of a text people wrote: `<div class="prose">{{ body|markdown }}</div>`."""
    return markdown.render(text or "", top=top)


@register.filter
def excerpt(text: str | None, length: int = 200) -> str:
    """Return the beginning of a Markdown text, without its marks."""
    return markdown.excerpt(text or "", length)


@register.filter
def elided(paginator: Paginator, page: Page) -> Iterator[int | None]:
    """Yield the page numbers to show, None where some are left out."""
    for item in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        yield item if isinstance(item, int) else None


@register.filter
def error_count(form: BaseForm) -> int:
    """Return the number of messages in the errors of a form."""
    return sum(len(messages) for messages in form.errors.values())


@register.filter
def error_target(field: BoundField) -> str:
    """Return the id that a link of the error summary leads to: the field, or the first choice of a group."""
    if isinstance(field.field.widget, CheckboxSelectMultiple | RadioSelect):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
