"""PDF files of a school office, drawn with reportlab."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

SHEETS = getSampleStyleSheet()
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
BOLD_HEAD = ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")


def drawn(draw: Callable[[Canvas], None], n_points: tuple[float, float] = letter) -> bytes:
    """A file whose pages are drawn by hand."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=n_points, invariant=True)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def typeset(story: Sequence[Any], furniture: Callable[[Canvas, Any], None] | None = None) -> bytes:
    """A file set by platypus; `furniture` draws what every page carries."""
    buffer = io.BytesIO()
    template = SimpleDocTemplate(buffer, pagesize=letter, invariant=True)
    if furniture is None:
        template.build(list(story))
    else:
        template.build(list(story), onFirstPage=furniture, onLaterPages=furniture)
    return buffer.getvalue()


def text(words: str, style: str = "BodyText") -> Paragraph:
    """A paragraph in one of reportlab's sample styles."""
    return Paragraph(words, SHEETS[style])


def table(rows: Sequence[Sequence[Any]], *commands: Any, **options: Any) -> Table:
    """A table with reportlab's style commands."""
    return Table([list(row) for row in rows], style=TableStyle(list(commands)), **options)


def lines(canvas: Canvas, *texts: str, x: float = 72, y: float = 700, size: float = 11, leading: float = 15) -> float:
    """Lines of text one under the other; gives the y below them."""
    canvas.setFont("Helvetica", size)
    for line in texts:
        canvas.drawString(x, y, line)
        y -= leading
    return y
