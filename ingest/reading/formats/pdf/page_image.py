"""A page of a PDF as people see it. Runs in the confined child only."""

import io
from typing import Any, cast

import pypdfium2
from PIL import Image

WIDTH_PIXELS = 1100
"""Width of the picture: small print stays readable beside its passages."""
MAX_RATIO = 4.0
"""Tallest page drawn, as height by width."""

Image.init()  # plugins are imported before the process is confined


def draw(data: bytes, page: int) -> bytes:
    """The page (from 1) as a PNG. Raises: whatever pdfium raises for a damaged file, IndexError for a page that is not there."""
    document = pypdfium2.PdfDocument(data)
    drawn = document[page - 1]
    width, height = drawn.get_size()
    if width <= 0 or height <= 0 or height / width > MAX_RATIO:
        raise IndexError(page)
    picture: Any = cast("Any", drawn).render(scale=WIDTH_PIXELS / width).to_pil().convert("L")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
