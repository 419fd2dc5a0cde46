"""How the space looks: name, colour, font, logo, banner."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from platform_core.web import colours
from tenants.brand import previews
from tenants.brand.forms import LookForm, PictureForm
from tenants.brand.operations import dress_space, remove_picture, set_picture
from tenants.brand.rules import SMALLEST, Place
from tenants.spaces.models import Space

# In addresses, in French.
PLACES = {"logo": Place.LOGO, "banniere": Place.BANNER}


@dataclass(frozen=True)
class Sample:
    """A colour as it was chosen and as the pages will use it, with the least contrast of each as text."""

    chosen: str
    used: str
    contrast_chosen: float
    contrast_used: float

    @property
    def hex(self) -> str:
        """Return the chosen colour as addresses have it."""
        return self.chosen.removeprefix("#")

    @property
    def is_corrected(self) -> bool:
        """Tell whether the pages use another colour than the one chosen."""
        return self.chosen != self.used


def sample_of(accent: str) -> Sample:
    """Return what becomes of a colour."""
    used = colours.corrected(accent)
    return Sample(accent.lower(), used, colours.lowest_contrast(accent), colours.lowest_contrast(used))


@team(Role.ADMINISTRATOR)
def identity(request: HttpRequest) -> HttpResponse:
    """Show the look of the space, try another, save it."""
    space: Space = request.space  # type: ignore[attr-defined]  # the middleware adds it
    form = LookForm(request.POST or None, instance=space)
    preview_url = ""
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            preview_url = previews.keep(request, form.changes)
        else:
            try:
                dress_space(by=request.user, space=space, seen=form.stamp, **form.changes)
            except RuleBroken as error:
                form.refuse(error, space)
            else:
                messages.success(request, _("L’identité de l’espace est enregistrée. Vos visiteurs la voient."))
                return redirect("brand:identity")
    context = {
        "form": form,
        "sample": _sample(form, space),
        "font": form.cleaned_data.get("font", space.font) if form.is_bound else space.font,
        "preview_url": preview_url,
    }
    return render(request, "brand/identity.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def picture(request: HttpRequest, place: str) -> HttpResponse:
    """Choose, describe or remove the logo or the banner."""
    if place not in PLACES:
        raise Http404
    space: Space = request.space  # type: ignore[attr-defined]  # the middleware adds it
    where = PLACES[place]
    alt = getattr(space, f"{where}_alt")
    removes = "remove" in request.POST
    form = PictureForm(
        None if removes else request.POST or None,
        request.FILES or None,
        has_picture=getattr(space, where) is not None,
        initial={"alt": alt},
    )
    if removes:
        remove_picture(by=request.user, space=space, place=where)
        messages.success(request, _("L’image est retirée."))
        return redirect("brand:identity")
    if request.method == "POST" and form.is_valid():
        try:
            set_picture(by=request.user, space=space, place=where, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error("file", error.message)
        else:
            messages.success(request, _("L’image est enregistrée. Vos visiteurs la voient."))
            return redirect("brand:identity")
    context = {
        "form": form,
        "is_logo": where is Place.LOGO,
        "smallest": SMALLEST[where],
        "current_url": getattr(space, f"{where}_url"),
        "alt": alt,
    }
    return render(request, "brand/picture.html", context, status=422 if form.errors else 200)


def _sample(form: LookForm, space: Space) -> Sample:
    """Return what is tried; what is no colour leaves the one there is."""
    typed = form.cleaned_data.get("accent", space.accent) if form.is_bound else space.accent
    return sample_of(typed)
