"""Calls that break a promise, and the only files where each is allowed.

A file is allowed by adding it beside the ban, with the reason: the list is the documentation.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.architecture import tree


@dataclass(frozen=True)
class Ban:
    """A construct that may not appear, why, and the paths (or folders, ending in /) where it may."""

    why: str
    found: Callable[[ast.AST], bool]
    allowed: dict[str, str] = field(default_factory=dict)


def called(node: ast.AST, pattern: str) -> bool:
    """Tell whether `node` is a call of a name such as `a.b.c` that matches `pattern` wholly."""
    return isinstance(node, ast.Call) and re.fullmatch(pattern, tree.dotted(node.func)) is not None


def named(node: ast.AST, pattern: str) -> bool:
    """Tell whether `node` is a name, a chain of attributes or an imported name that matches `pattern` wholly."""
    match node:
        case ast.ImportFrom(names=names):
            return any(re.fullmatch(pattern, alias.name) for alias in names)
        case ast.Name() | ast.Attribute():
            return re.fullmatch(pattern, tree.dotted(node)) is not None
    return False


def catches_everything(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler) or is_raised_again(node):
        return False
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(c is None or tree.dotted(c) in {"Exception", "BaseException"} for c in caught)


def is_raised_again(handler: ast.ExceptHandler) -> bool:
    return isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None


def runs_assembled_sql(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return False
    if node.func.attr not in {"execute", "executemany", "copy"}:
        return False
    match node.args[0]:
        case ast.JoinedStr() | ast.BinOp(op=ast.Mod() | ast.Add()):
            return True
        case ast.Call(func=ast.Attribute(value=text)):
            return is_text(text)
    return False


def names_every_field(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value="__all__")):
            return name.endswith("fields")
    return False


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


BANS = {
    "cache.clear()": Ban(
        "empties the cache of every space",
        lambda node: called(node, r"(.*\.)?(cache|caches\[\])\.clear"),
    ),
    "connection.connection": Ban(
        "the raw connection keeps the role and search path of another space",
        lambda node: named(node, r"(.*\.)?(connection|connections\[\])\.connection"),
    ),
    "connection.pool": Ban(
        "a connection taken from the pool by hand keeps the role and search path of another space",
        lambda node: named(node, r"(.*\.)?(connection|connections\[\])\.pool"),
    ),
    "mark_safe": Ban(
        "makes code of somebody's text",
        lambda node: named(node, r"(.*\.)?(mark_safe|SafeString|SafeText)"),
        {
            "platform_core/richtext/": "cleans Markdown with nh3",
            "platform_core/web/": "fragments made of our own text",
        },
    ),
    "except Exception": Ban(
        "hides faults; only the outer edge of the worker, which records them, may",
        catches_everything,
        {
            "platform_core/outbox/relay.py": "the outer edge: whatever fails is kept, tried again, and shown in the console",
            "worker/tasks.py": "the fan-out over spaces: one that is ill is written down and does not stop the others",
        },
    ),
    "utcnow": Ban(
        "gives a time without a zone",
        lambda node: named(node, r"(.*\.)?(utcnow|utcfromtimestamp)"),
    ),
    "print()": Ban(
        "is not a log",
        lambda node: called(node, "print"),
        {"deploy/launcher/": "a command line, before Django is there"},
    ),
    "csrf_exempt": Ban(
        "lets another site act in a person's name",
        lambda node: named(node, r"(.*\.)?csrf_exempt"),
        {
            "platform_core/notifications/views/unsubscribing.py": "mail programs post by themselves (RFC 8058); the signed link says what is stopped"
        },
    ),
    "raw SQL in a queryset": Ban(
        "escapes the models' permissions and the reader",
        lambda node: called(node, r".+\.(raw|extra)") or named(node, r"(.*\.)?RawSQL"),
    ),
    "assembled SQL": Ban(
        "values are parameters; names are quoted by psycopg.sql",
        runs_assembled_sql,
        {
            "tenants/postgresql/": "definitions of schemas and roles take no parameters; their names are ours and checked"
        },
    ),
    "a signal of our own": Ban(
        "our packages call each other by import, or by a callable that is registered",
        lambda node: (
            called(node, r"(.*\.)?Signal") or named(node, r"(.*\.)?(pre|post)_(save|delete|init)|m2m_changed")
        ),
    ),
    "os.environ": Ban(
        "what depends on the machine is read once, by the settings",
        lambda node: named(node, r"os\.(environ|getenv)|environ|getenv"),
        {"deploy/": "settings and the programs that start the servers", "worker/": "names the settings module"},
    ),
    "every field": Ban(
        "shows, sorts or writes what is added later, an e-mail or a password's hash among them",
        names_every_field,
    ),
    "eval": Ban(
        "makes code of text",
        lambda node: called(node, r"eval|exec|(pickle|marshal)\.loads?|yaml\.(unsafe_)?load"),
    ),
}


def uses(ban: Ban) -> Iterator[str]:
    for path in tree.product_files():
        if not path.startswith(tuple(ban.allowed)):
            found = [node for node in ast.walk(tree.syntax(path)) if ban.found(node)]
            yield from (f"{path}:{getattr(node, 'lineno', 0)}" for node in found)


@pytest.mark.parametrize("name", BANS)
def test_a_banned_construct_is_nowhere_else(name: str) -> None:
    assert list(uses(BANS[name])) == [], BANS[name].why
