"""What other readers find in the same files: markitdown's Markdown, and the text of llama-index's file readers read the same way.

    python -m bench.reading.others [--printed]

Beside ours on the fictional district and the lifelike files; prints one JSON object: recall of headings, rows and cells by kind of file.
"""

import argparse
import contextlib
import io
import json
import re
import shutil
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from bench.reading.lifelike import office, printed
from bench.reading.run import LIMITS, district, found_in, score
from bench.reading.scores import Found, plain
from ingest.reading.reader import ReadingPool

_RULE = re.compile(r"^\|?[\s:|-]+\|?$")


def found_in_markdown(text: str) -> Found:
    """Headings, table rows under their headers and texts of a Markdown text."""
    found, head = Found(), list[str]()
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped.startswith("|"):
            if _RULE.match(stripped):
                continue
            cells = [cell.strip().strip("*") for cell in stripped.strip("|").split("|")]
            if head:
                found.rows.append(list(zip(head, cells, strict=False)))
            else:
                head = cells
            continue
        head = []
        if stripped.startswith("#"):
            found.headings.append(plain(stripped.lstrip("# ").strip("*")))
        elif stripped:
            found.texts.append(plain(stripped.lstrip("-*0123456789. ")))
    return found


def by_markitdown(data: bytes, file_name: str) -> Found:
    """markitdown with its defaults, no plugins, no network."""
    from markitdown import MarkItDown, StreamInfo

    made: Any = MarkItDown(enable_plugins=False)
    return found_in_markdown(made.convert_stream(io.BytesIO(data), stream_info=StreamInfo(extension=Path(file_name).suffix)).markdown)


def by_llama_index(data: bytes, file_name: str) -> Found:
    """llama-index's `SimpleDirectoryReader` with the readers that it picks by the file's ending."""
    from llama_index.core import SimpleDirectoryReader

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file_name
        path.write_bytes(data)
        documents: Any = SimpleDirectoryReader(input_files=[str(path)]).load_data()
    return found_in_markdown("\n".join(document.text for document in documents))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--printed", action="store_true", help="print the lifelike pages with Chromium and read them too")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    files = [(f"district {Path(name).suffix[1:]}", name, data, expected) for name, data, expected in district()]
    files += [(f"lifelike {Path(name).suffix[1:]}", name, data, expected) for name, (data, expected) in office.files().items()]
    chromium = shutil.which("chromium")
    if options.printed and chromium:
        with tempfile.TemporaryDirectory() as folder:
            made = list(printed.print_pages(chromium, Path(folder)))
        files += [("lifelike printed pdf", "printed.pdf", data, expected) for _, data, expected in made]
    figures: dict[str, Any] = {}
    with ReadingPool() as pool:
        figures["ours"] = score(files, lambda data, name: found_in(pool.read(data, name, LIMITS)), show=False)
    failed: dict[str, list[str]] = {}
    for label, reader in (("markitdown", by_markitdown), ("llama_index", by_llama_index)):
        figures[label] = score(files, _kept_quiet(reader, failed.setdefault(label, [])), show=False)
    told = {who: _recalls(groups) for who, groups in figures.items()}
    print(json.dumps(told | {f"{who} could not read": Counter(names) for who, names in failed.items()}, indent=1))


def _kept_quiet(reader: Any, failed: list[str]) -> Any:
    """A reader that gives nothing where it fails; the kind of file and of failure are kept, so that a missing part is not taken for a miss."""

    def read(data: bytes, file_name: str) -> Found:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                return reader(data, file_name)
            except Exception as error:  # noqa: BLE001 - another's failure is a file without anything found
                failed.append(f"{Path(file_name).suffix} {type(error).__name__}")
                return Found()

    return read


def _recalls(groups: dict[str, Any]) -> dict[str, str]:
    return {
        group: ", ".join(f"{kind} {tally['recall']:.0%} of {tally['n']}" for kind, tally in kinds.items() if tally["recall"] is not None)
        for group, kinds in groups.items()
    }


if __name__ == "__main__":
    main()
