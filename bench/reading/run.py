"""Measures reading: headings, table rows, texts and pages found right, per format, and the time it takes.

Run: `.venv/bin/python -m bench.reading.run [--n-each 6] [--show]`. Over the fictional district's documents (their words in
`assistant/demo/content/` are the expectation) and PDF tables made from a seed; beside xberg on the same files in the same run.
Prints one JSON object; needs no network and no data outside the repository.
"""

import argparse
import asyncio
import json
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assistant.demo.page_source import Heading, Paragraph, Steps, Table, read_page_source
from bench.reading.made_tables import make_files
from bench.reading.scores import Found, Tally, cell_keys, plain, row_keys
from ingest.reading.blocks import BlockKind, ReadDocument, ReadLimits
from ingest.reading.reader import ReadingPool, read_document

ROOT = Path(__file__).parents[2]
LIMITS = ReadLimits(max_bytes=25_000_000, max_pages=400, max_chars=2_000_000, seconds=30, megabytes=1000)
Reader = Callable[[bytes, str], Found]


def expected_of(path: Path) -> tuple[str, Found]:
    """A district document's file name and what it holds. The line above a workbook's table is its title, so a heading."""
    source = read_page_source(path)
    found = Found()
    for block, below in zip(source.blocks, [*source.blocks[1:], None], strict=True):
        if isinstance(block, Heading) or (source.file_name.endswith(".xlsx") and isinstance(block, Paragraph) and isinstance(below, Table)):
            found.headings.append(plain(block.text))
        elif isinstance(block, Paragraph):
            found.texts.append(plain(block.text.strip("*")))
        elif isinstance(block, Steps):
            found.texts += [plain(item) for item in block.items]
        elif isinstance(block, Table):
            found.rows += [list(zip(block.headers, row, strict=True)) for row in block.rows]
    return source.file_name, found


def found_in(document: ReadDocument) -> Found:
    """What our reader found."""
    found = Found()
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            found.headings.append(plain(block.text))
        elif block.kind is BlockKind.TABLE_ROW:
            found.rows.append([(cell.header, cell.text) for cell in block.cells])
        else:
            found.texts.append(plain(block.text))
            found.pages[plain(block.text)] = block.page
    return found


def by_xberg(data: bytes, file_name: str) -> Found:
    """The same from xberg: its tables with their first row as headers, headings and paragraphs from its Markdown."""
    import xberg

    made: Any = xberg.ExtractInput(kind="bytes", bytes=data, filename=file_name)
    config = xberg.ExtractionConfig(output_format="markdown", use_cache=False, disable_ocr=True, escape_markdown=False)
    result: Any = asyncio.run(_await(xberg.extract(made, config)))
    document = result.results[0] if hasattr(result, "results") else result.documents[0]
    found = Found()
    for table in document.tables or []:
        head, *body = [[cell.strip("*") for cell in row] for row in table.cells or [[]]]
        found.rows += [list(zip(head, row, strict=False)) for row in body]
    for line in document.content.split("\n"):
        if line.startswith("#"):
            found.headings.append(plain(line.lstrip("# ").strip("* ")))
    for piece in document.content.split("\n\n"):
        if not piece.startswith(("#", "|")):
            found.texts.append(plain(piece.lstrip("-*0123456789. ")))
    return found


async def _await(coming: Any) -> Any:
    return await coming


def district() -> Iterator[tuple[str, bytes, Found]]:
    """Every document of the fictional district."""
    for path in sorted((ROOT / "assistant/demo/content").glob("*.md")):
        file_name, expected = expected_of(path)
        data = (ROOT / "assistant/demo/district/documents" / file_name).read_bytes()
        if file_name.endswith(".pdf"):
            expected.pages = pages_of(data, expected.texts)
        yield file_name, data, expected


def pages_of(data: bytes, texts: list[str]) -> dict[str, int | None]:
    """The page of each text, told by the plain text of each page as pdfium gives it: another way than the reader's own."""
    from pypdfium2 import PdfDocument

    pages = ["".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(data)]
    found: dict[str, int | None] = {}
    for text in texts:
        holders = [number for number, page in enumerate(pages, start=1) if "".join(text.split()) in page]
        if len(holders) == 1:
            found[text] = holders[0]
    return found


def score(files: list[tuple[str, str, bytes, Found]], reader: Reader, show: bool) -> dict[str, Any]:
    """Figures per group of files."""
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for group, file_name, data, expected in files:
        found = reader(data, file_name)
        tally = tallies[group]
        tally["headings"].add([*expected.headings], [*found.headings])
        tally["rows"].add(row_keys(expected.rows), row_keys(found.rows))
        tally["cells"].add(cell_keys(expected.rows), cell_keys(found.rows))
        if expected.texts:
            tally["texts"].add([*expected.texts], [*found.texts])
        if file_name.endswith(".pdf") and expected.pages:
            tally["pages"].add([*expected.pages.items()], [(text, page) for text, page in found.pages.items() if text in expected.pages])
        if show:
            for name, wanted, got in (("rows", row_keys(expected.rows), row_keys(found.rows)), ("texts", expected.texts, found.texts)):
                missing = [key for key in wanted if key not in got]
                if missing:
                    print(f"{file_name} {group}: {name} missing {len(missing)}: {missing[:3]}")
            missing = [heading for heading in expected.headings if heading not in found.headings]
            if missing:
                print(f"{file_name} {group}: headings missing {missing[:4]}, found {found.headings[:6]}")
    return {group: {name: tally.as_dict() for name, tally in kinds.items()} for group, kinds in sorted(tallies.items())}


def speed(files: list[tuple[str, bytes]]) -> dict[str, Any]:
    """Milliseconds a document in a fresh process and in the pool, per format, and pages of PDF a second."""
    fresh: dict[str, list[float]] = defaultdict(list)
    pooled: dict[str, list[float]] = defaultdict(list)
    n_pages = 0
    for file_name, data in files:
        began = time.perf_counter()
        read_document(data, file_name, LIMITS)
        fresh[Path(file_name).suffix].append((time.perf_counter() - began) * 1000)
    cpu = _children_cpu()
    began_all = time.perf_counter()
    with ReadingPool() as pool:
        for file_name, data in files:
            began = time.perf_counter()
            document = pool.read(data, file_name, LIMITS)
            pooled[Path(file_name).suffix].append((time.perf_counter() - began) * 1000)
            n_pages += document.n_pages or 0
    seconds = time.perf_counter() - began_all
    pdf_seconds = sum(pooled[".pdf"]) / 1000
    return {
        "fresh_ms_median": {ending: round(statistics.median(times), 1) for ending, times in sorted(fresh.items())},
        "pool_ms_median": {ending: round(statistics.median(times), 1) for ending, times in sorted(pooled.items())},
        "pool_pdf_pages_per_second": round(n_pages / pdf_seconds, 1) if pdf_seconds else None,
        "pool_documents_per_second": round(len(files) / seconds, 1),
        "pool_cpu_seconds": round(_children_cpu() - cpu, 2),
        "n_documents": len(files),
        "n_pdf_pages": n_pages,
        "peak_child_megabytes": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000),
    }


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n-each", type=int, default=6, help="made PDF files per style of table")
    parser.add_argument("--seed", type=int, default=20260801)
    parser.add_argument("--show", action="store_true", help="print what was missed")
    options = parser.parse_args()
    real = [(Path(name).suffix[1:], name, data, expected) for name, data, expected in district()]
    made = [
        (f"pdf {file.style}", "made.pdf", file.data, Found(file.rows, file.headings)) for file in make_files(options.n_each, options.seed)
    ]
    with ReadingPool() as pool:

        def ours(data: bytes, file_name: str) -> Found:
            return found_in(pool.read(data, file_name, LIMITS))

        figures: dict[str, Any] = {"district": score(real, ours, options.show), "made_tables": score(made, ours, options.show)}
    figures["xberg"] = {"district": score(real, by_xberg, False), "made_tables": score(made, by_xberg, False)}
    figures["speed"] = speed([(name, data) for _, name, data, _ in real])
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
