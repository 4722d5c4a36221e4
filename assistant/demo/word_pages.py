"""Word documents with real heading styles, real tables and a page footer."""

import datetime as dt
import io
from typing import Any, cast

from assistant.demo.page_source import Heading, PageBlock, PageSource, Paragraph, Steps, Table
from assistant.demo.sealed_zip import sealed_zip


def word_document(source: PageSource) -> bytes:
    """One DOCX file."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    _drop_what_the_template_brings(document)
    document.styles["Normal"].font.size = Pt(11)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    about = document.core_properties
    about.title, about.author, about.last_modified_by = source.title, "Quillan Ferry Schools", "District Office"
    about.language = "es-US" if source.is_spanish else "en-US"
    about.revision = 1
    about.created = about.modified = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
    document.sections[0].footer.paragraphs[0].text = source.about["footer"]
    for block in source.blocks:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return sealed_zip(out.getvalue())


def _add(document: object, block: PageBlock) -> None:
    from docx.document import Document as WordDocument

    assert isinstance(document, WordDocument)
    match block:
        case Heading():
            document.add_heading(block.text, level=block.level)
        case Paragraph():
            document.add_paragraph(block.text)
        case Steps():
            for item in block.items:
                document.add_paragraph(item, style="List Number")
        case Table():
            table = document.add_table(rows=1, cols=len(block.headers))
            table.style = "Table Grid"
            for cell, text in zip(table.rows[0].cells, block.headers, strict=True):
                cell.text = ""
                cell.paragraphs[0].add_run(text).bold = True
            _repeat_as_header(table.rows[0])
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            document.add_paragraph()
        case _:
            document.add_page_break()


def _drop_what_the_template_brings(document: Any) -> None:
    """Remove the library template's picture, second style sheet and unused table styles: 800 kB that say nothing."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in ("stylesWithEffects", "customXml", "thumbnail"):
                del relations[key]
    for style in list(document.styles.element.style_lst):
        if str(style.type).startswith("TABLE") and style.name_val not in ("Normal Table", "Table Grid"):
            document.styles.element.remove(style)


def _repeat_as_header(row: Any) -> None:
    """Mark a row as the table's header, so that Word repeats it on every page and screen readers announce it."""
    from docx import oxml
    from docx.oxml.ns import qn

    mark = cast(Any, oxml).OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
