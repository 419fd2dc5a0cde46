"""X01: no text is ever a formula, negative numbers stay numbers, JSON gives every text back."""

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_core.tabular import Column
from tests.platform_core.tabular import tables

COLUMNS = (Column("text", "Texte"), Column("number", "Nombre", kind="decimal"))
DANGEROUS = "=+-@\t\r＝＋－＠"  # full-width signs on purpose
INVISIBLE = " \t\r\n\u00a0\u200b\ufeff\u202e\"'«“"


def _harmless(cell: str) -> bool:
    """As a spreadsheet would look at it: nothing dangerous first, even once blanks and quotes are stripped."""
    return cell[:1] == "'" or cell.lstrip(INVISIBLE)[:1] not in tuple(DANGEROUS)


@pytest.mark.parametrize("text", tables.HOSTILE)
def test_csv_text_hostile(text: str) -> None:
    cell = tables.read_csv(tables.written("csv", COLUMNS, [(text, -5)]))[1][0]
    assert _harmless(cell)


@given(st.text(st.sampled_from(DANGEROUS + INVISIBLE + 'ab;,\n1"') | st.characters(), max_size=12))
def test_csv_text_any(text: str) -> None:
    row = tables.read_csv(tables.written("csv", COLUMNS, [(text, -5)]))[1]
    assert _harmless(row[0])
    assert row[1] == "-5"


def test_csv_header_hostile() -> None:
    """The label of a survey's question is written by people."""
    header = tables.read_csv(tables.written("csv", [Column("q", "=1+1 ?")], []))[0]
    assert header == ["'=1+1 ?"]


@pytest.mark.parametrize(
    "text", ["Créer un parc", "l’été = bien", "2 + 2", "l'eau", '"cité" @ midi', "a-b", "été 2026"]
)
def test_csv_text_ordinary_is_left_alone(text: str) -> None:
    assert tables.read_csv(tables.written("csv", COLUMNS, [(text, 1)]))[1][0] == text


def test_negative_numbers_stay_numbers() -> None:
    rows = [("a", Decimal("-12.50")), ("b", -3), ("c", -0.5)]
    assert [row[1] for row in tables.read_csv(tables.written("csv", COLUMNS, rows))[1:]] == ["-12,50", "-3", "-0,5"]
    sheet = tables.read_xlsx(tables.written("xlsx", COLUMNS, rows)).active
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == [-12.5, -3, -0.5]
    content = tables.ods_content(tables.written("ods", COLUMNS, rows))
    numbers = [cell.get(f"{tables.OFFICE}value") for cell in content.iter(f"{tables.TABLE}table-cell")]
    assert [float(number) for number in numbers if number] == [-12.5, -3, -0.5]


def test_xlsx_has_strings_only() -> None:
    content = tables.written("xlsx", COLUMNS, [(text, None) for text in tables.HOSTILE])
    sheet = tables.read_xlsx(content).active
    types = {sheet.cell(row, 1).data_type for row in range(2, len(tables.HOSTILE) + 2)}
    assert "f" not in types
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "<f " not in xml
    assert "hyperlink" not in xml.lower().replace("=hyperlink", "")


def test_ods_has_strings_only() -> None:
    content = tables.ods_content(tables.written("ods", COLUMNS, [(text, None) for text in tables.HOSTILE]))
    cells = list(content.iter(f"{tables.TABLE}table-cell"))
    assert len(cells) == 2 * (len(tables.HOSTILE) + 1)
    assert not [cell for cell in cells if cell.get(f"{tables.TABLE}formula")]
    typed = {cell.get(f"{tables.OFFICE}value-type") for cell in cells}
    assert typed == {"string", None}


@given(st.lists(st.text(max_size=30), max_size=8))
def test_json_text_round_trips(texts: list[str]) -> None:
    rows = tables.read_json(tables.written("json", COLUMNS, [(text, 1) for text in texts]))
    assert [row["text"] for row in rows] == texts


@given(st.text(max_size=60))
def test_ods_and_xlsx_text_round_trips_but_for_what_xml_refuses(text: str) -> None:
    kept = "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    kept = kept.replace("\r\n", "\n").replace("\r", "\n")
    content = tables.ods_content(tables.written("ods", COLUMNS, [(text, None)]))
    assert tables.ods_text(list(content.iter(f"{tables.TABLE}table-cell"))[2]) == kept
    value = tables.read_xlsx(tables.written("xlsx", COLUMNS, [(text, None)])).active.cell(2, 1).value
    assert (value or "") == kept.replace("_x005F_", "_")
