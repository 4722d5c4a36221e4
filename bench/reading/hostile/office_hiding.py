"""Office files whose truth a person sees and whose marker a person does not."""

from bench.reading.hostile.office_files import HEAD, A, P, S, W, cell, docx, para, pptx, relations, row, shape, xlsx
from bench.reading.hostile.pdf_files import HIDDEN, TRUTH

WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'


def word_files() -> dict[str, bytes]:
    """Word."""
    seen, styles = (
        para(TRUTH),
        f'{HEAD}<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>',
    )
    link: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations({"rId1": ("styles", "styles.xml")}),
        "word/styles.xml": styles,
    }
    hidden_row = (
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{para(HIDDEN)}</w:tc></w:tr><w:tr><w:tc>{para('Badge')}</w:tc></w:tr></w:tbl>"
    )
    flat_row = (
        f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr><w:tc>{para(HIDDEN)}</w:tc></w:tr>'
        f"<w:tr><w:tc>{para('Badge')}</w:tc></w:tr></w:tbl>"
    )
    deleted = f'<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{HIDDEN}</w:delText></w:r></w:del></w:p>'
    moved = f'<w:p><w:moveFrom w:id="1" w:author="x"><w:r><w:t>{HIDDEN}</w:t></w:r></w:moveFrom></w:p>'
    field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{HIDDEN}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="p" descr="{HIDDEN}"/></wp:inline></w:drawing></w:r></w:p>'
    )
    shaded = para(HIDDEN, '<w:color w:val="336699"/><w:shd w:val="clear" w:fill="336699"/>')
    return {
        "vanished.docx": docx(seen + para(HIDDEN, "<w:vanish/>")),
        "vanished_by_style.docx": docx(seen + para(HIDDEN, "", '<w:pStyle w:val="Ghost"/>'), parts=link),
        "white.docx": docx(seen + para(HIDDEN, '<w:color w:val="FFFFFF"/>')),
        "white_of_the_theme.docx": docx(seen + para(HIDDEN, '<w:color w:val="auto" w:themeColor="background1"/>')),
        "as_its_shade.docx": docx(seen + shaded),
        "one_point.docx": docx(seen + para(HIDDEN, '<w:sz w:val="2"/>')),
        "deleted.docx": docx(seen + deleted),
        "moved_away.docx": docx(seen + moved),
        "field_code.docx": docx(seen + field),
        "alternative_text.docx": docx(seen + picture),
        "row_hidden.docx": docx(seen + hidden_row),
        "row_of_no_height.docx": docx(seen + flat_row),
        "squeezed.docx": docx(seen + para(HIDDEN, '<w:w w:val="1"/><w:spacing w:val="-200"/>')),
        "page_of_other_make.docx": docx(
            seen + '<w:altChunk r:id="rId5"/>',
            parts={"word/_rels/document.xml.rels": relations({"rId5": ("aFChunk", "a.html")}), "word/a.html": f"<p hidden>{HIDDEN}</p>"},
        ),
        "properties.docx": docx(
            seen, parts={"docProps/core.xml": f'{HEAD}<c xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>{HIDDEN}</d:title></c>'}
        ),
    }


def workbooks() -> dict[str, bytes]:
    """Excel."""
    head, seen = row(1, cell("A1", "Thing"), cell("B1", "Rule")), row(2, cell("A2", "Badge"), cell("B2", TRUTH))
    styles = (
        f'{HEAD}<styleSheet xmlns="{S}"><numFmts count="1"><numFmt numFmtId="170" formatCode=";;;"/></numFmts><fonts count="3"><font><sz val="11"/></font>'
        '<font><sz val="11"/><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf fontId="2" applyFont="1"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    third = row(3, cell("A3", "Other"), cell("B3", HIDDEN))
    looks: dict[str, str | bytes] = {"xl/styles.xml": styles}
    notes = (
        f'{HEAD}<comments xmlns="{S}"><authors><author>x</author></authors><commentList><comment ref="A1" authorId="0"><text><t>{HIDDEN}</t></text>'
        "</comment></commentList></comments>"
    )
    return {
        "sheet_hidden.xlsx": xlsx(head + seen, second=row(1, cell("A1", HIDDEN)), state='state="hidden"'),
        "sheet_very_hidden.xlsx": xlsx(head + seen, second=row(1, cell("A1", HIDDEN)), state='state="veryHidden"'),
        "row_hidden.xlsx": xlsx(head + seen + third.replace('r="3"', 'r="3" hidden="1"', 1)),
        "row_of_no_height.xlsx": xlsx(head + seen + third.replace('r="3"', 'r="3" ht="0" customHeight="1"', 1)),
        "column_hidden.xlsx": xlsx(
            head + row(2, cell("A2", "Badge"), cell("B2", TRUTH), cell("C2", HIDDEN)),
            sheet='<cols><col min="3" max="3" hidden="1" width="9"/></cols>',
        ),
        "column_of_no_width.xlsx": xlsx(
            head + row(2, cell("A2", "Badge"), cell("B2", TRUTH), cell("C2", HIDDEN)),
            sheet='<cols><col min="3" max="3" width="0" customWidth="1"/></cols>',
        ),
        "white.xlsx": xlsx(head + seen + row(3, cell("A3", "Other"), cell("B3", HIDDEN, 's="1"')), parts=looks),
        "one_point.xlsx": xlsx(head + seen + row(3, cell("A3", "Other"), cell("B3", HIDDEN, 's="2"')), parts=looks),
        "format_of_nothing.xlsx": xlsx(head + seen + row(3, cell("A3", "Other"), cell("B3", HIDDEN, 's="3"')), parts=looks),
        "note_on_a_cell.xlsx": xlsx(
            head + seen,
            parts={"xl/comments1.xml": notes, "xl/worksheets/_rels/sheet1.xml.rels": relations({"rId1": ("comments", "../comments1.xml")})},
        ),
    }


def presentations() -> dict[str, bytes]:
    """PowerPoint."""
    seen = shape(TRUTH)
    low = (500_000, 3_000_000)
    notes = f'{HEAD}<p:notes xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree>{shape(HIDDEN)}</p:spTree></p:cSld></p:notes>'
    return {
        "slide_hidden.pptx": pptx([seen, shape(HIDDEN)], show='show="0"'),
        "beside_the_slide.pptx": pptx([seen + shape(HIDDEN, at=(20_000_000, 500_000))]),
        "white.pptx": pptx([seen + shape(HIDDEN, at=low, run=WHITE)]),
        "transparent.pptx": pptx(
            [seen + shape(HIDDEN, at=low, run='<a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill>')]
        ),
        "one_point.pptx": pptx([seen + shape(HIDDEN, at=low, run='sz="100"')]),
        "under_a_box.pptx": pptx(
            [seen + shape(HIDDEN, at=low) + shape("Fees", at=low, fill='<a:solidFill><a:srgbClr val="DDDDDD"/></a:solidFill>')]
        ),
        "shape_hidden.pptx": pptx([seen + shape(HIDDEN, at=low, what='hidden="1"')]),
        "alternative_text.pptx": pptx([seen + shape("Fees", at=low, what=f'descr="{HIDDEN}"')]),
        "speaker_notes.pptx": pptx(
            [seen], parts={"ppt/notesSlides/notesSlide1.xml": notes}, slide_links={"rId1": ("notesSlide", "../notesSlides/notesSlide1.xml")}
        ),
    }
