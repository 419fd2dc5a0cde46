"""What a deleted space, or an erased account, leaves in the letters of the platform: to whom they went."""

from __future__ import annotations

from django.conf import settings

from platform_core import scope
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.mail.letters import forget_letters
from tenants.postgresql.schemas import schema_exists
from tenants.spaces.models import Space
from tenants.spaces.scopes import entered, platform


def forget_space(space: Space) -> None:
    """Forget the addresses of its team, and give up what waits and names its host. Safe to run again, its schema gone."""
    known = {space.founder_email, space.contact_email} - {""}
    if schema_exists(space.schema_name):
        with entered(space):
            team = User.objects.filter(roles__overlap=[str(role) for role in Role])
            known |= set(team.values_list("email", flat=True))
    with platform():
        for host in {f"{space.label}.{settings.APEX_DOMAIN}", space.main_name}:
            forget_letters(known, naming=host)


def forget_person(user: User, _withdraw: bool) -> None:  # noqa: FBT001 (the shape that erasing asks for)
    """Forget, on the platform, the letters that an account of the space one is in received from there."""
    if scope.in_space():
        with platform():
            forget_letters([user.email])
