"""XLSX by xlsxwriter in constant memory. Texts stay texts, whatever they begin with; nothing is cut off."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from platform_core.tabular.columns import Cell, Sheet, spreadsheet_number
from platform_core.tabular.layout import MAX_ROWS, refuse_too_wide, sheet_name, width
from platform_core.tabular.texts import spreadsheet_text

MAX_CHARACTERS = 32_767  # per cell, in UTF-16 units (Excel's specifications and limits)
_PIECE = 16_000  # characters; even if each took two units a piece would fit in a cell
_FIRST_YEAR = 1900  # Excel has no date before
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": False,
}


def write_xlsx(sheet: Sheet, out: BinaryIO) -> None:
    """Write the sheet to `out`; texts longer than a cell holds go on, whole, in a second sheet that the cell names."""
    refuse_too_wide(sheet.columns)
    with TemporaryDirectory(prefix="xlsx-") as folder, _workbook(out, folder) as book:
        book.set_properties({"title": spreadsheet_text(sheet.title)})
        pages = _Pages(book, sheet)
        for cells in sheet.cells():
            pages.add(cells)
        pages.finish()


@contextmanager
def _workbook(out: BinaryIO, folder: str) -> Iterator[Any]:
    book = Workbook(out, {**_OPTIONS, "tmpdir": folder})
    book.use_zip64()
    try:
        yield book
        book.close()
    finally:
        for page in book.worksheets():  # an export that was cancelled leaves them open
            page.row_data_fh.close()


class _Pages:
    """The worksheets of one export: the current one, those before it, and the one for long texts."""

    def __init__(self, book: Any, sheet: Sheet) -> None:  # xlsxwriter publishes no types
        self.book, self.sheet, self.count, self.row = book, sheet, 0, MAX_ROWS
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E8ECF4", "bottom": 1, "valign": "top", "text_wrap": True}
        )
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        self.page: Any = None
        self.long = _LongTexts(book, self.head)
        self.open()

    def open(self) -> None:
        self.count += 1
        self.page = self.book.add_worksheet(sheet_name(self.sheet.title, self.count))
        self.page.freeze_panes(1, 0)
        for index, column in enumerate(self.sheet.columns):
            self.page.set_column(index, index, width(column))
        for index, column in enumerate(self.sheet.columns):
            self.page.write_string(0, index, spreadsheet_text(column.label)[:_PIECE], self.head)
        self.row = 0

    def add(self, cells: list[Cell]) -> None:
        if self.row >= MAX_ROWS:
            self.finish()
            self.open()
        self.row += 1
        for index, cell in enumerate(cells):
            if cell is not None and cell != "":
                self.put(index, cell)

    def put(self, index: int, cell: Cell) -> None:
        if isinstance(cell, str):
            self.put_text(index, cell)
        elif isinstance(cell, bool):
            self.page.write_boolean(self.row, index, cell)
        elif isinstance(cell, date):
            self.put_date(index, cell)
        elif cell is not None:
            number = spreadsheet_number(cell)
            write = self.page.write_string if isinstance(number, str) else self.page.write_number
            write(self.row, index, number)

    def put_date(self, index: int, cell: date) -> None:
        if cell.year < _FIRST_YEAR:
            self.page.write_string(self.row, index, str(cell))
        else:
            self.page.write_datetime(self.row, index, cell, self.moment if isinstance(cell, datetime) else self.day)

    def put_text(self, index: int, text: str) -> None:
        text = spreadsheet_text(text)
        if len(text) > MAX_CHARACTERS // 2 and len(text.encode("utf-16-le")) // 2 > MAX_CHARACTERS:
            where = f"{self.page.get_name()} · {_('ligne')} {self.row + 1}"
            text = self.long.add(where, self.sheet.columns[index].label, text)
        self.page.write_string(self.row, index, text)

    def finish(self) -> None:
        self.page.autofilter(0, 0, self.row, len(self.sheet.columns) - 1)


class _LongTexts:
    """The sheet that holds, in pieces, the texts longer than a cell; made when the first one comes."""

    def __init__(self, book: Any, head: Any) -> None:  # xlsxwriter publishes no types
        self.book, self.head, self.row, self.count = book, head, 0, 0
        self.page: Any = None

    def add(self, where: str, label: str, text: str) -> str:
        """Keep the text whole; return its beginning with, at the end, where the rest is."""
        if self.page is None:
            self.page = self.open()
        self.count += 1
        pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        for number, piece in enumerate(pieces, 1):
            self.row += 1
            values = (str(self.count), where, spreadsheet_text(label)[:_PIECE], f"{number}/{len(pieces)}", piece)
            for index, value in enumerate(values):
                self.page.write_string(self.row, index, value)
        notice = _("[texte trop long pour une cellule : voir la feuille « %(sheet)s », n° %(number)s]")
        return f"{pieces[0]}…\n{notice % {'sheet': self.page.get_name(), 'number': self.count}}"

    def open(self) -> Any:  # xlsxwriter publishes no types
        page = self.book.add_worksheet(_("Textes longs"))
        page.freeze_panes(1, 0)
        page.set_column(1, 2, 30)
        page.set_column(4, 4, 80)
        for index, label in enumerate((_("N°"), _("Cellule"), _("Colonne"), _("Morceau"), _("Texte"))):
            page.write_string(0, index, label, self.head)
        return page
