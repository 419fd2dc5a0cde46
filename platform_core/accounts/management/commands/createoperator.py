"""`manage.py createoperator ADRESSE`: make an operator of the platform, and say how to sign in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from platform_core import scope
from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.accounts.operations.operators import create_operator, remove_operator, reset_second_factor

BY = System("createoperator")


class Command(BaseCommand):
    help = "Crée un compte d’opérateur de la plateforme, ou rouvre celui d’un ancien opérateur."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take an address, and one of two repairs."""
        parser.add_argument("email", help="adresse e-mail de la personne")
        parser.add_argument("--name", default="", help="nom affiché dans la console")
        repairs = parser.add_mutually_exclusive_group()
        repairs.add_argument(
            "--reset-second-factor", action="store_true", help="oublie la double sécurité (téléphone perdu)"
        )
        repairs.add_argument("--remove", action="store_true", help="ferme le compte et ses connexions")

    def handle(self, *, email: str, name: str, remove: bool, reset_second_factor: bool, **_more: Any) -> None:
        """Do it on the platform."""
        with scope.open_scope(scope.PLATFORM):
            if remove or reset_second_factor:
                self.repair(self.operator(email), remove=remove)
            else:
                self.make(email, name)

    def operator(self, email: str) -> User:
        """Return the account of an operator; raises `CommandError`."""
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"Aucun opérateur n’a l’adresse {email}.")
        return user

    def make(self, email: str, name: str) -> None:
        """Make the account and say how to enter."""
        try:
            validate_email(email.strip())
        except ValidationError as error:
            raise CommandError(f"{email} n’est pas une adresse e-mail.") from error
        user = create_operator(by=BY, email=email, public_name=name)
        page = scope.absolute_url(reverse("account_login", urlconf=settings.PUBLIC_SCHEMA_URLCONF))
        self.stdout.write(
            f"{user.email} est opérateur·rice de la plateforme.\n"
            f"1. Ouvrir {page} et demander un code : il arrive par e-mail.\n"
            "2. À la première connexion, activer la double sécurité avec une application de codes.\n"
            "3. Garder les codes de secours : ils remplacent le téléphone perdu."
        )

    def repair(self, user: User, *, remove: bool) -> None:
        """Close an account, or forget its second factor."""
        if remove:
            remove_operator(by=BY, user=user)
            self.stdout.write(f"Le compte {user.email} est fermé.")
        else:
            reset_second_factor(by=BY, user=user)
            self.stdout.write(f"{user.email} choisira une nouvelle double sécurité à la prochaine connexion.")
