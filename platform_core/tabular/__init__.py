"""Tables as files: four formats written in constant memory, CSV read with clear errors. No model, no request."""

from platform_core.tabular.bundles import Bundle
from platform_core.tabular.columns import Column, Kind
from platform_core.tabular.notices import readme
from platform_core.tabular.reading import Line, Table, open_table, read_rows
from platform_core.tabular.sniffing import UnreadableTable
from platform_core.tabular.writing import FORMATS, Format, write

__all__ = [
    "FORMATS",
    "Bundle",
    "Column",
    "Format",
    "Kind",
    "Line",
    "Table",
    "UnreadableTable",
    "open_table",
    "read_rows",
    "readme",
    "write",
]
