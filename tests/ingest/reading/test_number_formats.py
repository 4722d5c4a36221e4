"""Numbers look as the sheet shows them."""

import pytest

from ingest.reading.formats.number_formats import BUILT_IN, shown, shows_nothing


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("65", '"$"#,##0.00', "$65.00"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234567", "#,##0", "1,234,567"),
        ("-12", '"$"#,##0.00', "-$12.00"),
        ("-12", "#,##0;(#,##0)", "(12)"),
        ("0.5", "0%", "50%"),
        ("0.125", "0.0%", "12.5%"),
        ("3.1", "General", "3.1"),
        ("3", "General", "3"),
        ("0.1", "General", "0.1"),
        ("7", "000", "007"),
        ("2.50", "0.##", "2.5"),
        ("46253", "m/d/yyyy", "8/19/2026"),
        ("46253", "mmmm d, yyyy", "August 19, 2026"),
        ("46253", "dddd, mmm d", "Wednesday, Aug 19"),
        ("46253", "yyyy-mm-dd", "2026-08-19"),
        ("46253", "[$-409]mmmm d, yyyy;@", "August 19, 2026"),
        ("0.3298611111", "h:mm AM/PM", "7:55 AM"),
        ("0.6145833333", "h:mm AM/PM", "2:45 PM"),
        ("0.3298611111", "hh:mm", "07:55"),
        ("46253.3298611111", "m/d/yyyy h:mm", "8/19/2026 7:55"),
        ("1.5", "[h]:mm", "36:00"),
        ("65", '[$$-409]#,##0.00', "$65.00"),
        ("65", '#,##0.00 "each"', "65.00 each"),
        ("12", '0 "students"', "12 students"),
        ("5550110", "General", "5550110"),
        ("1", BUILT_IN[14], "1/1/1900"),
        ("words", "0.00", "words"),
    ],
)  # fmt: skip
def test_a_number_is_shown_by_its_format(value: str, code: str, expected: str) -> None:
    assert shown(value, code) == expected


def test_a_format_of_semicolons_shows_nothing() -> None:
    assert shows_nothing(";;;")
    assert shows_nothing('"";"";""')
    assert not shows_nothing("0;-0;0")
    assert not shows_nothing("General")
