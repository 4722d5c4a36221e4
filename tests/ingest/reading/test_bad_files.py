"""A file that cannot be read gives one code, one sentence and a remedy, in time, and leaves nothing behind."""

import base64
import io
import os
import struct
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

import psutil
import pytest
from docx import Document
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from ingest.reading.blocks import ReadLimits
from ingest.reading.problems import CODES, problem
from ingest.reading.reader import read_document
from policies.errors import TooLarge, Unreadable
from tests.ingest.reading.hours import as_docx, as_markdown, as_ruled_pdf, as_xlsx
from tests.ingest.reading.limits import LIMITS
from tests.ingest.reading.paper import drawn

WORD = "word/document.xml"
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def repacked(data: bytes, changes: dict[str, bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """An office file with parts replaced, dropped (None) or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            part = changes.get(member.filename, old.read(member))
            if part is not None:
                new.writestr(member.filename, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


def body(inside: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{SPACE}"><w:body>{inside}</w:body></w:document>'.encode()


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def encrypted_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=pdfencrypt.StandardEncryption("open sesame", strength=128))
    canvas.drawString(72, 700, "Lunch")
    canvas.save()
    return buffer.getvalue()


def flagged_as_encrypted(data: bytes) -> bytes:
    made = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(signature)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(signature, at + 4)
    return bytes(made)


def many_pages(n_pages: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        for number in range(n_pages):
            canvas.drawString(72, 700, f"Page {number}")
            canvas.showPage()

    return drawn(draw)


def deep_forms() -> bytes:
    """A PDF whose form objects draw one another in a ring."""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /A {other} 0 R >> >>"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R /Resources << /XObject << /A 4 0 R >> >> >>",
        f"<< {form.format(other=5)} /Length 5 >>\nstream\n/A Do\nendstream",
        f"<< {form.format(other=4)} /Length 5 >>\nstream\n/A Do\nendstream",
        "<< /Length 5 >>\nstream\n/A Do\nendstream",
    ]
    from tests.ingest.reading.test_hidden_in_pdf import assembled

    return assembled(parts)


def stream_bomb() -> bytes:
    """A PDF page whose content expands to millions of lines."""
    content = zlib.compress(b"0 0 m 9 9 l S " * 1_000_000)
    content = zlib.compress(content)
    head = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(content)
    made = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    made += b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>\nendobj\n4 0 obj\n" + head + content
    return made + b"\nendstream\nendobj\ntrailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE w [<!ENTITY l0 "lunch">{levels}]>')


def zip_of(names: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in names.items():
            made.writestr(name, part)
    return buffer.getvalue()


def macro_types(data: bytes) -> bytes:
    types = part_of(data, "[Content_Types].xml")
    return types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )


DOCX, XLSX, PDF = as_docx(), as_xlsx(), as_ruled_pdf()
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

BAD: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("a.pdf", b"", "document.empty"),
    "only spaces": ("a.md", b" \n\t\n" * 50, "document.no_text"),
    "no name": ("", b"Lunch", "document.bad_name"),
    "a control character in the name": ("lunch\x00.pdf", PDF, "document.bad_name"),
    "a name that hides its ending": ("lunch.exe\x00.pdf", PDF, "document.bad_name"),
    "a name without an ending": ("../../etc/passwd", b"root", "document.unsupported_type"),
    "an address as a name": ("file:///etc/hostname", b"host", "document.unsupported_type"),
    "an old Word file": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document.unsupported_type"),
    "an old Word file called docx": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document.unsupported_type"),
    "a docx with a password": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "document.encrypted",
    ),
    "a program called pdf": ("a.pdf", b"\x7fELF" + bytes(200), "document.wrong_type"),
    "a pdf called docx": ("a.docx", PDF, "document.wrong_type"),
    "a docx called pdf": ("a.pdf", DOCX, "document.wrong_type"),
    "a docx called xlsx": ("a.xlsx", DOCX, "document.wrong_type"),
    "a workbook called docx": ("a.docx", XLSX, "document.wrong_type"),
    "a picture called md": ("a.md", PNG, "document.wrong_type"),
    "a page called txt": ("a.txt", b"<!DOCTYPE html><html><body>Lunch</body></html>", "document.wrong_type"),
    "words called html": ("a.html", b"Lunch costs three dollars", "document.wrong_type"),
    "a pdf inside a page": ("a.html", b"<!-- " + PDF + b" --><p>Lunch</p>", "document.wrong_type"),
    "a pdf that is a zip too": ("a.pdf", PDF + zip_of({"word/document.xml": b"<x/>"}), "document.wrong_type"),
    "a zip of something else": ("a.docx", zip_of({"readme.txt": b"Lunch"}), "document.damaged"),
    "nul bytes in text": ("a.txt", b"Lunch\x00costs", "document.wrong_type"),
    "text that is not utf-8": ("a.csv", "Блюдо,цена\nобед,2".encode("cp1251"), "document.not_utf8"),
    "utf-16 that ends early": ("a.md", b"\xff\xfeL\x00u", "document.not_utf8"),
    "front matter that is not yaml": ("a.md", b"---\ntitle: [\n---\nLunch\n", "document.damaged"),
    "front matter with anchors": ("a.md", b"---\na: &a [1]\nb: *a\n---\nLunch\n", "document.damaged"),
    "a quote that never ends": ("a.csv", b'Meal,Price\n"Lunch,3\n', "document.damaged"),
    "half a docx": ("a.docx", DOCX[: len(DOCX) // 2], "document.damaged"),
    "half a pdf": ("a.pdf", PDF[:300], "document.damaged"),
    "a pdf of noise": ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "document.damaged"),
    "cut xml": ("a.docx", repacked(DOCX, {WORD: part_of(DOCX, WORD)[:-200]}), "document.damaged"),
    "no content types": ("a.docx", repacked(DOCX, {"[Content_Types].xml": None}), "document.damaged"),
    "no main part": ("a.docx", repacked(DOCX, {WORD: None}), "document.damaged"),
    "a flag of encryption": ("a.docx", flagged_as_encrypted(DOCX), "document.encrypted"),
    "a pdf with a password": ("a.pdf", encrypted_pdf(), "document.encrypted"),
    "a macro file": ("a.docm", DOCX, "document.macro"),
    "a macro part": ("a.docx", repacked(DOCX, {}, {"word/vbaProject.bin": b"inert"}), "document.macro"),
    "a macro content type": ("a.docx", repacked(DOCX, {"[Content_Types].xml": macro_types(DOCX)}), "document.macro"),
    "an entity bomb": ("a.docx", repacked(DOCX, {WORD: entity_bomb()}), "document.active_content"),
    "an entity of another file": (
        "a.docx",
        repacked(DOCX, {WORD: body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>')}),
        "document.active_content",
    ),
    "an entity bomb in utf-16": (
        "a.docx",
        repacked(DOCX, {WORD: entity_bomb().decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")}),
        "document.active_content",
    ),
    "names that climb out": ("a.docx", repacked(DOCX, {}, {"../../../tmp/canary-of-reading.txt": b"x"}), "document.unsafe_archive"),
    "absolute names": ("a.docx", repacked(DOCX, {}, {"/tmp/canary-of-reading.txt": b"x"}), "document.unsafe_archive"),
    "a zip bomb": ("a.docx", repacked(DOCX, {WORD: body("<w:p/>" * 1_600_000)}), "document.too_complex"),
    "a zip bomb in a side part": ("a.docx", repacked(DOCX, {}, {"word/media/image1.bin": bytes(60_000_000)}), "document.too_complex"),
    "deep xml": ("a.docx", repacked(DOCX, {WORD: body("<w:sdt>" * 30_000 + "</w:sdt>" * 30_000)}), "document.too_complex"),
    "deep html": ("a.html", b"<html><body>" + b"<div>" * 50_000 + b"Lunch", "document.too_complex"),
    "html of a million tags": ("a.html", b"<html><body>" + b"<p>a" * 600_000, "document.too_complex"),
    "html with endless attributes": (
        "a.html",
        b"<p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">Lunch</p>",
        "document.too_complex",
    ),
    "a table of a million columns": (
        "a.html",
        b"<table><tr><td>x</td>" + b"<td>a</td>" * 1000 + b"</tr><tr><td>1</td></tr></table>",
        "document.too_complex",
    ),
    "a sheet of a million cells": (
        "a.xlsx",
        repacked(
            XLSX,
            {
                "xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                + b"".join(
                    b'<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d"><v>%d</v></c></row>' % (n, n, n, n, n) for n in range(1, 250_001)
                )
                + b"</sheetData></worksheet>"
            },
        ),
        "document.too_complex",
    ),
    "forms that draw one another": ("a.pdf", deep_forms(), "document.too_complex"),
    "a drawing without end": ("a.pdf", stream_bomb(), "document.too_complex"),
    "a pdf without words": ("a.pdf", drawn(lambda canvas: canvas.line(0, 0, 9, 9)), "document.no_text"),
    "too many pages": ("a.pdf", many_pages(401), "document.too_many_pages"),
    "a promise of two billion pages": (
        "a.pdf",
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 2147483647 >>\nendobj\n"
        b"trailer\n<< /Size 3 /Root 1 0 R >>\n%%EOF\n",
        "document.damaged",
    ),
    "too many bytes": ("a.txt", b"Lunch " * 5_000_000, "document.too_large"),
    "too many words": ("a.txt", b"Lunch costs three dollars.\n\n" * 100_000, "document.too_long"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_gives_its_code_in_time_and_leaves_nothing_behind(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file_name, data, code = BAD[what]
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    began = time.monotonic()
    with pytest.raises((Unreadable, TooLarge)) as refusal:
        read_document(data, file_name, LIMITS)
    assert refusal.value.code == code
    assert refusal.value.detail.endswith(".")
    assert refusal.value.remedy.endswith(".")
    assert time.monotonic() - began < 30
    assert list(tmp_path.iterdir()) == []
    assert not Path("/tmp/canary-of-reading.txt").exists()
    assert not psutil.Process().children(recursive=True)


def test_every_code_says_what_to_do_and_quotes_nothing() -> None:
    for code in CODES:
        error = problem(code)
        assert error.code == code
        assert error.detail.count(".") == 1
        assert len(error.remedy) > 20
    assert problem("anything a child may say").code == "document.damaged"


def test_a_file_that_takes_too_long_is_stopped_at_the_limit() -> None:
    data = "\n\n".join(f"| {'a | ' * 200}" for _ in range(3000)).encode()
    began = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        read_document(data, "slow.md", ReadLimits(25_000_000, 400, 2_000_000, 0.2, 1000))
    assert refusal.value.code == "document.timed_out"
    assert time.monotonic() - began < 5


def test_a_file_that_needs_more_memory_than_allowed_is_refused() -> None:
    text = "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(220_000))
    data = repacked(DOCX, {WORD: body(text)})
    with pytest.raises(Unreadable) as refusal:
        read_document(data, "big.docx", ReadLimits(25_000_000, 400, 2_000_000, 30, 128))
    assert refusal.value.code == "document.too_complex"


def test_names_with_folders_spaces_or_markup_only_choose_the_format() -> None:
    for name in ("C:\\Users\\office\\hours.pdf", "../../hours.pdf", "hours.pdf ", "<img src=x onerror=alert(1)>.pdf", "%2e%2e%2fhours.PDF"):
        assert read_document(PDF, name, LIMITS).media_type == "application/pdf"


def test_byte_order_marks_of_utf_8_and_utf_16_are_understood() -> None:
    for data in (b"\xef\xbb\xbf" + as_markdown(), as_markdown().decode().encode("utf-16")):
        assert read_document(data, "hours.md", LIMITS).text.startswith("School hours")


def test_a_picture_of_a_million_by_a_million_pixels_is_never_decoded() -> None:
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 1_000_000, 1_000_000) + bytes(9)
    document = Document()
    document.add_paragraph("Lunch costs $3.10.")
    buffer = io.BytesIO()
    document.save(buffer)
    data = repacked(buffer.getvalue(), {}, {"word/media/image1.png": png})
    assert read_document(data, "a.docx", LIMITS).text == "Lunch costs $3.10."


def test_the_server_keeps_no_open_files_after_reading() -> None:
    read_document(PDF, "a.pdf", LIMITS)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        read_document(PDF, "a.pdf", LIMITS)
    assert len(os.listdir("/proc/self/fd")) == before
