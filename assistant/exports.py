"""Tables out: CSV without formulas, JSON, Parquet; a data dictionary goes with each."""

# pyarrow has no type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for a formula; the last four are the wide forms. Source: OWASP, "CSV Injection"."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export. `kind` is text, number, whole, flag or list."""

    name: str
    kind: str
    meaning: str
    unit: str = ""


def csv_bytes(rows: Sequence[Row], columns: Sequence[Column] = ()) -> bytes:
    """One row a line; nested values become `outer.inner`; a text that a spreadsheet would run gets an apostrophe in front."""
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys([*(column.name for column in columns), *(name for row in flat for name in row)]))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows({name: without_formula(value) for name, value in row.items()} for row in flat)
    return out.getvalue().encode()


def json_bytes(rows: Sequence[Row], columns: Sequence[Column] = ()) -> bytes:
    """All rows as one JSON array."""
    del columns
    return (json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n").encode()


def parquet_bytes(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    """Typed columns, each with its meaning and unit in the file's own schema. Lists become texts joined by a semicolon."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"text": pa.string(), "list": pa.string(), "number": pa.float64(), "whole": pa.int64(), "flag": pa.bool_()}
    flat = [_flat(row) for row in rows]
    fields = [pa.field(c.name, kinds[c.kind], metadata={"meaning": c.meaning, "unit": c.unit}) for c in columns]
    table = pa.Table.from_pylist([{c.name: _typed(row.get(c.name), c.kind) for c in columns} for row in flat], pa.schema(fields))
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


FORMATS: dict[str, Callable[[Sequence[Row], Sequence[Column]], bytes]] = {
    "csv": csv_bytes,
    "json": json_bytes,
    "parquet": parquet_bytes,
}


def dictionary_bytes(columns: Sequence[Column]) -> bytes:
    """The data dictionary as JSON: every column's name, kind, unit and meaning."""
    return json_bytes([asdict(column) for column in columns])


def write_csv(file: Path, rows: Sequence[Row]) -> None:
    """Rows as a CSV file."""
    file.write_bytes(csv_bytes(rows))


def write_json(file: Path, rows: Sequence[Row]) -> None:
    """Rows as a JSON file."""
    file.write_bytes(json_bytes(rows))


def _typed(value: Any, kind: str) -> Any:
    if value is None or kind in {"flag", "whole"}:
        return value
    if kind == "number":
        return float(value)
    return ";".join(map(str, cast("list[Any]", value))) if kind == "list" else str(value)


def _flat(row: Row, before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat |= _flat(cast("Mapping[str, Any]", value), f"{before}{name}.")
        else:
            flat[before + name] = value
    return flat


def without_formula(value: object) -> object:
    """A value as a spreadsheet may hold it: a text that it would run gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_STARTS) else value
