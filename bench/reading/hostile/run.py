"""Tries the reader on every hostile file: seconds, peak memory, what came out.

    python -m bench.reading.hostile.run [--only WORD] [--folder FOLDER]

Prints a line a file and exits 1 when a marker is read, hidden words leave no finding, the truth is lost, or a limit is passed.
"""

import argparse
import resource
import sys
import time

from bench.reading.hostile import office_files, office_hiding, page_files, pdf_files
from bench.reading.hostile.pdf_files import MARKER, TRUTH
from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.reader import read_document
from policies.errors import CountersignError

LIMITS = ReadLimits(max_bytes=25_000_000, max_pages=400, max_chars=2_000_000, seconds=30, megabytes=1000)


def text_of(document: ReadDocument) -> str:
    """All that was read."""
    return " ".join(
        f"{block.text} {block.section} {block.caption} {[(cell.header, cell.text) for cell in block.cells]}" for block in document.blocks
    )


def main() -> None:
    """Try them all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    broken = {**pdf_files.broken(), **office_files.broken(), **page_files.broken(), **page_files.encodings()}
    hiding = {
        **pdf_files.hiding(),
        **office_hiding.word_files(),
        **office_hiding.workbooks(),
        **office_hiding.presentations(),
        **page_files.hiding(),
    }
    failures = 0
    for hides, files in ((False, broken), (True, hiding)):
        for name, data in files.items():
            if options.only not in name:
                continue
            began, wrong = time.perf_counter(), ""
            try:
                document = read_document(data, name, LIMITS)
                said = text_of(document)
                notes = sorted({note.code for note in document.notes})
                outcome = f"read {len(document.blocks)} blocks {notes} {said[:60]!r}"
                if MARKER in said:
                    wrong += " MARKER"
                if hides and not notes:
                    wrong += " NO-NOTE"
                if hides and TRUTH not in said:
                    wrong += " TRUTH-LOST"
            except CountersignError as error:
                outcome = f"refused {error.code}: {error} | {error.remedy}"
                if hides:
                    wrong += " REFUSED"
            seconds = time.perf_counter() - began
            if seconds > 30:
                wrong += " SLOW"
            failures += bool(wrong)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000
            print(f"{'BAD' + wrong if wrong else 'ok':24} {name:36} {seconds:5.1f}s {peak:5}MB {outcome[:200]}", flush=True)
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
