"""Find every message that people read: calls of gettext in Python, translation tags in templates."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("deploy", "worker", "consultations", "billing_free", "tenants", "platform_core")

# The positions of (context, msgid, plural) among the arguments of each function.
SIGNATURES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "pgettext": (0, 1, None),
    "ngettext": (None, 0, 1),
    "npgettext": (0, 1, 2),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(({STRING}(?:,\s*{STRING})*)(?:,\s*count)?\)")

Reader = Callable[[str, str], Iterator["Message"]]  # the text of a file and its name, for errors


@dataclass(frozen=True)
class Message:
    """One message: its identifier is its French text; `plural` and `context` are empty when there is none."""

    msgid: str
    plural: str = ""
    context: str = ""


class NotLiteralError(ValueError):
    """A translation function is called with something that cannot be found by reading the source."""


def every_message() -> dict[Message, set[str]]:
    """Return each message of the project with the paths, relative to its root, where it is used."""
    found: dict[Message, set[str]] = {}
    for path, read in sources():
        place = path.relative_to(ROOT).as_posix()
        for message in read(path.read_text(encoding="utf-8"), place):
            found.setdefault(message, set()).add(place)
    return found


def sources() -> Iterator[tuple[Path, Reader]]:
    """Yield every file that may hold messages, with the function that reads them."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".py" and path.parent.name != "migrations":
                yield path, in_python
            elif path.suffix in {".html", ".txt", ".svg", ".xml"} and "templates" in path.parts:
                yield path, in_template


def in_python(source: str, place: str) -> Iterator[Message]:
    """Yield the messages of a Python file; raise NotLiteralError when one is not written in full."""
    module = ast.parse(source, filename=place)
    names = functions_by_name(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and (function := names.get(ast.unparse(node.func))):
            yield from_arguments(function, node.args, f"{place}:{node.lineno}")


def functions_by_name(module: ast.Module) -> dict[str, str]:
    """Return what each name imported from django.utils.translation stands for, lazy and noop variants as the plain."""
    imported = [
        alias
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    ]
    plain = {alias.asname or alias.name: re.sub("_(lazy|noop)$", "", alias.name) for alias in imported}
    plain |= {f"translation.{function}": function for function in SIGNATURES}
    return {name: function for name, function in plain.items() if function in SIGNATURES}


def from_arguments(function: str, arguments: list[ast.expr], place: str) -> Message:
    """Return the message of one call; `place` is for the error."""
    context, msgid, plural = (
        "" if position is None else literal(arguments, position, place) for position in SIGNATURES[function]
    )
    return Message(msgid, plural, context)


def literal(arguments: list[ast.expr], position: int, place: str) -> str:
    """Return the text given at `position`."""
    match arguments[position : position + 1]:
        case [ast.Constant(value=str(text))]:
            return text
    raise NotLiteralError(f"{place}: a message must be written in full where it is translated")


def in_template(source: str, place: str) -> Iterator[Message]:
    """Yield the messages of a template."""
    for name, arguments in CALL.findall(templatize(source, origin=place)):
        call = ast.parse(f"f({arguments})", mode="eval").body
        if isinstance(call, ast.Call):
            yield from_arguments("gettext" if name == "_" else name, call.args, place)
