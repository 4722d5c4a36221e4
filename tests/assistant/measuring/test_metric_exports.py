"""Tables out in three formats with the same rows, and a dictionary that names every column."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from assistant.exports import FORMATS, Column, csv_bytes, dictionary_bytes
from assistant.services import metric_exports
from bench.pilot.simulating import Truth, write_pilot
from policies.errors import BadInput, Refused
from tests.assistant.measuring.conftest import Quiet


@pytest.fixture
def filled(quiet: Quiet) -> Quiet:
    """A quiet house with a small simulated pilot in its ledger."""
    write_pilot(quiet.house.database, Truth(n=80), 3)
    return quiet


@pytest.mark.parametrize("of", ["figures", "items"])
def test_the_three_formats_hold_the_same_rows_and_the_dictionary_names_every_column(filled: Quiet, of: str) -> None:
    rows, columns = metric_exports.table(filled.house, filled.users["leader"].actor, of)
    made = {name: write(rows, columns) for name, write in FORMATS.items()}
    table = pq.read_table(io.BytesIO(made["parquet"]))
    told = list(csv.DictReader(io.StringIO(made["csv"].decode())))
    assert len(rows) == len(told) == table.num_rows == len(json.loads(made["json"]))
    assert len(rows) > 30
    named = [entry["name"] for entry in json.loads(dictionary_bytes(columns))]
    assert set(told[0]) == set(table.column_names) == set(named)
    assert all(entry["meaning"] for entry in json.loads(dictionary_bytes(columns)))
    number = "value" if of == "figures" else "submitted"
    values = [None if row[number] == "" else float(row[number]) for row in told]
    assert values == table.column(number).to_pylist()
    assert any(value is not None for value in values)
    assert (table.schema.field(number).metadata or {})[b"meaning"]


def test_the_items_name_nobody_who_decided(filled: Quiet) -> None:
    rows, columns = metric_exports.table(filled.house, filled.users["leader"].actor, "items")
    assert len(rows) == 80
    assert not any("decider" in row for row in rows)
    assert "decider" not in {column.name for column in columns}


def test_an_unknown_table_or_format_is_refused_and_so_are_staff(filled: Quiet) -> None:
    with pytest.raises(BadInput):
        metric_exports.table(filled.house, filled.users["leader"].actor, "people")
    with pytest.raises(BadInput):
        metric_exports.checked_format("xlsx")
    with pytest.raises(Refused):
        metric_exports.table(filled.house, filled.users["staff"].actor, "items")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(start: str) -> None:
    (row,) = csv.DictReader(io.StringIO(csv_bytes([{"a": start}], [Column("a", "text", "any")]).decode(), newline=""))
    assert row["a"] == f"'{start}"
