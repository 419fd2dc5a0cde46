"""Files, functions and templates stay small enough to be read whole (the caps are those of the best projects)."""

from statistics import median

from tests.architecture import tree

FILE_CAP, FILE_MEDIAN = 300, 80
FUNCTION_CAP, FUNCTION_MEDIAN = 40, 12
TEMPLATE_CAP = 150
ENOUGH = 100  # a median of fewer files or functions says nothing


def line_count(path: str) -> int:
    return len(tree.text(path).splitlines())


def function_sizes(path: str) -> dict[str, int]:
    return {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for node in tree.functions(path)
    }


def test_no_python_file_is_longer_than_the_cap() -> None:
    paths = [*tree.python_files(), *(p for p in tree.files() if p == "run")]
    assert {p: n for p in paths if (n := line_count(p)) > FILE_CAP} == {}


def test_half_of_the_product_files_are_short() -> None:
    sizes = [n for p in tree.product_files() if (n := line_count(p)) > 1]
    assert len(sizes) < ENOUGH or median(sizes) < FILE_MEDIAN


def test_no_function_is_longer_than_the_cap() -> None:
    sizes = {name: size for p in tree.python_files() for name, size in function_sizes(p).items()}
    assert {name: size for name, size in sizes.items() if size > FUNCTION_CAP} == {}


def test_half_of_the_product_functions_are_short() -> None:
    sizes = [size for p in tree.product_files() for size in function_sizes(p).values()]
    assert len(sizes) < ENOUGH or median(sizes) < FUNCTION_MEDIAN


def test_no_template_is_longer_than_the_cap() -> None:
    assert {p: n for p in tree.templates() if (n := line_count(p)) > TEMPLATE_CAP} == {}
