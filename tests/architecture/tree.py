"""What the architecture tests read: the project's own files, as git knows them, with their syntax trees."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("deploy", "worker", "consultations", "billing_free", "tenants", "platform_core")
MODALITIES = ROOT / "consultations" / "modalities"


@cache
def files() -> tuple[str, ...]:
    """Return the paths, relative to the root, of the files that are or could be committed."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(sorted({path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()}))


@cache
def text(path: str) -> str:
    """Return the content of a file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def syntax(path: str) -> ast.Module:
    """Return the syntax tree of a Python file of the project."""
    return ast.parse(text(path), filename=path)


def python_files(*folders: str) -> list[str]:
    """Return the Python files written by people in `folders` (default: all): migrations are left out."""
    return [p for p in files() if p.endswith(".py") and "/migrations/" not in p and _within(p, folders)]


def product_files() -> list[str]:
    """Return the Python files of the product, tests left out."""
    return python_files(*PRODUCT)


def templates() -> list[str]:
    """Return the Django templates of the project."""
    return [p for p in files() if "/templates/" in p and p.endswith((".html", ".txt", ".svg", ".xml"))]


def pages() -> list[str]:
    """Return the templates shown by a browser: messages sent by e-mail are left out."""
    return [p for p in templates() if p.endswith(".html") and not re.search(r"/(e?mails?)/", p)]


def modalities() -> list[str]:
    """Return the slugs of the modalities: the names of their folders."""
    return sorted(p.parent.name for p in MODALITIES.glob("*/__init__.py"))


def functions(path: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a Python file, nested ones included."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    """Return the statements of a function after its docstring."""
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of names, with `[]` for a subscript and `()` for a call; "" for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{dotted(value)}.{attr}"
        case ast.Subscript(value=value):
            return f"{dotted(value)}[]"
        case ast.Call(func=func):
            return f"{dotted(func)}()"
    return ""


def _within(path: str, folders: tuple[str, ...]) -> bool:
    return not folders or any(path.startswith(f"{folder}/") for folder in folders)
