"""Contributions of all kinds: read, add, change, take back. Written by the operations of their kind."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from consultations.process.api import examples
from consultations.process.api.kinds import KindApi, all_kinds, kind_named
from consultations.process.api.parts import parts
from consultations.process.api.showing import (
    ContributionDetailSerializer,
    ContributionSerializer,
    detail,
    lines,
    version_of,
    with_all,
)
from consultations.process.api.writing import (
    ContributionChangeSerializer,
    ContributionInputSerializer,
    ContributionQuery,
    changed_values,
    destination,
    operation_values,
)
from consultations.process.models import Contribution
from consultations.process.queries.contributions import narrowed, ordered, readable
from platform_core.access import public, require
from platform_core.access.actors import Actor
from platform_core.api.documented import documented
from platform_core.api.paging import example_page, page_of, paged
from platform_core.api.reading import checked
from platform_core.api.resources import Resource
from platform_core.scope import absolute_url

TAG = _("Contributions")


@public
class Contributions(Resource):
    """The contributions of the space."""

    @documented(
        "contributions_list",
        tag=TAG,
        summary=_("Lister les contributions"),
        description=_(
            "Toutes les sortes à la fois : propositions, initiatives… Ce qui est masqué ou retiré n’y est pas."
        ),
        query=ContributionQuery,
        answer={200: page_of(ContributionSerializer)},
        examples={"answer": example_page(examples.CONTRIBUTION)},
    )
    def get(self, request: Request) -> Response:
        """List them."""
        asked = checked(ContributionQuery, request.query_params)
        rows = readable(request.user, mine=asked["mine"]).filter(kind__in=all_kinds())
        rows = narrowed(rows, asked)
        for part in parts():
            for one in part.filters:
                if asked.get(one.name) not in {None, ""}:
                    rows = one.keep(rows, asked[one.name])
        chosen = with_all(ordered(rows, asked["order"]))
        return Response(paged(request, chosen, lambda page: lines(page, request.user)))

    @documented(
        "contributions_add",
        tag=TAG,
        summary=_("Contribuer"),
        description=_(
            "Publie une contribution dans une étape ouverte, en votre nom ou celui d’une de vos structures."
        ),
        body=ContributionInputSerializer,
        answer={201: ContributionDetailSerializer},
        examples={"body": examples.NEW_CONTRIBUTION, "answer": examples.CONTRIBUTION_WHOLE},
    )
    def post(self, request: Request) -> Response:
        """Add one."""
        values = checked(ContributionInputSerializer, request.data)
        step, kind = destination(values["step"], request.user)
        require(kind.permission, request.user, step)
        given = operation_values(kind, values, step=step, by=request.user)
        made = kind.submit(by=request.user, step=step, values=given)
        location = absolute_url(reverse("process_api:contribution", args=[made.pk]))
        contribution = one_visible(request.user, made.pk)
        self.version = version_of(contribution)
        shown = detail(contribution, request.user)
        return Response(shown, status=status.HTTP_201_CREATED, headers={"Location": location})


@public
class OneContribution(Resource):
    """One contribution."""

    @documented(
        "contributions_read",
        tag=TAG,
        summary=_("Lire une contribution"),
        description=_("Avec ses pièces jointes et, sous « abilities », ce que vous pouvez en faire, ou pourquoi non."),
        answer={200: ContributionDetailSerializer},
        examples={"answer": examples.CONTRIBUTION_WHOLE},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Show it."""
        return self._shown(request, pk)

    @documented(
        "contributions_change",
        tag=TAG,
        summary=_("Modifier sa contribution"),
        description=_("Ce qu’elle disait avant reste public. Avec If-Match, refuse d’écraser ce qui a changé."),
        body=ContributionChangeSerializer,
        answer={200: ContributionDetailSerializer},
        examples={"body": examples.CHANGE, "answer": examples.CONTRIBUTION_WHOLE},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change it."""
        values = checked(ContributionChangeSerializer, request.data)
        with transaction.atomic():
            contribution, kind = self._locked(request, pk)
            require("contributions.edit", request.user, contribution)
            full = changed_values(kind, contribution, values)
            given = operation_values(kind, full, step=contribution.step, by=request.user)
            kind.change(by=request.user, contribution=contribution, values=given)
        return self._shown(request, pk)

    @documented(
        "contributions_withdraw",
        tag=TAG,
        summary=_("Retirer sa contribution"),
        description=_("Elle n’est plus affichée. La retirer deux fois ne change rien."),
        answer={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Take it back."""
        with transaction.atomic():
            contribution, kind = self._locked(request, pk)
            kind.take_back(by=request.user, contribution=contribution)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _shown(self, request: Request, pk: int) -> Response:
        contribution = one_visible(request.user, pk)
        self.version = version_of(contribution)
        return Response(detail(contribution, request.user))

    def _locked(self, request: Request, pk: int) -> tuple[Contribution, KindApi]:
        """Return a contribution as it is now, held until the end of the transaction, and its kind."""
        rows = all_visible(request.user).select_for_update(of=("self",))
        contribution = get_object_or_404(with_all(rows), pk=pk)
        kind = kind_named(contribution.kind)
        if kind is None:
            raise Http404
        self.require_match(version_of(contribution))
        return contribution, kind


def all_visible(actor: Actor) -> QuerySet[Contribution]:
    """Return the contributions, of all kinds that modalities make, that an actor may see one by one."""
    return Contribution.objects.visible_to(actor).filter(kind__in=all_kinds())


def one_visible(actor: Actor, pk: int) -> Contribution:
    """Return one of them, with all that its description shows; raises `Http404`."""
    found: Any = get_object_or_404(with_all(all_visible(actor)), pk=pk)
    return found  # type: ignore[no-any-return]  # a Contribution with annotations
