"""A file is named after what it holds: names that can hold anything end up holding everything."""

from pathlib import PurePosixPath

from tests.architecture import tree

SAY_NOTHING = {
    "base_utils", "common", "helper", "helpers", "lib", "manager", "managers", "misc", "service", "services",
    "shared", "tools", "util", "utils",
}  # fmt: skip


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    named = {p: {*PurePosixPath(p).parts[:-1], PurePosixPath(p).stem} for p in tree.python_files()}
    assert [p for p, names in named.items() if names & SAY_NOTHING] == []
