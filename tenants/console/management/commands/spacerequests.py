"""List the requests that wait for a decision; accept, refuse, build again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_core.errors import RuleBroken
from tenants.console.commands import actor, printable
from tenants.console.queries.requests import VIEWS, requests_in, sent_requests
from tenants.opening.models import SpaceRequest
from tenants.opening.operations import accept_request, refuse_request, retry_request
from tenants.spaces.scopes import platform


class Command(BaseCommand):
    help = "Liste les demandes d’espace à examiner (ou d’une autre vue), ou décide de l’une : accepter, refuser, reconstruire."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare them."""
        parser.add_argument("number", nargs="?", type=int, help="numéro d’une demande")
        parser.add_argument("--view", choices=sorted(VIEWS), default="", help="la vue à lister")
        parser.add_argument("--message", default="", help="message au fondateur")
        gestures = parser.add_mutually_exclusive_group()
        for gesture, said in (("accept", "accepter"), ("refuse", "refuser"), ("rebuild", "reconstruire")):
            gestures.add_argument(f"--{gesture}", action="store_true", help=said)

    def handle(self, *args: Any, number: int | None, view: str, **options: Any) -> None:
        """Write one line each, or decide and say so."""
        with platform():
            if number is None:
                for each in requests_in(view):
                    self.stdout.write(f"{each.pk:>6}  {each.state:<10}  {each.label:<40}  {printable(each.name)}")
                return
            found = sent_requests().filter(pk=number).first()
            if found is None:
                message = "Aucune demande n’a ce numéro."
                raise CommandError(message)
            try:
                self.stdout.write(f"Demande n° {number} : {_decided(found, options)}.")
            except RuleBroken as error:
                raise CommandError(error.message) from error


def _decided(asked: SpaceRequest, options: dict[str, Any]) -> str:
    by = actor("spacerequests")
    if options["accept"]:
        accept_request(by=by, request=asked, message=options["message"])
        return "acceptée, l’espace se construit"
    if options["refuse"]:
        refuse_request(by=by, request=asked, message=options["message"])
        return "refusée"
    if options["rebuild"]:
        retry_request(by=by, request=asked)
        return "la construction est relancée"
    return f"{printable(asked.name)}, {asked.get_state_display()}"
