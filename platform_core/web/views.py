"""Pages of the design system itself: preview of a Markdown text, colour of a space, style guide (development only)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from platform_core.access import public, stays_open
from platform_core.web import colours, markdown
from platform_core.web.language import offered
from platform_core.web.styleguide import PAGES, SampleForm, context

PREVIEW_LIMIT = 50_000  # characters: above any text field of the product


@public
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Return the HTML fragment of the posted `text`; open to everyone, stores nothing, bounded by its length."""
    html = markdown.render(request.POST.get("text", "")[:PREVIEW_LIMIT])
    return HttpResponse(html)


@stays_open
@public
@require_safe
@never_cache
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember in a cookie the language a person chose, and lead back to the page they were on (`retour`).

    A link and not a form: it says nothing to the server that lasts, and a form would put a token, hence a cookie, in every
    page that visitors share. Raises 404 for a language that is not offered.
    """
    if code not in dict(offered()):
        raise Http404
    back = request.GET.get("retour", "")
    inside = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    answer = redirect(back if inside else "/")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@stays_open
@public
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme(request: HttpRequest, accent: str) -> HttpResponse:
    """Return the stylesheet of an accent colour ("1f4e79"); the same for everyone, so kept for a year."""
    return HttpResponse(colours.stylesheet(accent), content_type="text/css; charset=utf-8")


@public
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme_sample(request: HttpRequest, accent: str) -> HttpResponse:
    """Return the stylesheet that gives an accent to the samples of a page only (class `accent-sample`)."""
    return HttpResponse(colours.stylesheet(accent, within=".accent-sample"), content_type="text/css; charset=utf-8")


@public
def styleguide(request: HttpRequest, page: str = "composants") -> HttpResponse:
    """Show every component and state, one page per family."""
    if page not in PAGES:
        raise Http404
    form = SampleForm(request.POST) if request.method == "POST" else SampleForm()
    status = 422 if form.errors else 200
    return render(request, f"web/styleguide/{page}.html", context(request, form), status=status)
