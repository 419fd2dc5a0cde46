"""CSV files as people bring them: from Decidim, from Excel, broken."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_core.tabular import Column, UnreadableTable, open_table, read_rows
from tests.platform_core.tabular import tables

DECIDIM = (
    b"id;category/name/fr;title;body;created_at\n"
    b'457;;Mairies;"Bonjour,\r\n\r\nje dis ""oui"" ; merci.";2019-01-24 22:29:15 +0100\n'
    + "458;Écologie;Été;une ligne;2019-01-25 08:00:00 +0100\n".encode()
)


def _rows(content: bytes, **options: object) -> list[dict[str, str]]:
    return list(read_rows(io.BytesIO(content), **options))  # type: ignore[arg-type]  # options of the call under test


def _refusal(content: bytes, **options: object) -> UnreadableTable:
    with pytest.raises(UnreadableTable) as refused:
        _rows(content, **options)
    assert refused.value.message.endswith((".", "e"))
    return refused.value


def test_decidim_export_with_several_lines_in_a_cell() -> None:
    first, second = _rows(DECIDIM)
    assert first["body"] == 'Bonjour,\r\n\r\nje dis "oui" ; merci.'
    assert (first["category/name/fr"], second["category/name/fr"], second["title"]) == ("", "Écologie", "Été")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encoding_and_separator_are_guessed(encoding: str, delimiter: str) -> None:
    content = f"Nom{delimiter}Âge (années)\r\nŒuvre{delimiter}12\r\n".encode(encoding)
    assert _rows(content) == [{"Nom": "Œuvre", "Âge (années)": "12"}]


def test_separator_is_counted_outside_quotes() -> None:
    assert _rows(b'"a, b, c, d";e\n1;2\n') == [{"a, b, c, d": "1", "e": "2"}]


def test_separator_said_by_excel() -> None:
    assert _rows("sep=,\r\na;b,c\r\n1,2\r\n".encode("utf-8-sig")) == [{"a;b": "1", "c": "2"}]


def test_utf8_beyond_the_first_chunk_is_still_utf8() -> None:
    content = b"a;b\n" + b"x;y\n" * 100_000 + "é;ù\n".encode()
    table = open_table(io.BytesIO(content))
    assert table.encoding == "utf-8"
    assert [line.values for line in table.lines][-1] == {"a": "é", "b": "ù"}


def test_blank_lines_and_empty_columns_at_the_end_are_forgotten() -> None:
    assert _rows(b"a;b;;\r\n1;2;;\r\n;;;\r\n\r\n3\r\n") == [{"a": "1", "b": "2"}, {"a": "3", "b": ""}]


def test_header_is_composed() -> None:
    assert list(_rows("re\u0301ponse  1\nx\n".encode())[0]) == ["réponse 1"]


def test_line_with_too_many_cells_is_named_and_the_rest_is_read() -> None:
    content = b"a;b\n1;2\n1;2;3\n4;5\n"
    lines = list(open_table(io.BytesIO(content)).lines)
    assert [(line.number, bool(line.problem)) for line in lines] == [(2, False), (3, True), (4, False)]
    assert lines[1].problem.startswith("3 cellules pour 2 colonnes")
    assert (_refusal(content).code, _refusal(content).line) == ("bad_line", 3)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n", "no_header"),
        (b";;;\n1;2\n", "no_header"),
        (b"a;b;a\n", "duplicate_columns"),
        (b"a;;b\n", None),
        (b"a;;;b\n", "duplicate_columns"),
        (b"PK\x03\x04\x14\x00", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1", "workbook"),
        (b"a;b\n1;\x00\n", "not_text"),
        (b"a;b\n\x81\x8d;2\n", "not_text"),
        (b'a;b\n1;"2\n3;4\n', "quotes"),
        (b'a;b\n1;"2"x\n', "quotes"),
        (b'a;b\n1;"' + b"x" * 200_000 + b'"\n', "quotes"),
    ],
)
def test_file_that_cannot_be_read_is_explained(content: bytes, code: str | None) -> None:
    if code is None:
        assert _rows(content) == []
    else:
        assert _refusal(content).code == code


def test_limits_are_kept() -> None:
    content = b"a\n" + b"1\n" * 50
    assert len(_rows(content, max_rows=50)) == 50
    assert _refusal(content, max_rows=49).code == "too_many_rows"
    assert _refusal(content, max_bytes=50).code == "too_big"


def test_file_stays_open_for_its_owner() -> None:
    file = io.BytesIO(DECIDIM)
    list(read_rows(file))
    open_table(file)
    assert not file.closed


@given(st.lists(st.tuples(st.text(max_size=20), st.text(min_size=1, max_size=20)), max_size=6))
def test_our_own_csv_comes_back(rows: list[tuple[str, str]]) -> None:
    content = tables.written("csv", [Column("a", "Première"), Column("b", "Seconde")], rows)
    expected = [row for row in tables.read_csv(content)[1:] if any(cell.strip() for cell in row)]
    assert [list(row.values()) for row in _rows(content)] == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_explained(content: bytes) -> None:
    with suppress(UnreadableTable):
        _rows(content)
