"""Small files of every kind, honest and not, made here."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from platform_core.files.kinds import KINDS
from platform_core.tabular import Column
from tests.platform_core.tabular import tables

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GPS = {1: "N", 2: (50.0, 37.0, 45.0), 3: "E", 4: (3.0, 3.0, 30.0)}


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """Left half red, right half blue."""
    image = Image.new(mode, size, "red" if mode not in {"L", "LA", "1"} else 255)
    image.paste(
        Image.new(mode, (size[0] // 2, size[1]), "blue" if mode not in {"L", "LA", "1"} else 0), (size[0] // 2, 0)
    )
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> bytes:
    """Place, device, serial number, author and date of a photograph."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F], data[0x0110], data[0x013B] = "SecretMaker", "SecretModel", "SecretAuthor"
    data.get_ifd(0x8825).update(GPS)
    data.get_ifd(0x8769).update({0xA431: "SecretSerial", 0x9003: "2022:05:18 10:00:00"})
    return data.tobytes()


def photograph(kind: str = "JPEG", orientation: int = 1) -> bytes:
    """A picture that says much of who took it, in each place where its format lets it."""
    options: dict[str, Any] = {"exif": exif(orientation)}
    if kind == "JPEG":
        options["comment"] = b"SecretComment"
    if kind in {"JPEG", "WEBP"}:
        options["xmp"] = b"<x:xmpmeta>SecretXmp</x:xmpmeta>"
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Comment", "SecretText")
        info.add_itxt("XML:com.adobe.xmp", "SecretXmp")
        options["pnginfo"] = info
    return picture(kind, **options)


def archive(parts: Mapping[str, bytes], stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for name, content in parts.items():
            # ZipInfo has a fixed date: the bytes name the tests, and both workers of pytest must find the same names.
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            opened.writestr(zipfile.ZipInfo(name), content, kind)
    return out.getvalue()


def opendocument(kind: str, **more: bytes) -> bytes:
    return archive({"mimetype": KINDS[kind].content_type.encode(), "content.xml": b"<x/>", **more})


def openxml(kind: str, extra: Mapping[str, bytes] = {}) -> bytes:  # never changed
    folder, part = {"docx": ("word", "wordprocessingml.document"), "pptx": ("ppt", "presentationml.presentation")}[
        kind
    ]
    types = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{part}.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), f"{folder}/document.xml": b"<x/>", **extra})


def spreadsheet(kind: str) -> bytes:
    return tables.written(kind, [Column("a", "A")], [("é",)])


HONEST: dict[str, bytes] = {
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "webp": picture("WEBP"),
    "gif": picture("GIF"),
    "pdf": PDF,
    "odt": opendocument("odt"),
    "ods": spreadsheet("ods"),
    "odp": opendocument("odp"),
    "docx": openxml("docx"),
    "xlsx": spreadsheet("xlsx"),
    "pptx": openxml("pptx"),
    "txt": "Un texte, l’été.\r\n\tSuite < fin".encode(),
    "csv": "Nom;Âge\r\nZoé;12\r\n".encode("cp1252"),
}
