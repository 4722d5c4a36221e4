"""Tables out: CSV without formulas, JSON."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(file: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """One row a line; nested values become `outer.inner`; a text that a spreadsheet would run gets an apostrophe in front."""
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows({name: _safe(value) for name, value in row.items()} for row in flat)


def write_json(file: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """All rows as one JSON array."""
    file.write_text(json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n", "utf-8")


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat |= _flat(cast("Mapping[str, Any]", value), f"{before}{name}.")
        else:
            flat[before + name] = value
    return flat


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
