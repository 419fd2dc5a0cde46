"""Every address says to whom it is open, and every permission that is asked for exists."""

import ast
import re

from django.urls import Resolver404, resolve

from platform_core.access.permissions import declared
from tests.architecture import tree
from tests.architecture.routes import Route, routes, third_party

ROUTES = routes()
# Addresses under these paths are for the team of a space, or for the platform's operators; none other is. (Operators
# sign in under theirs.)
RESERVED = {"team": re.compile(r"/equipe/.*"), "operator": re.compile(r"/operateur/(?!compte/).*")}


def reached(route: Route) -> object:
    try:
        return resolve(route.path, urlconf=route.urlconf).func
    except Resolver404:
        return None


def permissions_asked() -> dict[str, str]:
    """Return each permission named by `require`, `may` or `abilities`, with a place where it is."""
    asked: dict[str, str] = {}
    for path in tree.product_files():
        for node in ast.walk(tree.syntax(path)):
            if isinstance(node, ast.Call) and tree.dotted(node.func).rpartition(".")[2] in {"require", "may"}:
                asked |= {
                    a.value: path for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)
                }
    return asked


def test_every_address_says_to_whom_it_is_open() -> None:
    assert [str(route) for route in ROUTES if route.access is None] == []


def test_what_is_for_the_team_or_the_operators_is_under_their_path_and_the_reverse() -> None:
    astray = [
        f"{route}: {route.access.audience}"
        for route in ROUTES
        for audience, path in RESERVED.items()
        if route.access and (route.access.audience == audience) != bool(path.fullmatch(route.path))
    ]
    assert astray == []


def test_the_list_of_views_that_are_not_ours_names_no_other() -> None:
    assert third_party().keys() - {route.name for route in ROUTES} == set()


def test_every_address_can_be_reached_by_the_tests() -> None:
    assert [str(route) for route in ROUTES if reached(route) is None] == []


def test_every_permission_that_is_asked_for_is_declared() -> None:
    assert {name: place for name, place in permissions_asked().items() if name not in declared()} == {}
