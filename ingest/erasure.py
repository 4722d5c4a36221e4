"""Erasing revisions: which words are theirs alone, striking them wherever they stand, and finding whether any are left.

Words are told by runs of five, case and punctuation aside: a run that also stands in a kept document, or in the district's policy, is no
trace. Shorter runs prove nothing and are not claimed.
"""

import json
import re
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ingest.tables import DocumentRow, PassageRow, PassageVectorRow, RevisionFileRow, RevisionRow
from policies.words.documents import RevisionStatus

RUN_WORDS = 5
ERASED = "[erased]"
N_PIECES = 64
PIECE_BYTES = 32
_WORD = re.compile(r"[^\W_]+")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
Runs = frozenset[str]


def runs_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Every run of five words with its half-open offsets."""
    words = [(match.group().casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    for first in range(len(words) - RUN_WORDS + 1):
        portion = words[first : first + RUN_WORDS]
        yield " ".join(word for word, _start, _end in portion), portion[0][1], portion[-1][2]


def distinctive_runs(texts: Iterable[str], kept: Iterable[str]) -> Runs:
    """The runs of some texts that stand in none of the kept ones."""
    mine = {run for text in texts for run, _start, _end in runs_of(text)}
    for text in kept:
        if not mine:
            break
        mine.difference_update(run for run, _start, _end in runs_of(text))
    return frozenset(mine)


def strike(text: str, runs: Runs) -> str:
    """The text with every stretch of such runs replaced by "[erased]"."""
    stretches: list[tuple[int, int]] = []
    for run, start, end in runs_of(text):
        if run not in runs:
            continue
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    for start, end in reversed(stretches):
        text = f"{text[:start]}{ERASED}{text[end:]}"
    return text


def n_left(data: bytes, runs: Runs) -> int:
    """How many of these runs stand in some bytes, read as UTF-8 with JSON's escapes resolved."""
    text = data.decode("utf-8", "replace")
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text.replace("\\n", " ").replace("\\t", " ").replace("\\r", " "))
    return len({run for run, _start, _end in runs_of(text) if run in runs})


def pieces_of(data: bytes, kept: Iterable[bytes]) -> tuple[bytes, ...]:
    """Pieces of a file that stand in none of the kept files: what is left of its bytes is told by them."""
    step = max(len(data) // N_PIECES, PIECE_BYTES)
    pieces = {data[at : at + PIECE_BYTES] for at in range(0, max(len(data) - PIECE_BYTES, 0), step)}
    pieces = {piece for piece in pieces if len(set(piece)) > PIECE_BYTES // 3}
    for other in kept:
        pieces = {piece for piece in pieces if piece not in other}
    return tuple(sorted(pieces))


def words_at_rest(session: Session, revision_ids: Iterable[str]) -> list[str]:
    """Everything that the registry holds of revisions in words: text (headings and headers of tables included), title, findings."""
    texts: list[str] = []
    for id_ in revision_ids:
        row = session.get_one(RevisionRow, id_)
        texts += [row.text, row.title, *(note["excerpt"] for note in json.loads(row.findings))]
    return texts


def kept_texts(session: Session, revision_ids: Iterable[str]) -> Iterator[str]:
    """The texts of all other revisions, one by one."""
    query = select(RevisionRow.text, RevisionRow.title).where(RevisionRow.id.not_in(list(revision_ids)))
    for text, title in session.execute(query.execution_options(yield_per=20)):
        yield f"{title}\n{text}"


def kept_files(session: Session, revision_ids: Iterable[str]) -> Iterator[bytes]:
    """The bytes of all other files, one by one."""
    query = select(RevisionFileRow.data).where(RevisionFileRow.revision_id.not_in(list(revision_ids)))
    yield from session.scalars(query.execution_options(yield_per=5))


def empty_revision(session: Session, row: RevisionRow) -> int:
    """Take everything that a revision says out of the registry; its row stays as a stone that says that it was. Gives its passages."""
    n = row.n_passages
    hashes = set(session.scalars(select(PassageRow.text_hash).where(PassageRow.revision_id == row.id)))
    session.execute(delete(PassageRow).where(PassageRow.revision_id == row.id))
    session.execute(delete(RevisionFileRow).where(RevisionFileRow.revision_id == row.id))
    session.flush()
    for first in range(0, len(hashes), 500):
        portion = sorted(hashes)[first : first + 500]
        shared = set(session.scalars(select(PassageRow.text_hash).where(PassageRow.text_hash.in_(portion))))
        session.execute(delete(PassageVectorRow).where(PassageVectorRow.text_hash.in_([h for h in portion if h not in shared])))
    row.status = RevisionStatus.ERASED.value
    row.text, row.title, row.file_name, row.findings, row.n_passages = "", ERASED, ERASED, "[]", 0
    document = session.get_one(DocumentRow, row.document_id)
    titles = list(
        session.scalars(select(RevisionRow.title).where(RevisionRow.document_id == document.id).order_by(RevisionRow.number.desc()))
    )
    document.title = next((title for title in titles if title != ERASED), ERASED)
    session.flush()
    return n
