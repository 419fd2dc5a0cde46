"""The parts of an ODS file that do not depend on its rows (OpenDocument 1.3)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from platform_core.tabular.columns import Column
from platform_core.tabular.layout import width
from platform_core.tabular.texts import spreadsheet_text

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_XML = "<?xml version='1.0' encoding='UTF-8'?>\n"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    (
        f"xmlns:office='{_OASIS}:office:1.0'",
        f"xmlns:table='{_OASIS}:table:1.0'",
        f"xmlns:text='{_OASIS}:text:1.0'",
        f"xmlns:style='{_OASIS}:style:1.0'",
        f"xmlns:number='{_OASIS}:datastyle:1.0'",
        f"xmlns:fo='{_OASIS}:xsl-fo-compatible:1.0'",
        f"xmlns:meta='{_OASIS}:meta:1.0'",
        f"xmlns:config='{_OASIS}:config:1.0'",
        "xmlns:dc='http://purl.org/dc/elements/1.1/'",
    )
)
_DAY = (
    "<number:day number:style='long'/><number:text>/</number:text><number:month number:style='long'/>"
    "<number:text>/</number:text><number:year number:style='long'/>"
)
_TIME = (
    "<number:text> </number:text><number:hours number:style='long'/><number:text>:</number:text>"
    "<number:minutes number:style='long'/><number:text>:</number:text><number:seconds number:style='long'/>"
)
_STYLES = (
    "<style:style style:name='sheet' style:family='table'><style:table-properties table:display='true'/></style:style>"
    "<style:style style:name='head-row' style:family='table-row'>"
    "<style:table-row-properties style:use-optimal-row-height='true'/></style:style>"
    f"<number:date-style style:name='n-day'>{_DAY}</number:date-style>"
    f"<number:date-style style:name='n-moment'>{_DAY}{_TIME}</number:date-style>"
    "<number:boolean-style style:name='n-yes-no'><number:boolean/></number:boolean-style>"
    "<style:style style:name='head' style:family='table-cell'>"
    "<style:table-cell-properties fo:background-color='#e8ecf4' fo:wrap-option='wrap' style:vertical-align='top'/>"
    "<style:text-properties fo:font-weight='bold'/></style:style>"
    "<style:style style:name='day' style:family='table-cell' style:data-style-name='n-day'/>"
    "<style:style style:name='moment' style:family='table-cell' style:data-style-name='n-moment'/>"
    "<style:style style:name='yes-no' style:family='table-cell' style:data-style-name='n-yes-no'/>"
)
CONTENT_END = "</office:spreadsheet></office:body></office:document-content>"


def content_start(columns: Sequence[Column]) -> str:
    """The beginning of content.xml, up to the first sheet."""
    widths = "".join(
        f"<style:style style:name='c{index}' style:family='table-column'>"
        f"<style:table-column-properties style:column-width='{width(column) * 0.22:.2f}cm'/></style:style>"
        for index, column in enumerate(columns)
    )
    return (
        f"{_XML}<office:document-content {_NAMESPACES} office:version='1.3'>"
        f"<office:automatic-styles>{widths}{_STYLES}</office:automatic-styles><office:body><office:spreadsheet>\n"
    )


def column(index: int) -> str:
    """The declaration of the column at `index`, inside a sheet."""
    return f"<table:table-column table:style-name='c{index}'/>"


def fixed(title: str, sheets: Iterable[str]) -> dict[str, str]:
    """The other files of the archive by name; `sheets` are the names whose header row stays in sight."""
    return {
        "styles.xml": f"{_XML}<office:document-styles {_NAMESPACES} office:version='1.3'/>",
        "meta.xml": _meta(title),
        "settings.xml": _settings(sheets),
        "META-INF/manifest.xml": _manifest(),
    }


def _meta(title: str) -> str:
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return (
        f"{_XML}<office:document-meta {_NAMESPACES} office:version='1.3'><office:meta>"
        f"<meta:creation-date>{made}</meta:creation-date><dc:title>{escape(spreadsheet_text(title))}</dc:title>"
        "</office:meta></office:document-meta>"
    )


def _settings(sheets: Iterable[str]) -> str:
    """Freeze the first row of each sheet (mode 2 of LibreOffice's VerticalSplitMode)."""
    frozen = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>"
        "<config:config-item config:name='VerticalSplitMode' config:type='short'>2</config:config-item>"
        "<config:config-item config:name='VerticalSplitPosition' config:type='int'>1</config:config-item>"
        "<config:config-item config:name='PositionBottom' config:type='int'>1</config:config-item>"
        "<config:config-item config:name='ActiveSplitRange' config:type='short'>2</config:config-item>"
        "</config:config-item-map-entry>"
        for name in sheets
    )
    return (
        f"{_XML}<office:document-settings {_NAMESPACES} xmlns:ooo='http://openoffice.org/2004/office' "
        "office:version='1.3'><office:settings><config:config-item-set config:name='ooo:view-settings'>"
        "<config:config-item-map-indexed config:name='Views'><config:config-item-map-entry>"
        "<config:config-item config:name='ViewId' config:type='string'>view1</config:config-item>"
        f"<config:config-item-map-named config:name='Tables'>{frozen}</config:config-item-map-named>"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _manifest() -> str:
    parts = "".join(
        f"<manifest:file-entry manifest:full-path='{name}' manifest:media-type='text/xml'/>"
        for name in ("content.xml", "styles.xml", "meta.xml", "settings.xml")
    )
    return (
        f"{_XML}<manifest:manifest xmlns:manifest='{_OASIS}:manifest:1.0' manifest:version='1.3'>"
        f"<manifest:file-entry manifest:full-path='/' manifest:version='1.3' manifest:media-type='{MIMETYPE}'/>"
        f"{parts}</manifest:manifest>"
    )
