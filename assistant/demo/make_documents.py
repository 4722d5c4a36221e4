"""Make the files of `district/documents/` from the words in `content/`: `python -m assistant.demo.make_documents`.

The same words give the same bytes on every run and machine: no clock, no random ids, no compression whose result
depends on a library's version. Reportlab is a development dependency; the files themselves are committed.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from assistant.demo.page_source import PageSource, read_page_source

HERE = Path(__file__).parent
CONTENT = HERE / "content"
DOCUMENTS = HERE / "district" / "documents"


def read_sources(folder: Path = CONTENT) -> list[PageSource]:
    """Every document's words, by file name."""
    return [read_page_source(path) for path in sorted(folder.glob("*.md"))]


def document_bytes(source: PageSource) -> bytes:
    """The file of one document. Raises: KeyError when the front matter names an unknown format."""
    return _maker(source.about["format"])(source)


def make_documents(target: Path = DOCUMENTS) -> list[Path]:
    """Write every document into a folder and remove files there that no source makes. Gives the paths written."""
    target.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for source in read_sources():
        path = target / source.file_name
        path.write_bytes(document_bytes(source))
        written.append(path)
    for path in target.iterdir():
        if path not in written:
            path.unlink()
    return written


def _markdown(source: PageSource) -> bytes:
    lines: list[str] = []
    if source.about.get("front_matter"):
        lines = ["---", f"title: {source.title}", f"school_year: {source.about['school_year']}", "---", ""]
    return ("\n".join(lines) + source.body).encode()


def _maker(file_format: str) -> Callable[[PageSource], bytes]:
    from assistant.demo.pdf_pages import pdf_document
    from assistant.demo.web_pages import web_page
    from assistant.demo.word_pages import word_document
    from assistant.demo.workbooks import workbook

    return {"md": _markdown, "html": web_page, "docx": word_document, "xlsx": workbook, "pdf": pdf_document}[file_format]


if __name__ == "__main__":
    for made in make_documents():
        sys.stdout.write(f"{made.name}\n")
