"""One document's words, read from `content/`: front matter and the blocks that every format is made from."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the document's title or, in a workbook, a sheet's name."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has as many cells as there are headers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, where the format has pages."""


PageBlock = Heading | Paragraph | Steps | Table | PageBreak


@dataclass(frozen=True, slots=True)
class PageSource:
    """The words of one document. `about` is its front matter; `format` one of md, html, docx, xlsx, pdf."""

    stem: str
    about: dict[str, str]
    body: str
    blocks: tuple[PageBlock, ...]

    @property
    def title(self) -> str:
        """The document's title."""
        return self.about["title"]

    @property
    def file_name(self) -> str:
        """Name of the file that is made from these words."""
        return f"{self.stem}.{self.about['format']}"

    @property
    def is_spanish(self) -> bool:
        """Whether the document is written in Spanish."""
        return self.about.get("lang") == "es"


def read_page_source(path: Path) -> PageSource:
    """Read one file of `content/`: YAML front matter between two `---` lines, then Markdown."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    about = {str(key): str(value) for key, value in yaml.safe_load(front).items()}
    return PageSource(stem=path.stem, about=about, body=body, blocks=tuple(_blocks(body)))


def _blocks(body: str) -> list[PageBlock]:
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks: list[PageBlock] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type in ("heading_open", "paragraph_open"):
            text = tokens[position + 1].content.replace("\n", " ")
            blocks.append(Heading(int(token.tag[1]), text) if token.type == "heading_open" else Paragraph(text))
            position += 3
        elif token.type in ("ordered_list_open", "table_open"):
            end = next(i for i in range(position, len(tokens)) if tokens[i].type == token.type.replace("_open", "_close"))
            inside = tokens[position:end]
            blocks.append(_table(inside) if token.type == "table_open" else Steps(tuple(t.content for t in inside if t.type == "inline")))
            position = end + 1
        elif token.type == "html_block" and token.content.strip() == "<!-- page -->":
            blocks.append(PageBreak())
            position += 1
        else:
            raise ValueError(f"content may hold headings, paragraphs, numbered lists, tables and page marks, not {token.type}")
    return blocks


def _table(tokens: list[Token]) -> Table:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content)
    return Table(headers=tuple(rows[0]), rows=tuple(tuple(row) for row in rows[1:]))
