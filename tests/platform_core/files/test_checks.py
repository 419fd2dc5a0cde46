"""U01, U07: a file is what its content says; what is two things at once is refused; names harm nobody."""

import hashlib
import io
import re
import zipfile
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from platform_core.errors import RuleBroken
from platform_core.files.checks import CheckedFile, check_upload
from platform_core.files.errors import UploadRefused
from platform_core.files.kinds import KINDS
from platform_core.files.names import content_disposition, safe_file_name
from tests.platform_core.files import samples
from tests.platform_core.files.samples import HONEST


def _check(content: bytes, name: str = "fichier", **options: object) -> CheckedFile:
    settings = {"allowed": KINDS, "max_bytes": 5_000_000, "name": name, **options}
    return check_upload(io.BytesIO(content), **settings)  # type: ignore[arg-type]  # options of the call under test


def _refusal(content: bytes, name: str = "fichier", **options: object) -> str:
    with pytest.raises(UploadRefused) as refused:
        _check(content, name, **options)
    assert refused.value.message.endswith((".", "!"))
    return refused.value.code


@pytest.mark.parametrize("kind", HONEST)
def test_kind_is_known_by_content(kind: str) -> None:
    content = HONEST[kind]
    extension = KINDS[kind].extensions[0]
    checked = _check(content, f"Été{extension}")
    assert checked == CheckedFile(
        kind, KINDS[kind].content_type, len(content), hashlib.sha256(content).hexdigest(), f"Été{extension}"
    )


@pytest.mark.parametrize("kind", sorted(set(HONEST) - {"txt", "csv"}))
def test_name_takes_the_extension_of_the_content(kind: str) -> None:
    assert _check(HONEST[kind], "photo.html").clean_name == f"photo.html{KINDS[kind].extensions[0]}"
    assert _check(HONEST[kind], f"PHOTO{KINDS[kind].extensions[-1].upper()}").clean_name.startswith("PHOTO.")


@pytest.mark.parametrize("kind", HONEST)
def test_kind_that_is_not_allowed_is_refused(kind: str) -> None:
    name = f"a{KINDS[kind].extensions[0]}"
    assert _refusal(HONEST[kind], name, allowed=set(KINDS) - {kind}) == "type_not_allowed"


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.pdf", "a.docx", "a.txt", "a.csv", "a.html", "a", ""])
@pytest.mark.parametrize(
    "content",
    [
        samples.HTML,
        samples.SVG,
        b"\xef\xbb\xbf  " + samples.SVG,
        b"<?xml version='1.0'?><!-- x -->" + samples.SVG,
        b"bonjour <script src=//evil.example></script>",
        b"un, deux\n<?php system($_GET['c']); ?>",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"Rar!\x1a\x07\x01\x00",
        b"ftyp\x00",
        b"PK\x05\x06" + b"\0" * 18,
        b"PK\x03\x04 rien",
        samples.archive({"a.txt": b"a"}),
        samples.archive({"META-INF/MANIFEST.MF": b"a", "A.class": b"\xca\xfe\xba\xbe"}),
        samples.archive({"mimetype": b"application/epub+zip"}),
        samples.archive({"mimetype": b"application/vnd.oasis.opendocument.text-template"}),
    ],
)
def test_other_kind_under_any_name_is_refused(content: bytes, name: str) -> None:
    assert _refusal(content, name) in {"unknown_type", "archive", "program", "damaged"}


@pytest.mark.parametrize("name", ["a.js", "a.html", "a.svg", "a.xml", "a", "a.txt.exe", "a.bat"])
def test_text_under_another_name_is_refused(name: str) -> None:
    assert _refusal(b"alert(1)", name) == "unknown_type"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HONEST["jpeg"] + samples.HTML, "disguised"),
        (HONEST["png"] + b"<?php x ?>", "disguised"),
        (samples.picture("JPEG", comment=samples.SVG), "disguised"),
        (HONEST["gif"] + samples.archive({"A.class": b"x"}), "disguised"),
        (HONEST["webp"] + samples.PDF, "disguised"),
        (b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)", "damaged_picture"),
        (b"GIF89a=1;alert(1)", "damaged_picture"),
        (b"\x89PNG\r\n\x1a\n" + b"alert(1)", "damaged_picture"),
        (HONEST["jpeg"][:-200], "damaged_picture"),
        (HONEST["png"][:-30], "damaged_picture"),
        (b"%PDF-1.4\n" + samples.HTML, "disguised"),
        (samples.PDF + samples.archive({"a": b"a"}), "disguised"),
        (samples.HTML + samples.PDF, "unknown_type"),
        (samples.PDF.replace(b"/Type/Catalog", b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "program"),
        (samples.PDF.replace(b"/Type/Catalog", b"/OpenAction<</S/J#61vaScript/JS(x)>>"), "program"),
        (samples.PDF.replace(b"/Type/Catalog", b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "program"),
    ],
)
def test_polyglot_is_refused(content: bytes, code: str) -> None:
    assert _refusal(content, "a.png") == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (samples.openxml("docx", {"word/vbaProject.bin": b"x"}), "program"),
        (samples.openxml("docx", {"word/activeX/activeX1.bin": b"x"}), "program"),
        (samples.openxml("pptx", {"ppt/embeddings/x.EXE": b"x"}), "program"),
        (samples.opendocument("odt", **{"Basic/Standard/Module1.xml": b"x"}), "program"),
        (samples.opendocument("odt", **{"Scripts/python/a.py": b"x"}), "program"),
        (samples.archive({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml", "word/a": b""}), "program"),
        (samples.openxml("docx", {"../../etc/passwd": b"x"}), "damaged"),
        (samples.openxml("docx", {"/etc/passwd": b"x"}), "damaged"),
        (samples.openxml("docx", {"a\\..\\b": b"x"}), "damaged"),
        (HONEST["docx"] + b"<script>alert(1)</script>", "damaged"),
        (HONEST["docx"][:-5], "damaged"),
        (HONEST["odt"][:60], "damaged"),
        (b"PK\x03\x04" + HONEST["docx"], "damaged"),
        (samples.opendocument("odt", **{"content2.xml": b"\0" * 90_000_000}), "bomb"),
        (samples.opendocument("odt", **{f"n{number}": b"" for number in range(5_000)}), "bomb"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_office"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 600, "heic"),
    ],
)  # fmt: skip
def test_harmful_document_is_refused(content: bytes, code: str) -> None:
    assert _refusal(content, "a.docx") == code


@pytest.mark.parametrize("shift", range(-8, 1))
def test_mark_across_two_chunks_is_seen(shift: int) -> None:
    """The file is read in chunks of 256 KiB."""
    content = HONEST["jpeg"]
    filler = b"x" * ((1 << 18) + shift - len(content))
    assert _refusal(content + filler + b"<script>alert(1)</script>") == "disguised"
    assert _check(content + filler).kind == "jpeg"


def test_part_named_twice_is_refused() -> None:
    out = io.BytesIO(HONEST["docx"])
    with zipfile.ZipFile(out, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("word/document.xml", "<autre/>")
    assert _refusal(out.getvalue(), "a.docx") == "damaged"


def test_size_is_measured_not_believed() -> None:
    content = HONEST["pdf"]
    assert _check(content, max_bytes=len(content)).size == len(content)
    assert _refusal(content, max_bytes=len(content) - 1) == "too_big"
    assert _refusal(b"") == "empty"
    upload = SimpleUploadedFile("a.pdf", content)
    upload.size = 1
    with pytest.raises(RuleBroken, match="too_big"):
        check_upload(upload, allowed=KINDS, max_bytes=100)


def test_limit_is_said_in_plain_words() -> None:
    with pytest.raises(UploadRefused) as refused:
        _check(b"x" * 2_500_001, max_bytes=2_500_000)
    assert refused.value.message == "Ce fichier est trop lourd : le maximum est 2,5 Mo."


def test_file_is_left_at_its_start() -> None:
    upload = SimpleUploadedFile("Été.PNG", HONEST["png"])
    assert check_upload(upload, allowed={"png"}, max_bytes=10_000).clean_name == "Été.PNG"
    assert upload.read() == HONEST["png"]


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", *(content[:80] for content in HONEST.values())]),
    st.sampled_from([".txt", ".png", ".docx"]),
)
def test_any_bytes_are_known_or_refused(content: bytes, start: bytes, extension: str) -> None:
    with suppress(UploadRefused):
        assert _check(start + content, f"a{extension}").kind in KINDS


@given(st.sampled_from(sorted(HONEST)), st.data())
def test_damaged_file_is_known_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(HONEST[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UploadRefused):
        _check(bytes(content), f"a{KINDS[kind].extensions[0]}")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Délibération n° 12.pdf", "Délibération n° 12.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\zoe\\photo.jpg", "photo.jpg"),
        ("..", "fichier"),
        ("", "fichier"),
        (".htaccess", "htaccess"),
        ("photo.jpg/", "fichier"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\0b.pdf\0.exe", "ab.pdf.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie- x=1.pdf"),
        ("\x1b[31mrouge.png", "[31mrouge.png"),
        ('a"b<c>|?*.txt', "a-b-c-.txt"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("-rf.txt", "rf.txt"),
        ("  espaces   dedans .pdf. ", "espaces dedans.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        (".pdf", "pdf"),
        ("é" * 300 + ".pdf", "é" * 116 + ".pdf"),
        ("a" * 300, "a" * 120),
        ("a." + "b" * 300, "a." + "b" * 118),
    ],
)
def test_file_name_is_safe(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


@given(st.text(max_size=400))
def test_any_file_name_is_safe(name: str) -> None:
    safe = safe_file_name(name)
    assert 0 < len(safe) <= 120
    assert safe == safe_file_name(safe)
    assert not set(safe) & set('/\\\0\r\n"<>:|?*\u202e')
    assert not safe.startswith((".", " ", "-", "~"))


@given(st.text(max_size=200))
def test_disposition_is_one_clean_header(name: str) -> None:
    header = content_disposition(name)
    assert re.fullmatch(
        r"attachment; filename=\"[A-Za-z0-9 ._()\[\],=+-]+\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+", header
    )


def test_disposition_says_the_name_twice() -> None:
    assert content_disposition("Œuvre d’été.pdf", inline=True) == (
        "inline; filename=\"OEuvre d_ete.pdf\"; filename*=UTF-8''%C5%92uvre%20d%E2%80%99%C3%A9t%C3%A9.pdf"
    )
