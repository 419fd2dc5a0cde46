"""Tables of the tests, written to memory and read back by other people's programs."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import openpyxl

from platform_core.tabular import Column, write

PARIS = ZoneInfo("Europe/Paris")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+33 6 12 34 56 78",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    "\tabc",
    "\r=1",
    "\r\n=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    '"=1"',
    "'=1",
    "« =1",
    "\u200b=1",
    "\ufeff=1",
    "\u202e=1",
    "\0=1",
    "\x01=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    '=HYPERLINK("http://exemple.fr";"clic")',
    "http://exemple.fr",
    "{=1}",
    "a;=1+1",
    "_x003D_1",
    "</text:p><table:table-cell table:formula='of:=1'/>",
    "]]><c><f>1</f></c>",
]


def written(file_format: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], **options: Any) -> bytes:
    out = io.BytesIO()
    write(file_format, columns, rows, out, **{"title": "Propositions", "time_zone": PARIS, **options})
    return out.getvalue()


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_json(content: bytes) -> list[dict[str, object]]:
    return list(json.loads(content))


def read_xlsx(content: bytes) -> Any:  # openpyxl publishes no types
    return openpyxl.load_workbook(io.BytesIO(content))


def ods_content(content: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ET.fromstring(archive.read("content.xml"))  # noqa: S314  # our own file


def ods_text(cell: ET.Element) -> str:
    """The text of a cell as a reader rebuilds it."""
    return "\n".join(_paragraph(paragraph) for paragraph in cell.findall(f"{TEXT}p"))


def _paragraph(element: ET.Element) -> str:
    result = element.text or ""
    for child in element:
        result += "\t" if child.tag == f"{TEXT}tab" else " " * int(child.get(f"{TEXT}c", "1"))
        result += child.tail or ""
    return result
