"""Delete a space in two voices: an operator asks, another agrees; and the receipts of those that are gone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from platform_core.access import may, operator
from platform_core.errors import RuleBroken
from tenants.console.forms import OptionalReasonForm
from tenants.console.queries.journal import operator_names
from tenants.console.views.lifecycle import Gesture
from tenants.console.views.lifecycle import ask as asked
from tenants.console.views.listing import page_of
from tenants.lifecycle.forms import DeleteForm
from tenants.lifecycle.queries import deletion_of, other_operators, scheduled, waiting_deletions
from tenants.spaces.models import Deletion, Origin, Receipt, Space, State
from tenants.spaces.operations import approve_deletion, ask_deletion, cancel_deletion
from tenants.spaces.receipts import is_genuine
from tenants.spaces.rules import before

ASK = Gesture(
    title=_("Demander la suppression de cet espace"),
    lede=_(
        "Un autre opérateur devra l’accorder. Alors commenceront trente jours pendant lesquels tout peut être annulé."
    ),
    action=_("Demander la suppression"),
    done=_("La suppression est demandée. Un autre opérateur doit l’accorder."),
    impossible=_("Cet espace n’est pas en service, ou sa suppression est déjà programmée."),
    states=before("spaces.schedule_deletion"),
    danger=True,
)
CANCEL = Gesture(
    title=_("Renoncer à la suppression"),
    lede=_("L’espace reste, ou redevient, comme avant la demande. Rien n’a été effacé."),
    action=_("Garder cet espace"),
    done=_("La suppression est annulée."),
    impossible=_("Aucune suppression n’est demandée pour cet espace."),
    states=frozenset(State.values),
)


@operator
def ask(request: HttpRequest, space_id: int) -> HttpResponse:
    """Ask that a space be deleted; a sole operator is told what to do."""
    chosen = get_object_or_404(Space, pk=space_id)
    if not other_operators(request.user.pk or 0):
        return render(request, "console/deletions/alone.html", {"chosen": chosen})
    form = DeleteForm(request.POST or None, name=chosen.name)

    def operation(**given: object) -> None:
        ask_deletion(by=request.user, space=chosen, reason=str(given["reason"]))

    return asked(request, space_id, ASK, form, operation)


@operator
def approve(request: HttpRequest, space_id: int) -> HttpResponse:
    """Agree, as another operator, to what a first one asked for."""
    chosen = get_object_or_404(Space, pk=space_id)
    deletion = get_object_or_404(waiting_deletions(), space=chosen)
    if request.method == "POST":
        try:
            approve_deletion(by=request.user, deletion=deletion)
        except RuleBroken as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("La suppression est programmée. L’équipe de l’espace est prévenue."))
        return redirect("console:space", space_id)
    denial = may("spaces.approve_deletion", request.user, deletion)
    context = {"chosen": chosen, "deletion": deletion, "denial": denial, **_asker(deletion)}
    return render(request, "console/deletions/approve.html", context)


@operator
def cancel(request: HttpRequest, space_id: int) -> HttpResponse:
    """Give up: withdraw what is asked, or undo what is scheduled."""
    get_object_or_404(Deletion, space_id=space_id, cancelled_at=None, done_at=None)
    return asked(
        request,
        space_id,
        CANCEL,
        OptionalReasonForm(request.POST if request.method == "POST" else None),
        cancel_deletion,
    )


@operator
def deletion_list(request: HttpRequest) -> HttpResponse:
    """List what waits for an approval, what is scheduled, and the receipts of what is gone."""
    context = {
        "waiting": list(waiting_deletions()[:MOST]),
        "scheduled": list(scheduled()[:MOST]),
        "page_obj": page_of(request, Receipt.objects.all()),
    }
    return render(request, "console/deletions/list.html", context)


MOST = 100  # at a time; beyond, the list of spaces is filtered by state


@operator
def receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """Show a receipt, and whether it is as it was sealed."""
    found = get_object_or_404(Receipt, pk=receipt_id)
    rows = sorted(found.counts.get("rows", {}).items(), key=lambda pair: -(pair[1] or 0))
    names = operator_names({found.asked_by, found.approved_by}) if found.origin == Origin.OPERATORS else {}
    context = {
        "receipt": found,
        "genuine": is_genuine(found),
        "rows": [(table, number) for table, number in rows if number != 0],
        "asked_by": names.get(found.asked_by or 0, ""),
        "approved_by": names.get(found.approved_by or 0, ""),
    }
    return render(request, "console/deletions/receipt.html", context)


def deletion_context(request: HttpRequest, chosen: Space) -> dict[str, object]:
    """Return what the page of a space says of its deletion."""
    found = deletion_of(chosen)
    possible = found is None and chosen.state in before("spaces.schedule_deletion")
    return {"deletion": found, "may_ask_deletion": possible, **(_asker(found) if found else {})}


def _asker(deletion: Deletion) -> dict[str, str]:
    if deletion.origin != Origin.OPERATORS or deletion.asked_by is None:
        return {"asker": ""}
    return {"asker": operator_names({deletion.asked_by}).get(deletion.asked_by, "")}
