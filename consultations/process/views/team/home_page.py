"""The team arranges the home page of its space."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from consultations.process.blocks import KINDS, TEXT, Block, read_blocks
from consultations.process.forms.home import HomeForm
from consultations.process.operations.home import arrange_home
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.concurrency import fingerprint
from platform_core.errors import RuleBroken
from tenants.brand import previews
from tenants.spaces.models import Space


@team(Role.ADMINISTRATOR)
def arrange(request: HttpRequest) -> HttpResponse:
    """Order the blocks, show or hide each, write the free text, try it, save it."""
    space: Space = request.space  # type: ignore[attr-defined]  # the middleware adds it
    blocks = read_blocks(space.home_blocks)
    text = next(block.text for block in blocks if block.slug == TEXT)
    form = HomeForm(request.POST or None, initial={"text": text})
    preview_url = ""
    if request.method == "POST" and form.is_valid():
        blocks = form.moved(request.POST.get("move", ""))
        if "preview" in request.POST:
            preview_url = previews.keep(request, {"home_blocks": [block.as_json() for block in blocks]})
        elif "move" not in request.POST:
            try:
                arrange_home(by=request.user, space=space, blocks=blocks, seen=request.POST.get("seen") or None)
            except RuleBroken as error:
                form.add_error(error.field, error.message)
            else:
                messages.success(request, _("La page d’accueil est enregistrée. Vos visiteurs la voient."))
                return redirect("process:team_home_page")
    context = {
        "form": form,
        "rows": _rows(blocks),
        "seen": fingerprint([space], ["home_blocks"]),
        "preview_url": preview_url,
        "is_moved": "move" in request.POST,
    }
    return render(request, "process/team/home_page.html", context, status=422 if form.errors else 200)


def _rows(blocks: list[Block]) -> list[dict[str, object]]:
    kinds = {kind.slug: kind for kind in KINDS}
    return [{"kind": kinds[block.slug], "on": block.on} for block in blocks]
