"""HTML reduced to what a contribution may show. The list is what is allowed; anything else goes."""

import re

import nh3
from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "b",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = {
    "*": set[str](),
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
}
_ALIGNED = {"align-right", "align-center"}
_DROPPED_WHOLE = {"script", "style", "template", "noscript", "title", "textarea", "svg", "math", "iframe", "object"}
_SCHEMES = {"http", "https", "mailto", "tel"}

# A link says where it goes: a scheme we allow, a page of this site, a place on this page. No relative path, and neither
# `//host` nor `/\host`, which browsers read as another site.
_LINK = re.compile(r"(?:https?://[^\s]|mailto:|tel:|/(?![/\\])|#|\?)", re.IGNORECASE)

# A tag as nh3 writes it: values between double quotes, a double quote inside them escaped.
_TAG = re.compile(r'<(/?[a-z0-9]+)((?:\s[\w-]+="[^"]*")*)\s*/?>')
_SOURCE = re.compile(r'\s(\w+)="([^"]*)"')


def sanitise_html(html: str, *, allow_images: bool = False) -> str:
    """HTML safe to show, from HTML of any origin.

    Links carry rel="nofollow ugc noopener". Images stay when they are files of this site, from anywhere over HTTPS with
    `allow_images`; others go. A table is wrapped in a box that scrolls by keyboard too.
    """

    def attribute(tag: str, name: str, value: str) -> str | None:
        if tag == "a" and name == "href":
            return value if _LINK.match(value) else None
        if tag == "img" and name == "src":
            return value if may_show(value, allow_images=allow_images) else None
        return value

    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        allowed_classes={"td": _ALIGNED, "th": _ALIGNED},
        set_tag_attribute_values={"img": {"loading": "lazy"}, "th": {"scope": "col"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener",
    )
    return _TAG.sub(_finished, cleaned)


def may_show(address: str, *, allow_images: bool) -> bool:
    """Whether an image may be shown: a file of this site (`RICHTEXT_OWN_FILES`, prefixes of paths), or HTTPS if allowed."""
    own = getattr(settings, "RICHTEXT_OWN_FILES", ("/fichiers/",))
    inside = address.startswith(tuple(own)) and not re.search(r"/\.{1,2}(?:/|$)|\\|%2e", address, re.IGNORECASE)
    return inside or (allow_images and address.lower().startswith("https://"))


def _finished(tag: re.Match[str]) -> str:
    if tag[1] == "table":
        label = escape(_("Tableau"))
        return f'<div class="table-scroll" role="group" aria-label="{label}" tabindex="0"><table>'
    if tag[1] == "/table":
        return "</table></div>"
    if tag[1] == "img" and "src" not in dict(_SOURCE.findall(tag[2])):
        return ""
    return tag[0]
