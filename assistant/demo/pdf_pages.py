"""PDF pages with headings, ruled tables whose header repeats, page footers and, where asked, a table of contents."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingTypeStubs=false

import io
from html import escape
from typing import Any

from assistant.demo.page_source import Heading, PageBlock, PageSource, Paragraph, Steps, Table


def pdf_document(source: PageSource) -> bytes:
    """One PDF file, US letter. The creation date is fixed and streams are not compressed, so that bytes repeat."""
    from reportlab.lib.pagesizes import letter
    from reportlab.lib.units import inch
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    out = io.BytesIO()
    page_word = "Página" if source.is_spanish else "Page"

    def footer(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.setStrokeGray(0.6)
        canvas.line(0.9 * inch, 0.75 * inch, 7.6 * inch, 0.75 * inch)
        canvas.drawString(0.9 * inch, 0.58 * inch, source.about["footer"])
        canvas.drawRightString(7.6 * inch, 0.58 * inch, f"{page_word} {document.page}")
        canvas.restoreState()

    class Pages(BaseDocTemplate):
        """The document; tells its table of contents where each heading fell."""

        def afterFlowable(self, flowable: Any) -> None:
            level = getattr(flowable, "contents_level", None)
            if level is not None:
                self.notify("TOCEntry", (level, flowable.getPlainText(), self.page))

    document = Pages(
        out, pagesize=letter, invariant=1, pageCompression=0, title=source.title, author="Quillan Ferry Schools",
        lang="es-US" if source.is_spanish else "en-US", leftMargin=0.9 * inch, rightMargin=0.9 * inch, topMargin=0.8 * inch,
        bottomMargin=0.95 * inch,
    )  # fmt: skip
    frame = Frame(document.leftMargin, document.bottomMargin, document.width, document.height, leftPadding=0, rightPadding=0)
    document.addPageTemplates([PageTemplate(frames=[frame], onPage=footer)])
    document.multiBuild(_story(source, document.width))
    return out.getvalue()


def _story(source: PageSource, width: float) -> list[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import CondPageBreak, PageBreak, Spacer
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus.tableofcontents import TableOfContents

    blue = HexColor("#1b3a5c")
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=14.5, spaceAfter=7)
    small = ParagraphStyle("small", parent=body, fontSize=9.5, textColor=HexColor("#444444"), spaceAfter=12)
    cell = ParagraphStyle("cell", parent=body, fontSize=9.2, leading=11.6, spaceAfter=0)
    head = ParagraphStyle("head", parent=cell, fontName="Helvetica-Bold")
    headings = {
        level: ParagraphStyle(
            f"heading{level}", fontName="Helvetica-Bold", fontSize=size, leading=size * 1.25, spaceBefore=before, spaceAfter=6,
            textColor=blue,
        )
        for level, size, before in ((1, 20, 0), (2, 14, 12), (3, 11.5, 8))
    }  # fmt: skip
    story: list[Any] = []
    for block in source.blocks:
        if isinstance(block, Heading):
            story.append(CondPageBreak(100))
            heading: Any = Text(escape(block.text), headings[block.level])
            if block.level > 1:
                heading.contents_level = block.level - 2
            story.append(heading)
            if block.level == 1 and "subtitle" in source.about:
                story.append(Text(escape(source.about["subtitle"]), small))
            if block.level == 1 and "contents" in source.about:
                contents = TableOfContents(dotsMinLevel=0, levelStyles=[ParagraphStyle("contents", parent=body, spaceAfter=2)] * 3)
                story += [Text("Contents", headings[2]), contents, PageBreak()]
        else:
            story += _flowables(block, width, body, cell, head) or [PageBreak()]
            story += [Spacer(1, 9)] if isinstance(block, Table) else []
    return story


def _flowables(block: PageBlock, width: float, body: Any, cell: Any, head: Any) -> list[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import Table as Grid

    match block:
        case Paragraph():
            return [Text(escape(block.text), body)]
        case Steps():
            return [Text(f"{n}. {escape(item)}", body) for n, item in enumerate(block.items, start=1)]
        case Table():
            rows = [[Text(escape(text), head) for text in block.headers]]
            rows += [[Text(escape(text), cell) for text in row] for row in block.rows]
            longest = [max(13, *(min(len(row[i]), 42) for row in (block.headers, *block.rows))) for i in range(len(block.headers))]
            grid = Grid(rows, colWidths=[width * n / sum(longest) for n in longest], repeatRows=1)
            grid.setStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#8a97a5")),
                    ("BACKGROUND", (0, 0), (-1, 0), HexColor("#dde6ee")),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ]
            )
            return [grid]
        case _:
            return []
