"""Hostile office files: packages that are broken or blow up, and ones that hide words."""

import zipfile
from io import BytesIO

from bench.reading.hostile.pdf_files import HIDDEN, TRUTH

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", OFFICE + "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml"),
}


def package(kind: str, parts: dict[str, str | bytes], duplicate: dict[str, str] | None = None) -> bytes:
    """A package with its content types and its first relationship."""
    main, type_ = MAIN[kind]
    types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{type_}"/></Types>'
    )
    rels = relations({"rId1": ("officeDocument", main)})
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in {"[Content_Types].xml": types, "_rels/.rels": rels, **parts}.items():
            box.writestr(name, content)
        for name, content in (duplicate or {}).items():
            import warnings

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                box.writestr(name, content)
    return out.getvalue()


def relations(targets: dict[str, tuple[str, str]]) -> str:
    """A relationships part: id → (kind, target)."""
    rows = "".join(f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}"/>' for id_, (kind, target) in targets.items())
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def docx(body: str, before: str = "", parts: dict[str, str | bytes] | None = None, duplicate: dict[str, str] | None = None) -> bytes:
    """A Word file with this body."""
    document = f'{HEAD}{before}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}"><w:body>{body}</w:body></w:document>'
    return package("docx", {"word/document.xml": document, **(parts or {})}, duplicate)


def para(words: str, run: str = "", paragraph: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def xlsx(
    rows: str, sheet: str = "", tail: str = "", state: str = "", second: str = "", parts: dict[str, str | bytes] | None = None
) -> bytes:
    """A workbook: a sheet with these rows; a second sheet where given."""
    sheets = '<sheet name="Fees" sheetId="1" r:id="rId1"/>'
    links = {"rId1": ("worksheet", "worksheets/sheet1.xml")}
    made: dict[str, str | bytes] = {
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{S}">{sheet}<sheetData>{rows}</sheetData>{tail}</worksheet>'
    }
    if second:
        sheets += f'<sheet name="Other" sheetId="2" {state} r:id="rId2"/>'
        links["rId2"] = ("worksheet", "worksheets/sheet2.xml")
        made["xl/worksheets/sheet2.xml"] = f'{HEAD}<worksheet xmlns="{S}"><sheetData>{second}</sheetData></worksheet>'
    if parts and "xl/styles.xml" in parts:
        links["rId8"] = ("styles", "styles.xml")
    if parts and "xl/sharedStrings.xml" in parts:
        links["rId9"] = ("sharedStrings", "sharedStrings.xml")
    made["xl/workbook.xml"] = f'{HEAD}<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{sheets}</sheets></workbook>'
    made["xl/_rels/workbook.xml.rels"] = relations(links)
    return package("xlsx", {**made, **(parts or {})})


def cell(place: str, words: str, style: str = "") -> str:
    """A cell with its words in it."""
    return f'<c r="{place}" t="inlineStr" {style}><is><t>{words}</t></is></c>'


def row(number: int, *cells: str, how: str = "") -> str:
    """A row."""
    return f'<row r="{number}" {how}>{"".join(cells)}</row>'


def pptx(
    slides: list[str], show: str = "", parts: dict[str, str | bytes] | None = None, slide_links: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """A presentation of these shape trees."""
    made: dict[str, str | bytes] = {}
    links: dict[str, tuple[str, str]] = {}
    for number, tree in enumerate(slides, start=1):
        attribute = show if number == len(slides) else ""
        made[f"ppt/slides/slide{number}.xml"] = (
            f'{HEAD}<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" {attribute}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>'
        )
        links[f"rId{number}"] = ("slide", f"slides/slide{number}.xml")
    if slide_links:
        made["ppt/slides/_rels/slide1.xml.rels"] = relations(slide_links)
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    made["ppt/presentation.xml"] = (
        f'{HEAD}<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>'
    )
    made["ppt/_rels/presentation.xml.rels"] = relations(links)
    return package("pptx", {**made, **(parts or {})})


def shape(
    words: str,
    at: tuple[int, int] = (500_000, 500_000),
    size: tuple[int, int] = (8_000_000, 900_000),
    run: str = "",
    fill: str = "",
    what: str = "",
    name: str = "Box",
) -> str:
    """A shape with words."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{abs(hash((words, at))) % 9999 + 2}" name="{name}" {what}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{at[0]}" '
        f'y="{at[1]}"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm><a:prstGeom prst="rect"/>{fill}</p:spPr><p:txBody><a:bodyPr/><a:p><a:r>'
        f"<a:rPr {run if not run.startswith('<') else ''}>{run if run.startswith('<') else ''}</a:rPr><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def broken() -> dict[str, bytes]:
    """Files that must end in one clear sentence or be read within the limits."""
    ok = docx(para(TRUTH))
    laughs = "<!DOCTYPE d [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '{'&a%s;' % (n - 1 or '') * 10}'>" for n in range(1, 10)) + "]>"
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    strings = f'{HEAD}<sst xmlns="{S}"><si><t>{"long words " * 3000}</t></si></sst>'
    many = "".join(row(n, *(f'<c r="{c}{n}" t="s"><v>0</v></c>' for c in "ABCDEFGHIJ")) for n in range(1, 10_001))
    table = "<w:tbl><w:tr><w:tc>%s<w:p/></w:tc></w:tr></w:tbl>"
    nested = para(TRUTH)
    for _ in range(400):
        nested = table % nested
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0" + bytes(2000)
    sealed = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    group = "<p:grpSp>" * 3000 + shape(TRUTH) + "</p:grpSp>" * 3000
    return {
        "a_billion_laughs.docx": docx(para("&a9;"), before=laughs),
        "asks_for_a_file.docx": docx(para("&x;"), before=outside),
        "elements_in_elements.docx": docx("<w:sdt><w:sdtContent>" * 50_000 + para(TRUTH) + "</w:sdtContent></w:sdt>" * 50_000),
        "tables_in_tables.docx": docx(nested),
        "two_main_parts.docx": docx(
            para(TRUTH), duplicate={"word/document.xml": f'{HEAD}<w:document xmlns:w="{W}"><w:body>{para(HIDDEN)}</w:body></w:document>'}
        ),
        "a_zip_in_a_zip_in_a_zip.docx": docx(para(TRUTH), parts={"word/embeddings/one.zip": zips(4)}),
        "half_of_it.docx": ok[: len(ok) // 2],
        "a_program_inside.docx": docx(para(TRUTH), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)}),
        "really_a_workbook.docx": xlsx(row(1, cell("A1", "Fee"), cell("B1", "Due"))),
        "really_a_letter.xlsx": ok,
        "an_old_word_file.doc": old,
        "an_old_word_file.docx": old,
        "sealed_with_a_password.docx": sealed,
        "rich_text.rtf": b"{\\rtf1\\ansi " + TRUTH.encode() + b"}",
        "rich_text.docx": b"{\\rtf1\\ansi " + TRUTH.encode() + b"}",
        "open_document.odt": zips(1),
        "the_last_cell.xlsx": xlsx(
            row(1, cell("A1", TRUTH)) + row(1_048_576, cell("XFD1048576", "far")), sheet='<dimension ref="A1:XFD1048576"/>'
        ),
        "all_cells_merged.xlsx": xlsx(
            row(1, cell("A1", TRUTH)), tail='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "one_string_a_hundred_thousand_times.xlsx": xlsx(many, parts={"xl/sharedStrings.xml": strings}),
        "rows_without_end.xlsx": xlsx("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 400_000))),
        "groups_in_groups.pptx": pptx([group]),
        "hundred_thousand_parts.docx": docx(para(TRUTH), parts={f"word/media/{n}.txt": "x" for n in range(100_000)}),
    }


def zips(depth: int) -> bytes:
    """A zip whose only file is a zip …, with ten megabytes of zeros in the innermost."""
    inner = bytes(10_000_000)
    for _ in range(depth):
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
            for n in range(8):
                box.writestr(f"{n}.zip", inner)
        inner = out.getvalue()
    return inner
