"""Web pages: what a browser would show of the page's own content, in reading order, with its tables and lists."""

import importlib
import re
from dataclasses import dataclass, field
from typing import Any

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.cleaning import clean
from ingest.reading.composing import Composer
from ingest.reading.decoding import decode
from ingest.reading.file_types import FileType
from ingest.reading.formats.page_parts import closes_section, holds, is_clutter, is_layout, main_part, span
from ingest.reading.formats.page_styles import Look, PageStyles
from ingest.reading.grids import Cell, Grid, lay_out
from ingest.reading.problems import problem

MAX_ELEMENTS = 300_000
MAX_ATTRIBUTES = 2_000
MAX_DEPTH = 200

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead tr ul
"""
_UNSHOWN_NAMES = "head script style template noscript object embed iframe audio video canvas svg math datalist noframes applet param"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_NEVER_SHOWN = frozenset(_UNSHOWN_NAMES.split())
_CONTROLS = frozenset(("input", "select", "textarea", "button"))
_FURNITURE_TAGS = frozenset(("nav", "footer"))
_FURNITURE_ROLES = frozenset(("navigation", "contentinfo", "banner", "search", "menu", "menubar"))
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|cookies?|cookie-banner|site-header|site-footer|skip-?(?:link|nav|to)?|share|social|navbar|main-menu|site-nav)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADING = re.compile(r"h[1-6]\Z")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
_CONDITIONAL = re.compile(r"^\s*(?:\[if|<!\[endif|\[endif)", re.I)


def read(data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument:
    """Read a web page."""
    title = write_page(decode(data, is_web_page=True, composer=composer), composer, limits, is_saved_page=True)
    return composer.document(FileType.HTML.value, None, {"title": title} if title else {})


def prepare() -> None:
    """Load what every document needs, before the serving process forks."""
    importlib.import_module("lxml.html")


def write_page(page: str, composer: Composer, limits: ReadLimits, is_saved_page: bool) -> str:
    """Write the visible content of a page; returns its `<title>`. `is_saved_page` leaves navigation, banners and footers out.

    Raises: Unreadable document.no_text, document.too_complex.
    """
    parser: Any = importlib.import_module("lxml.html")
    tree: Any = importlib.import_module("lxml.etree")
    page = re.sub(r"\A\s*<\?xml[^>]*\?>", "", page)
    if any(len(tag.group(0).split(None, MAX_ATTRIBUTES + 1)) > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        raise problem("document.too_complex")
    try:
        root: Any = parser.document_fromstring(page, parser=parser.HTMLParser(no_network=True, remove_pis=True, huge_tree=False))
    except (tree.ParserError, tree.XMLSyntaxError):
        raise problem("document.no_text") from None
    for n_elements, element in enumerate(root.iter()):
        if n_elements > MAX_ELEMENTS or (isinstance(element.tag, str) and len(element.attrib) > MAX_ATTRIBUTES):
            raise problem("document.too_complex")
    reader = _PageReader(composer, PageStyles(root), is_saved_page)
    body: Any = root.find("body")
    body = root if body is None else body
    reader.main = main_part(body) if is_saved_page else None
    look = reader.styles.look(root, None)
    reader.walk(body, reader.styles.look(body, look), 0)
    reader.flush()
    reader.report_unseen(root)
    return clean("".join(root.findtext("head/title") or root.findtext(".//title") or ""))


@dataclass(slots=True)
class _PageReader:
    composer: Composer
    styles: PageStyles
    is_saved_page: bool
    main: Any = None
    pending: list[str] = field(default_factory=list[str])
    lists: list[int] = field(default_factory=list[int])  # open lists; the entry is 1 while an item waits for its text
    furniture: list[str] = field(default_factory=list[str])
    is_inside_main: bool = False

    def flush(self) -> None:
        """End of a block: what was gathered becomes a list item or a paragraph."""
        text = clean("".join(self.pending))
        self.pending.clear()
        if not text:
            return
        if self.lists:
            self.composer.list_item(text, level=len(self.lists))
        else:
            self.composer.paragraph(text)

    def walk(self, element: Any, look: Look, depth: int) -> None:
        """Read what an element holds; its own visibility is known."""
        if depth > MAX_DEPTH:
            raise problem("document.too_complex")
        self._say(element.text, look, element)
        for child in element:
            if isinstance(child.tag, str):
                self._enter(child, look, depth + 1)
            else:
                self._comment(child)
            self._say(child.tail, look, element)

    def _say(self, text: str | None, look: Look, element: Any) -> None:
        if not text:
            return
        self.composer.check_signs(text)
        if look.hidden is None:
            self.pending.append(text if look.keeps_lines is False else text.replace("\n", "\u2028"))
        elif clean(text):
            self.composer.note("hidden_text", f"Text that the page does not show ({look.hidden}).", text, place=f"<{element.tag}>")

    def _enter(self, element: Any, above: Look, depth: int) -> None:
        tag: str = element.tag.lower()
        if tag == "br":
            self.pending.append(" ")
            return
        if tag in _NEVER_SHOWN or tag in _CONTROLS:
            self._unread(element, tag)
            return
        if self.is_saved_page and self._is_furniture(element, tag):
            said = clean(" ".join(self._visible_words(element, above)))
            if said:
                self.composer.note("page_furniture", "Navigation, banner or footer of the saved page; left out.", said, place=f"<{tag}>")
            return
        look = self.styles.look(element, above)
        is_block = tag in _BLOCKS
        if is_block:
            self.flush()
        enters_main = element is self.main
        above_headings = list(self.composer.headings)
        self.is_inside_main = self.is_inside_main or enters_main
        if look.hidden is not None:
            self.walk(element, look, depth)
        elif tag == "table":
            self._table(element, look, depth)
        elif _HEADING.match(tag):
            self.composer.heading(" ".join(self._visible_words(element, look)), int(tag[1]))
        elif tag == "summary":
            self.composer.heading(" ".join(self._visible_words(element, look)), 7)
        elif tag in ("ul", "ol", "menu", "dir"):
            self.lists.append(0)
            self.walk(element, look, depth)
            self.flush()
            self.lists.pop()
        elif tag == "dl":
            self._definitions(element, look, depth)
        elif tag == "caption":
            pass
        else:
            self.walk(element, look, depth)
        if is_block:
            self.flush()
        if closes_section(element, tag, above_headings, self.composer):
            self.composer.headings[:] = above_headings
        if enters_main:
            self.is_inside_main = False

    def _is_furniture(self, element: Any, tag: str) -> bool:
        role = element.get("role", "").lower()
        if tag in _FURNITURE_TAGS or role in _FURNITURE_ROLES:
            return not (tag == "footer" and self.is_inside_main)
        if tag == "header" and not self.is_inside_main and element.find(".//h1") is None:
            return True
        if self.main is not None and not self.is_inside_main and element is not self.main and not holds(element, self.main):
            return True
        names = f"{element.get('class', '')} {element.get('id', '')}"
        return tag in ("div", "section", "ul", "p", "a", "header", "aside") and (
            bool(_FURNITURE_NAMES.search(names)) or is_clutter(element, names)
        )

    def _definitions(self, element: Any, look: Look, depth: int) -> None:
        """A definition list: each term with its definitions is one item."""
        term = ""
        for child in element.iter("dt", "dd"):
            words = clean(" ".join(self._visible_words(child, self.styles.look_up(child, look))))
            if child.tag == "dt":
                if term:
                    self.composer.list_item(term)
                term = words
            elif words:
                self.composer.list_item(f"{term}: {words}" if term and not term.endswith((":", "?")) else f"{term} {words}".strip())
                term = ""
        if term:
            self.composer.list_item(term)

    def _visible_words(self, element: Any, look: Look) -> list[str]:
        """All text of an element that is shown, pieces in order; what is not becomes a note."""
        kept, self.pending, lists, self.lists = self.pending, [], self.lists, []
        self._gather(element, look, 0)
        words, self.pending, self.lists = self.pending, kept, lists
        return ["".join(words)]

    def _gather(self, element: Any, look: Look, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise problem("document.too_complex")
        self._say(element.text, look, element)
        for child in element:
            if not isinstance(child.tag, str):
                self._comment(child)
            elif child.tag in _NEVER_SHOWN or child.tag in _CONTROLS:
                self._unread(child, child.tag)
            else:
                is_apart = child.tag in _BLOCKS or child.tag == "br"
                self.pending.append(" " if is_apart else "")
                self._gather(child, self.styles.look(child, look), depth + 1)
                self.pending.append(" " if is_apart else "")
            self._say(child.tail, look, element)

    def _table(self, element: Any, look: Look, depth: int) -> None:
        if is_layout(element):
            self.walk(element, look, depth)
            return
        rows: list[list[Cell]] = []
        n_header_rows = 0
        is_still_head = True
        caption: str | None = None
        for row in element.iter("caption", "tr"):
            if row.tag == "caption":
                caption = " ".join(self._visible_words(row, self.styles.look_up(row, look)))
                continue
            row_look = self.styles.look_up(row, look)
            cells: list[Cell] = []
            for cell in row.iterchildren("td", "th"):
                text = " ".join(self._visible_words(cell, self.styles.look(cell, row_look)))
                is_bold = len(cell) == 1 and cell[0].tag in ("b", "strong") and not clean(f"{cell.text or ''}{cell[0].tail or ''}")
                cells.append(Cell(text, cell.tag == "th", is_bold, span(cell.get("colspan")), span(cell.get("rowspan"))))
            in_head = row.getparent() is not None and row.getparent().tag == "thead"
            if cells or in_head:
                rows.append(cells)
            is_still_head = is_still_head and in_head
            n_header_rows += is_still_head and bool(cells)
        if caption and clean(caption):
            self.composer.aside(caption)
        else:
            caption = None
        self.composer.table(Grid(lay_out(rows), caption, n_header_rows or None))

    def _unread(self, element: Any, tag: str) -> None:
        """Parts that a browser does not show as text: what they hold is noted when it is words."""
        if tag == "script" and "json" not in (element.get("type") or ""):
            self.composer.note("script", "The page carries a script; it was not run and not read.", place="<script>")
            return
        if tag in ("style", "head"):
            return
        words = clean(" ".join(element.itertext()))
        if tag in ("svg", "math"):
            if len(words.split()) >= 3:
                self.composer.note("image_description", "Words inside a drawing; they are not part of the text.", words, place=f"<{tag}>")
            return
        if tag == "input":
            words = clean(element.get("value") or "") if (element.get("type") or "").lower() == "hidden" else ""
        if len(words.split()) >= 3:
            self.composer.note("hidden_text", "Text inside a part that the page does not show.", words, place=f"<{tag}>")

    def _comment(self, node: Any) -> None:
        words = clean(node.text or "")
        if words and not _CONDITIONAL.match(words):
            self.composer.note("hidden_text", "A comment in the source of the document.", words, place="comment")

    def report_unseen(self, root: Any) -> None:
        """Descriptions and titles in attributes that say what the visible text does not."""
        seen = clean("".join(self.composer.parts)).casefold()
        for node in (*root.itersiblings(preceding=True), *root.itersiblings()):
            if not isinstance(node.tag, str):
                self._comment(node)
        for element in root.iter():
            if not isinstance(element.tag, str):
                if element.getparent() is None or element.getparent().tag in ("head", "html"):
                    self._comment(element)
                continue
            for name in ("content", "title", "aria-label", "alt", "srcdoc", "data-content"):
                words = clean(element.get(name) or "")
                if len(words.split()) < 3 or words.casefold() in seen or (name == "content" and element.get("name") == "viewport"):
                    continue
                code = "image_description" if name == "alt" else "hidden_text"
                self.composer.note(code, "Text in an attribute that the page does not show.", words, place=f"{element.tag}[{name}]")
        for script in root.iter("script"):
            if "json" in (script.get("type") or "") and script.getparent().tag == "head":
                self._unread(script, "script")
