"""Pages that are pictures: their words are read by tesseract, where it is installed, and marked as such."""

import ctypes
import os
from typing import Any

from ingest.reading.formats.pdf.drawings import Drawings
from ingest.reading.formats.pdf.words import Frame, Word

_FOLDERS = ("/usr/local/bin", "/usr/bin", "/opt/homebrew/bin")
_DOTS_A_POINT = 200 / 72
_MAX_PIXELS = 9_000_000
_MIN_COVER = 0.2  # share of the page that a picture covers before its words are looked for
MIN_CONFIDENCE = 45.0  # of 100; below that tesseract's words are guesses
_LANGUAGES = ("eng", "spa")


def find_program() -> str | None:
    """Where tesseract is, or None."""
    places = [f"{folder}/tesseract" for folder in _FOLDERS]
    return next((place for place in places if os.access(place, os.X_OK)), None)


def is_scan(frame: Frame, drawings: Drawings) -> bool:
    """Whether pictures cover enough of a page for it to be a scan."""
    covered = sum(max(0.0, x1 - x0) * max(0.0, y1 - y0) for x0, y0, x1, y1 in drawings.pictures)
    return covered >= _MIN_COVER * frame.width * frame.height


def read_scan(raw: Any, page: Any, frame: Frame, program: str) -> list[Word]:
    """The words that tesseract sees on a page, those it is unsure of left out.

    The picture goes in by pipe and the words come out by pipe: nothing is written to a file.
    """
    import subprocess

    scale = min(_DOTS_A_POINT, (_MAX_PIXELS / max(frame.width * frame.height, 1.0)) ** 0.5)
    command = [program, "stdin", "stdout", "-l", "+".join(_installed(program)), "--dpi", str(round(72 * scale)), "tsv"]
    result = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
        command, input=_picture(raw, page, frame, scale), capture_output=True, check=False, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    return _words(result.stdout.decode("utf-8", errors="replace"), scale) if result.returncode == 0 else []


def _installed(program: str) -> list[str]:
    import subprocess

    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False).stdout.decode().split()  # noqa: S603
    return [language for language in _LANGUAGES if language in listed] or ["eng"]


def _picture(raw: Any, page: Any, frame: Frame, scale: float) -> bytes:
    """The page as a grey PGM picture."""
    width, height = max(1, int(frame.width * scale)), max(1, int(frame.height * scale))
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    rows = b"".join(pixels[at * stride : at * stride + width] for at in range(height))
    return f"P5 {width} {height} 255\n".encode() + rows


def _words(table: str, scale: float) -> list[Word]:
    """Words from tesseract's table. Lines of about the usual height count as of one size: heights of a scan waver."""
    from statistics import median

    rows = [line.split("\t") for line in table.split("\n")[1:]]
    rows = [row for row in rows if len(row) == 12]
    heights = {tuple(row[1:5]): (int(row[7]), int(row[9])) for row in rows if row[0] == "4"}
    usual = median([height for _, height in heights.values()]) if heights else 0
    words: list[Word] = []
    for row in rows:
        text = row[11].strip("|[]_ \t\r")  # rules of tables, taken for letters
        if row[0] != "5" or not text or float(row[10]) < MIN_CONFIDENCE:
            continue
        top, height = heights.get(tuple(row[1:5]), (int(row[7]), int(row[9])))
        size = 0.75 * (height if height > 1.4 * usual else usual) / scale
        x0, y0 = int(row[6]) / scale, int(row[7]) / scale
        x1, y1 = x0 + int(row[8]) / scale, y0 + int(row[9]) / scale
        base = (top + 0.78 * height) / scale
        words.append(Word(text, x0, y0, x1, y1, base, size, False, True, -1))
    return words
