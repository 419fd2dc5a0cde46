"""The four formats, read back: types, dates, long texts, many rows, and what happens when something is wrong."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import repeat
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from platform_core.tabular import FORMATS, Column, ods_writer, write, xlsx_writer
from tests.platform_core.tabular import tables

COLUMNS = (
    Column("title", "Titre"),
    Column("supports", "Soutiens", kind="integer"),
    Column("amount", "Montant", kind="decimal"),
    Column("open", "Ouverte", kind="boolean"),
    Column("day", "Jour", kind="date"),
    Column("at", "Moment", kind="datetime"),
    Column("answers", "Réponses", kind="json"),
)
MOMENT = datetime(2022, 5, 18, 22, 30, 5, 123, tzinfo=UTC)  # the 19th at 00:30 in Paris
ROW = ("Œuvrer à l’été", 12, Decimal("1234.50"), True, date(2022, 8, 31), MOMENT, {"é": [1, None]})
EMPTY = (None,) * 7


def test_csv_opens_in_a_french_spreadsheet() -> None:
    content = tables.written("csv", COLUMNS, [ROW, EMPTY])
    lines = content.decode("utf-8").split("\r\n")
    assert lines[0] == "\ufeffTitre;Soutiens;Montant;Ouverte;Jour;Moment;Réponses"
    assert lines[1] == 'Œuvrer à l’été;12;1234,50;oui;2022-08-31;2022-05-19 00:30:05;"{""é"": [1, null]}"'
    assert lines[2:] == [";;;;;;", ""]


def test_csv_names_its_columns_with_spaces_that_people_type() -> None:
    content = tables.written("csv", [Column("part", "Membres\u00a0: part\u202f%")], [["a\u00a0: b"]])
    assert content.decode("utf-8-sig").split("\r\n") == ["Membres : part %", "a\u00a0: b", ""]


def test_json_has_native_types() -> None:
    first, second = tables.read_json(tables.written("json", COLUMNS, [ROW, EMPTY]))
    assert first == {
        "title": "Œuvrer à l’été",
        "supports": 12,
        "amount": 1234.5,
        "open": True,
        "day": "2022-08-31",
        "at": "2022-05-19T00:30:05.000123+02:00",
        "answers": {"é": [1, None]},
    }
    assert set(second.values()) == {None}
    assert tables.read_json(tables.written("json", COLUMNS, [])) == []


def test_xlsx_has_types_frozen_header_and_filter() -> None:
    sheet = tables.read_xlsx(tables.written("xlsx", COLUMNS, [ROW, EMPTY, ROW])).active
    header, first, second, _ = sheet.iter_rows()
    assert [cell.value for cell in header] == [column.label for column in COLUMNS]
    assert [cell.value for cell in first] == [
        "Œuvrer à l’été",
        12,
        1234.5,
        True,
        datetime(2022, 8, 31),  # noqa: DTZ001  # a spreadsheet has no zones
        datetime(2022, 5, 19, 0, 30, 5),  # noqa: DTZ001 (likewise)
        '{"é": [1, null]}',
    ]
    assert [cell.number_format for cell in first[4:6]] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"]
    assert not any(cell.value for cell in second)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, header[0].font.bold) == ("A2", "A1:G4", True)


def test_ods_has_types_and_frozen_header() -> None:
    content = tables.written("ods", COLUMNS, [ROW, EMPTY])
    cells = list(tables.ods_content(content).iter(f"{tables.TABLE}table-cell"))[7:14]
    assert [cell.get(f"{tables.OFFICE}value-type") for cell in cells] == [
        "string", "float", "float", "boolean", "date", "date", "string",
    ]  # fmt: skip
    values = [
        cell.get(f"{tables.OFFICE}{name}")
        for cell, name in zip(cells[1:6], ["value"] * 2 + ["boolean-value"] + ["date-value"] * 2, strict=True)
    ]
    assert values == ["12", "1234.5", "true", "2022-08-31", "2022-05-19T00:30:05"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"VerticalSplitPosition" in archive.read("settings.xml")


def test_ods_archive_is_well_formed() -> None:
    content = tables.written("ods", COLUMNS, [ROW], title="Budget <2026> & \x00 suites")
    assert content[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        parts = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()[1:]}  # noqa: S314  # ours
        assert archive.testzip() is None
    versions = {part.get(f"{tables.OFFICE}version") for name, part in parts.items() if "manifest" not in name}
    assert versions == {"1.3"}


@pytest.mark.parametrize("number", [10**15 + 1, 12345678901234567890, Decimal("0.1234567890123456789")])
def test_number_beyond_precision_keeps_its_digits(number: int | Decimal) -> None:
    columns = [Column("n", "N", kind="decimal")]
    assert tables.read_xlsx(tables.written("xlsx", columns, [(number,)])).active["A2"].value == str(number)
    cell = list(tables.ods_content(tables.written("ods", columns, [(number,)])).iter(f"{tables.TABLE}table-cell"))[1]
    assert tables.ods_text(cell) == str(number)
    assert tables.read_csv(tables.written("csv", columns, [(number,)]))[1] == [str(number).replace(".", ",")]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("value", [float("nan"), float("-inf"), Decimal("NaN"), date(1789, 7, 14), datetime(1, 1, 1)])  # noqa: DTZ001 (what a caller may give by mistake)
def test_value_out_of_the_ordinary_is_written(file_format: str, value: object) -> None:
    assert tables.written(file_format, [Column("v", "V")], [(value,)])


def test_xlsx_long_text_is_whole() -> None:
    text = "".join(f"{n} é😀\n" for n in range(12_000))
    book = tables.read_xlsx(
        tables.written("xlsx", [Column("a", "A"), Column("b", "Récit")], [("x", text), ("y", "court")])
    )
    cell = book["Propositions"]["B2"].value
    assert "voir la feuille « Textes longs », n° 1" in cell
    assert cell.startswith(text[:10_000])
    pieces = list(book["Textes longs"].iter_rows(min_row=2, values_only=True))
    assert "".join(piece[4] for piece in pieces) == text
    assert pieces[0][:4] == ("1", "Propositions · ligne 2", "Récit", f"1/{len(pieces)}")
    assert max(len(piece[4].encode("utf-16-le")) // 2 for piece in pieces) <= xlsx_writer.MAX_CHARACTERS
    assert book["Propositions"]["B3"].value == "court"


@pytest.mark.parametrize(
    "title", ["Propositions", "A/B : [c]? * \\ d", "'", "history", "Textes longs", "é" * 60, "😀" * 40]
)
def test_rows_beyond_a_sheet_go_to_the_next(monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    for module in (xlsx_writer, ods_writer):
        monkeypatch.setattr(module, "MAX_ROWS", 10)
    rows = [(f"n{number}" if number != 15 else "long " * 9_000,) for number in range(25)]
    book = tables.read_xlsx(tables.written("xlsx", [Column("a", "A")], rows, title=title))
    sheets = [sheet for sheet in book if sheet.title != "Textes longs"]
    assert [sheet.max_row for sheet in sheets] == [11, 11, 6]
    assert [sheet["A1"].value for sheet in sheets] == ["A"] * 3
    assert sheets[2]["A6"].value == "n24"
    tabs = list(
        tables.ods_content(tables.written("ods", [Column("a", "A")], rows, title=title)).iter(f"{tables.TABLE}table")
    )
    assert [len(list(tab.iter(f"{tables.TABLE}table-row"))) for tab in tabs] == [11, 11, 6]
    assert len({tab.get(f"{tables.TABLE}name") for tab in tabs}) == 3


@pytest.mark.parametrize("file_format", FORMATS)
def test_export_without_rows_has_its_header(file_format: str) -> None:
    assert write(file_format, COLUMNS, [], io.BytesIO(), title="", time_zone=tables.PARIS) == 0


@pytest.mark.parametrize("file_format", FORMATS)
def test_rows_are_counted_and_announced(file_format: str) -> None:
    seen: list[int] = []
    count = write(
        file_format, COLUMNS, repeat(ROW, 3), io.BytesIO(), title="T", time_zone=tables.PARIS, on_row=seen.append
    )
    assert (count, seen) == (3, [1, 2, 3])


class _CancelledError(Exception):
    pass


@pytest.mark.parametrize("file_format", FORMATS)
def test_cancelling_leaves_nothing_behind(file_format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def cancel(count: int) -> None:
        if count == 2:
            raise _CancelledError

    with pytest.raises(_CancelledError):
        write(file_format, COLUMNS, repeat(ROW), io.BytesIO(), title="T", time_zone=tables.PARIS, on_row=cancel)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("file_format", FORMATS)
def test_row_of_another_length_is_refused(file_format: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        tables.written(file_format, COLUMNS, [("a",)])


def test_columns_with_the_same_name_are_refused() -> None:
    with pytest.raises(ValueError, match="distinct"):
        tables.written("json", [Column("a", "A"), Column("a", "B")], [])


def test_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        tables.written("pdf", COLUMNS, [])


@pytest.mark.parametrize("file_format", ["xlsx", "ods"])
def test_more_columns_than_a_sheet_holds_is_an_error_not_a_loss(file_format: str) -> None:
    columns = [Column(f"c{number}", "C") for number in range(16_385)]
    with pytest.raises(ValueError, match="CSV or JSON"):
        tables.written(file_format, columns, [])
    assert len(tables.read_csv(tables.written("csv", columns, []))[0]) == 16_385
