"""Erasing a document: out of the registry, the index, the queue and the files, with a scan of every byte at rest and a certificate."""

import datetime as dt
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

from sqlalchemy import LargeBinary, String, Table, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from assistant.compose import House
from assistant.schema import metadata
from assistant.services import recalls
from ingest import erasure, store
from ingest.approval import MOVES
from ingest.erasure import ERASED, Runs
from ingest.tables import RevisionFileRow, RevisionRow
from policies.errors import BadInput, NotFound
from policies.ledger import Tag, append
from policies.permissions import Permission, require
from policies.words.documents import RevisionStatus
from policies.words.people import Actor
from review_queue.tables import ItemCitationRow

CHUNK_BYTES = 4_000_000
OVERLAP_BYTES = 1_000
SILENT_TABLES = frozenset({"ledger_events", "passage_vectors", "revision_files", "alembic_version"})
"""Tables in which nothing is struck: the ledger holds no words and cannot be changed, the others hold bytes."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What an erasure did and found. `left_in` names files or tables in which something still stands, never what."""

    document_id: str
    revisions: tuple[str, ...]
    n_passages: int
    n_runs: int
    n_pieces: int
    n_struck: int
    recalled: tuple[str, ...]
    n_places: int
    n_bytes: int
    left_in: tuple[str, ...]
    at: dt.datetime

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.left_in


def erase(house: House, actor: Actor, document_id: str, reason: str, revision_id: str | None = None) -> Certificate:
    """Erase a document, or one revision of it, for good. What quoted it is called back, its quotes read "[erased]".

    Raises: Refused role.missing; NotFound document.unknown / revision.unknown; BadInput revision.reason.
    """
    require(actor, Permission.DOCUMENT_MAINTAIN)
    if not 3 <= len(reason.strip()) <= 500:
        raise BadInput("revision.reason", "A reason of 3 to 500 characters is needed.", "Say why in one sentence.")
    now = house.clock.now()
    with house.database.read() as session:
        ids = _chosen(session, document_id, revision_id)
        kept = (house.policy.model_dump_json(), *erasure.kept_texts(session, ids))
        runs = erasure.distinctive_runs(erasure.words_at_rest(session, ids), kept)
        files = [row.data for id_ in ids if (row := session.get(RevisionFileRow, id_)) is not None]
        pieces = tuple(piece for data in files for piece in erasure.pieces_of(data, erasure.kept_files(session, ids)))
    with house.database.write() as session:
        n_passages = 0
        for id_ in ids:
            row = session.get_one(RevisionRow, id_)
            n = erasure.empty_revision(session, row)
            n_passages += n
            row.closed_by, row.closed_at, row.close_reason = actor.user_id, now, erasure.strike(reason.strip(), runs)
            append(session, now, actor, Tag.REVISION_ERASED, id_, {"document_id": document_id, "n_passages": n})
        store.raise_generation(session)
        recalled = recalls.call_back(session, now, house.clock.today(), actor, document_id)
        n_struck = _strike_quotes(session, ids) + _strike_everywhere(session, ids, runs)
    with house.database.read() as session:
        house.index.rebuild(session)
    _compact(house)
    found = Certificate(document_id, tuple(ids), n_passages, len(runs), len(pieces), n_struck, tuple(recalled), 0, 0, (), now)
    found = _scanned(house, found, runs, pieces)
    with house.database.write() as session:
        told = {key: value for key, value in asdict(found).items() if key not in {"at", "document_id"}}
        append(session, now, actor, Tag.ERASURE_CERTIFIED, document_id, told | {"is_clean": found.is_clean, "run_words": erasure.RUN_WORDS})
    return found


def _chosen(session: Session, document_id: str, revision_id: str | None) -> list[str]:
    query = select(RevisionRow).where(RevisionRow.document_id == document_id).order_by(RevisionRow.number)
    rows = list(session.scalars(query))
    if not rows:
        raise NotFound("document.unknown", "There is no such document.", "List the documents for their ids.")
    chosen = [row.id for row in rows if revision_id in {None, row.id} and RevisionStatus.ERASED in MOVES[RevisionStatus(row.status)]]
    if not chosen:
        raise NotFound(
            "revision.unknown", "There is no such revision, or it is erased already.", "List the document's revisions for their ids."
        )
    return chosen


def _strike_quotes(session: Session, ids: list[str]) -> int:
    changed = update(ItemCitationRow).where(ItemCitationRow.revision_id.in_(ids), ItemCitationRow.quote != ERASED).values(quote=ERASED)
    return cast("Any", session.execute(changed)).rowcount


def _strike_everywhere(session: Session, ids: list[str], runs: Runs) -> int:
    """Every text of every table: citations of the revisions, sentences that rest on them, and any run of their words. Gives the cells."""
    n = 0
    for table in metadata().sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, String) and not column.primary_key]
        if table.name in SILENT_TABLES or not columns:
            continue
        keys = list(table.primary_key.columns)
        for row in session.execute(select(*keys, *columns).order_by(*keys)).all():
            values = {column.name: value for column, value in zip(columns, row[len(keys) :], strict=True) if isinstance(value, str)}
            struck = {name: _struck(value, ids, runs) for name, value in values.items()}
            changes = {name: value for name, value in struck.items() if value != values[name]}
            if changes:
                n += len(changes)
                session.execute(
                    update(table).where(*(key == value for key, value in zip(keys, row[: len(keys)], strict=True))).values(changes)
                )
    return n


def _struck(value: str, ids: Collection[str], runs: Runs) -> str:
    if value[:1] in "{[":
        try:
            data = json.loads(value)
        except ValueError:
            return erasure.strike(value, runs)
        after = _walked(data, ids, runs)
        return value if after == data else json.dumps(after, ensure_ascii=False, separators=(",", ":"))
    return erasure.strike(value, runs)


def _walked(data: Any, ids: Collection[str], runs: Runs) -> Any:
    if isinstance(data, str):
        return erasure.strike(data, runs)
    if isinstance(data, list):
        return [_walked(one, ids, runs) for one in cast("list[Any]", data)]
    if not isinstance(data, dict):
        return data
    fields = {key: _walked(one, ids, runs) for key, one in cast("dict[str, Any]", data).items()}
    if fields.get("revision") in ids and "quote" in fields:
        words = ("quote", "title", "file_name", "section", *(("headers",) if "headers" in fields else ()))
        return fields | dict.fromkeys(words, ERASED)
    citations = cast("list[Any]", fields.get("citations") or [])
    if "text" in fields and any(isinstance(one, dict) and cast("dict[str, Any]", one).get("revision") in ids for one in citations):
        fields["text"] = ERASED
    return fields


def _compact(house: House) -> None:
    """Give back the pages that held deleted rows, and empty SQLite's write-ahead log."""
    engine = house.database.engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", countersign_mode="read") as connection:
        if house.database.is_sqlite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in metadata().sorted_tables:
            connection.execute(text(f'VACUUM FULL "{table.name}"'))


def _scanned(house: House, found: Certificate, runs: Runs, pieces: tuple[bytes, ...]) -> Certificate:
    """Look for runs of words and pieces of files in every file at rest, and on PostgreSQL in every table."""
    left: list[str] = []
    n_places, n_bytes = 0, 0
    places = [(str(path), _chunks(path)) for path in _files(house)]
    if not house.database.is_sqlite:
        with house.database.read() as session:
            places += [(f"table {table.name}", _cells(session, table)) for table in metadata().sorted_tables]
            for name, chunks in places:
                n_places, n_bytes = n_places + 1, n_bytes + _look(name, chunks, runs, pieces, left)
    else:
        for name, chunks in places:
            n_places, n_bytes = n_places + 1, n_bytes + _look(name, chunks, runs, pieces, left)
    return replace(found, n_places=n_places, n_bytes=n_bytes, left_in=tuple(left))


def _look(name: str, chunks: Iterator[bytes], runs: Runs, pieces: tuple[bytes, ...], left: list[str]) -> int:
    n_bytes = 0
    for chunk in chunks:
        n_bytes += len(chunk)
        if name not in left and (erasure.n_left(chunk, runs) or any(piece in chunk for piece in pieces)):
            left.append(name)
    return n_bytes


def _files(house: House) -> list[Path]:
    """Every file of the data folder, and the database's own wherever it lies."""
    files = {path for path in house.settings.data.rglob("*") if path.is_file() and not path.is_symlink()}
    if house.database.is_sqlite and (name := make_url(house.settings.database_url).database):
        files |= {path for suffix in ("", "-wal", "-shm", "-journal") if (path := Path(name + suffix)).is_file()}
    return sorted({path.resolve() for path in files})


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        tail = b""
        while data := file.read(CHUNK_BYTES):
            yield tail + data
            tail = data[-OVERLAP_BYTES:]


def _cells(session: Session, table: Table) -> Iterator[bytes]:
    columns = [column for column in table.columns if isinstance(column.type, String | LargeBinary)]
    for row in session.execute(select(*columns)) if columns else ():
        for value in row:
            if value is not None:
                yield value.encode() if isinstance(value, str) else bytes(value)
