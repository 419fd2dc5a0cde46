"""Pages of the design system itself: the preview of a Markdown text, and the style guide (development only)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from platform_core.access import public
from platform_core.web import markdown
from platform_core.web.styleguide import PAGES, SampleForm, context

PREVIEW_LIMIT = 50_000  # characters: above any text field of the product


@public
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Return the HTML fragment of the posted `text`; open to everyone, stores nothing, bounded by its length."""
    html = markdown.render(request.POST.get("text", "")[:PREVIEW_LIMIT])
    return HttpResponse(html)


@public
def styleguide(request: HttpRequest, page: str = "composants") -> HttpResponse:
    """Show every component and state, one page per family."""
    if page not in PAGES:
        raise Http404
    form = SampleForm(request.POST) if request.method == "POST" else SampleForm()
    status = 422 if form.errors else 200
    return render(request, f"web/styleguide/{page}.html", context(request, form), status=status)
