"""Work done apart from a page: tasks are doors, short, by name, and say where they run; what is listened to happens."""

import ast
import re
from collections.abc import Iterator

from tests.architecture import tree

Function = ast.FunctionDef | ast.AsyncFunctionDef
LONGEST = 10  # lines of a task's body


def decorated_with(name: str) -> Iterator[tuple[str, Function, ast.Call]]:
    """Yield (place, function, decorator) for each function of the product decorated by a call of `name`."""
    for path in tree.product_files():
        for node in tree.functions(path):
            for each in node.decorator_list:
                if isinstance(each, ast.Call) and tree.dotted(each.func) == name:
                    yield f"{path}:{node.name}", node, each


def argument(call: ast.Call, name: str) -> str:
    return next((ast.unparse(k.value).strip("'") for k in call.keywords if k.arg == name), "")


def task_faults(node: Function, declared: ast.Call) -> Iterator[str]:
    if argument(declared, "scope") not in {"space", "platform"}:
        yield "does not say where it runs"
    if node.args.args or node.args.posonlyargs or node.args.vararg:
        yield "takes positional arguments"
    if node.args.kwarg is None or node.args.kwarg.arg != "_future":
        yield "would refuse an argument that a newer version sends (**_future)"
    body = tree.body_without_docstring(node)
    if (body[-1].end_lineno or 0) - body[0].lineno + 1 > LONGEST:
        yield f"is longer than {LONGEST} lines: its work is an operation"


def events_emitted() -> set[str]:
    calls = [
        node for path in tree.product_files() for node in ast.walk(tree.syntax(path)) if isinstance(node, ast.Call)
    ]
    first = [call.args[0] for call in calls if tree.dotted(call.func) == "emit" and call.args]
    return {ast.literal_eval(name) if isinstance(name, ast.Constant) else ast.unparse(name) for name in first}


def test_every_task_is_short_and_says_where_it_runs() -> None:
    found = {place: list(task_faults(node, call)) for place, node, call in decorated_with("task")}
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_celery_is_spoken_to_in_one_place() -> None:
    own = ("platform_core/background/", "worker/")
    spoken = re.compile(r"\bshared_task\b|@app\.task|\.(?:delay|apply_async|send_task)\(")
    paths = [p for p in tree.product_files() if not p.startswith(own)]
    assert [p for p in paths if spoken.search(tree.text(p))] == []


def test_every_event_has_one_name_written_in_full() -> None:
    assert [name for name in events_emitted() if not re.fullmatch(r"[a-z_]+\.[a-z_]+", name)] == []


def test_what_consumers_listen_to_is_emitted() -> None:
    heard = {place: argument(call, "of") for place, _, call in decorated_with("consumer")}
    assert {place: event for place, event in heard.items() if event not in events_emitted()} == {}
