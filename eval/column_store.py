"""Measured items kept as columns in memory, brought up to date from the rows that changed since; one for each process."""

# Columns are numpy arrays of Python strings; their element types are not worth naming at every use.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import threading
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eval.facts import NUMBER_COLUMNS, TEXT_COLUMNS, Facts, Numbers, Texts
from eval.tables import MeasuredRow

_NAMES = (*TEXT_COLUMNS, *NUMBER_COLUMNS)
MOST_CHANGES = 20_000
"""Changed rows above which everything is loaded anew."""


class ColumnStore:
    """The columns of every measured item that is no decoy."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seq, self._n_rows = -1, 0
        self._text: dict[str, Texts] = {}
        self._number: dict[str, Numbers] = {}
        self._places: dict[str, int] = {}

    def read(self, session: Session) -> Facts:
        """The facts as of this transaction. Arrays that were handed out are never changed."""
        with self._lock:
            seq, n_rows = session.execute(select(func.coalesce(func.max(MeasuredRow.seq), 0), func.count())).one()
            if seq != self._seq or n_rows != self._n_rows:
                self._load(session, seq, n_rows)
            return Facts(dict(self._text), dict(self._number))

    def _load(self, session: Session, seq: int, n_rows: int) -> None:
        columns = [getattr(MeasuredRow, name) for name in _NAMES]
        query = select(*columns, MeasuredRow.is_decoy)
        is_partial = 0 <= self._seq < seq and n_rows >= self._n_rows
        if is_partial:
            changed = session.execute(query.where(MeasuredRow.seq > self._seq).order_by(MeasuredRow.seq).limit(MOST_CHANGES + 1)).all()
            is_partial = len(changed) <= MOST_CHANGES and not any(row[-1] and row[0] in self._places for row in changed)
            if is_partial:
                self._merge([row for row in changed if not row[-1]])
        if not is_partial:
            self._replace([row for row in session.execute(query.order_by(MeasuredRow.submitted, MeasuredRow.item_id)).all() if not row[-1]])
        self._seq, self._n_rows = seq, n_rows

    def _replace(self, rows: list[Any]) -> None:
        columns = list(zip(*rows, strict=True)) if rows else [()] * (len(_NAMES) + 1)
        self._text = {name: _texts(columns[i]) for i, name in enumerate(TEXT_COLUMNS)}
        self._number = {name: _numbers(columns[len(TEXT_COLUMNS) + i]) for i, name in enumerate(NUMBER_COLUMNS)}
        self._places = {item_id: place for place, item_id in enumerate(self._text["item_id"])}

    def _merge(self, rows: list[Any]) -> None:
        """Rows that are known are written over in a copy, new ones put behind."""
        new = [row for row in rows if row[0] not in self._places]
        known = [row for row in rows if row[0] in self._places]
        places = np.array([self._places[row[0]] for row in known], dtype=np.int64)
        for i, name in enumerate(TEXT_COLUMNS):
            texts = np.concatenate([self._text[name], _texts([row[i] for row in new])])
            texts[places] = _texts([row[i] for row in known])
            self._text[name] = texts
        for i, name in enumerate(NUMBER_COLUMNS, start=len(TEXT_COLUMNS)):
            numbers = np.concatenate([self._number[name], _numbers([row[i] for row in new])])
            numbers[places] = _numbers([row[i] for row in known])
            self._number[name] = numbers
        for row in new:
            self._places[row[0]] = len(self._places)


def _texts(values: Any) -> Texts:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _numbers(values: Any) -> Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
