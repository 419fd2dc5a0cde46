"""Every write names its actor, asks for a permission before anything else, and is one transaction."""

import ast
import re
from collections.abc import Iterator

from tests.architecture import tree

PERMISSION = re.compile(r"[a-z_]+\.[a-z_]+")

# "path:function" of public operations that cannot follow the rule, each with its reason.
EXCEPTIONS: dict[str, str] = {}


def operation_files() -> list[str]:
    return [p for p in tree.product_files() if p.endswith("/operations.py") or "/operations/" in p]


def public_operations(path: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in tree.syntax(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def faults(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    if node.args.posonlyargs or node.args.args or node.args.vararg:
        yield "takes positional arguments"
    if "by" not in {argument.arg for argument in node.args.kwonlyargs}:
        yield "has no keyword-only `by`"
    if not asks_first(tree.body_without_docstring(node)[0]):
        yield 'does not begin with `require("slice.verb", by, …)`'


def asks_first(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(
            value=ast.Call(func=ast.Name(id="require"), args=[ast.Constant(value=str(name)), ast.Name(id="by"), *_])
        ):
            return PERMISSION.fullmatch(name) is not None
    return False


def imports_require_from_access(path: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "platform_core.access"
        and any(alias.name == "require" and alias.asname is None for alias in node.names)
        for node in tree.syntax(path).body
    )


def test_every_operation_names_its_actor_and_requires_a_permission_first() -> None:
    found = {
        f"{path}:{node.name}": list(faults(node)) for path in operation_files() for node in public_operations(path)
    }
    assert {name: f for name, f in found.items() if f and name not in EXCEPTIONS} == {}


def in_one_transaction(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    contexts = [item.context_expr for n in ast.walk(node) if isinstance(n, ast.With) for item in n.items]
    return any(tree.dotted(each).startswith("transaction.atomic") for each in [*node.decorator_list, *contexts])


def test_every_operation_is_one_transaction() -> None:
    loose = [
        f"{path}:{node.name}"
        for path in operation_files()
        for node in public_operations(path)
        if not in_one_transaction(node)
    ]
    assert [name for name in loose if name not in EXCEPTIONS] == []


def test_require_is_the_one_of_platform_core() -> None:
    paths = [p for p in operation_files() if any(public_operations(p))]
    assert [p for p in paths if not imports_require_from_access(p)] == []


def test_written_exceptions_still_exist() -> None:
    names = {f"{path}:{node.name}" for path in operation_files() for node in public_operations(path)}
    assert EXCEPTIONS.keys() - names == set()
