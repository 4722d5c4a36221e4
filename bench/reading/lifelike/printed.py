"""Pages that a browser prints to PDF: schedules side by side, month grids, wrapped and merged cells, columns, stripes, drawn bullets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.reading.scores import Found

_RULED = "td,th{border:1px solid #000}"
_HEAD = "<!doctype html><meta charset=utf-8><style>body{font:11pt Georgia}table{border-collapse:collapse}td,th{padding:3px 6px}%s</style>"
_DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
Rows = list[list[tuple[str, str]]]


def table(rows: list[list[str]], style: str = "", head: int = 1) -> str:
    """A plain table; the first `head` rows are headers."""
    made = [
        "".join(f"<{'th' if at < head else 'td'}>{cell}</{'th' if at < head else 'td'}>" for cell in row) for at, row in enumerate(rows)
    ]
    return f"<table style='{style}'>" + "".join(f"<tr>{row}</tr>" for row in made) + "</table>"


def under(head: list[str], rows: list[list[str]]) -> Rows:
    """Rows as (header, text); empty cells are none."""
    return [[(name, cell) for name, cell in zip(head, row, strict=True) if cell] for row in rows]


def _side_by_side(ruled: bool) -> tuple[str, Found]:
    head = ["Period", "Start", "End"]
    regular = [["1", "8:10", "9:00"], ["2", "9:04", "9:54"], ["Lunch A", "11:20", "11:50"]]
    early = [["1", "8:10", "8:45"], ["2", "8:49", "9:24"], ["Dismissal", "12:40", ""]]
    page = (
        f"{_HEAD % ((_RULED if ruled else '') + '.g{display:flex;gap:30px}')}<h1>Bell Schedules</h1><div class=g><div><h3>Regular Day (Mon, Tue, Thu)</h3>"
        f"{table([head, *regular])}</div><div><h3>Early Release Wednesday</h3>{table([head, *early])}</div></div><p>Doors open at 7:45.</p>"
    )
    titles = ["Bell Schedules", "Regular Day (Mon, Tue, Thu)", "Early Release Wednesday"]
    return page, Found(under(head, regular) + under(head, early), titles, ["Doors open at 7:45."])


def _month(name: str, first: int, n_days: int, said: dict[int, str]) -> str:
    cells = [""] * first + [f"{day}" + (f"<br>{said[day]}" if day in said else "") for day in range(1, n_days + 1)]
    cells += [""] * (-len(cells) % 7)
    rows = [cells[at : at + 7] for at in range(0, len(cells), 7)]
    return f"<h2>{name}</h2>{table([list(_DAYS), *rows])}"


def _calendar() -> tuple[str, Found]:
    style = _RULED + "td{vertical-align:top;width:80px;height:40px}"
    months = _month("September 2026", 2, 30, {7: "Labor Day No School", 18: "Early Release 12:30"})
    months += _month("October 2026", 4, 31, {12: "No School"})
    rows: Rows = [[("Mon", "7 Labor Day No School")], [("Fri", "18 Early Release 12:30")], [("Mon", "12 No School")]]
    return f"{_HEAD % style}<h1>School Calendar</h1>{months}", Found(rows, ["School Calendar", "September 2026", "October 2026"])


def _merged() -> tuple[str, Found]:
    page = (
        f"{_HEAD % _RULED}<h1>Fees</h1><table style='width:520px'><caption>Table 2. Activity fees</caption><tr><th rowspan=2>Activity</th><th colspan=2>Fee"
        "</th><th rowspan=2>Notes</th></tr><tr><th>Fall</th><th>Spring</th></tr><tr><td>Band, including the rental of one instrument</td><td>$45.00</td>"
        "<td>$40.00</td><td>The fee is waived for families who qualify for free or reduced meals; ask the office.</td></tr><tr><td>Chess club</td>"
        "<td colspan=2>$10.00 for the year</td><td>Meets on Tuesdays.<br>Bring a board.</td></tr><tr><td rowspan=2>Athletics</td><td>$60.00</td>"
        "<td>$55.00</td><td>First sport</td></tr><tr><td>$30.00</td><td>$25.00</td><td>Second sport</td></tr></table>"
    )
    head = ["Activity", "Fee Fall", "Fee Spring", "Notes"]
    waived = "The fee is waived for families who qualify for free or reduced meals; ask the office."
    rows = under(head, [["Band, including the rental of one instrument", "$45.00", "$40.00", waived]])
    rows.append(
        [("Activity", "Chess club"), ("Fee Fall / Fee Spring", "$10.00 for the year"), ("Notes", "Meets on Tuesdays. Bring a board.")]
    )
    rows += under(head, [["Athletics", "$60.00", "$55.00", "First sport"], ["Athletics", "$30.00", "$25.00", "Second sport"]])
    return page, Found(rows, ["Fees"])


def _stripes() -> tuple[str, Found]:
    head = ["Route", "Stop", "Pickup", "Driver note"]
    stops = ["Oak & 3rd", "Pine Court", "Maple Ave", "Elm Lane", "Lake Road"]
    notes = ["", "Stop is across from the fire station on the east side", "", "No stop on Fridays", ""]
    rows = [
        [f"Route {at}", stop, f"{6 + at % 2}:{10 + 3 * at} a.m.", note] for at, (stop, note) in enumerate(zip(stops, notes, strict=True), 1)
    ]
    style = "tr:nth-child(even){background:#eee} th{text-align:left}"
    return f"{_HEAD % style}<h1>Bus Routes</h1>{table([head, *rows], 'width:600px')}", Found(under(head, rows), ["Bus Routes"])


def _narrow() -> tuple[str, Found]:
    pairs = [["Principal's office line", "555-0100"], ["Hours", "7:30 a.m. to 4:00 p.m."], ["Mascot", "Herons"]]
    page = (
        f"{_HEAD % ''}<h1>School at a glance</h1>{table(pairs, head=0)}<h2>Uniforms</h2><ul><li>Navy or white polo shirts<ul><li>No logos larger than two "
        "inches</li></ul></li><li>Closed-toe shoes</li></ul><ol><li>Fill in the form.</li><li>Return it by August 20.</li></ol>"
    )
    items = [
        "Navy or white polo shirts",
        "No logos larger than two inches",
        "Closed-toe shoes",
        "Fill in the form.",
        "Return it by August 20.",
    ]
    return page, Found(under(["", ""], pairs), ["School at a glance", "Uniforms"], items)


def _notes() -> tuple[str, Found]:
    head = ["Vaccine", "Kindergarten", "Grade 7"]
    shown = [["Tdap<sup>1</sup>", "none", "1 dose"], ["MMR<sup>2</sup>", "2 doses", "2 doses"]]
    page = f"{_HEAD % _RULED}<h1>Immunizations</h1>{table([head, *shown])}<p>Bring the record to the nurse.</p>"
    rows = under(head, [["Tdap 1", "none", "1 dose"], ["MMR 2", "2 doses", "2 doses"]])
    return page, Found(rows, ["Immunizations"], ["Bring the record to the nurse."])


def _groups() -> tuple[str, Found]:
    page = (
        f"{_HEAD % _RULED}<h1>Contacts</h1><table><tr><th>Office</th><th>Phone</th></tr><tr><td colspan=2><b>District</b></td></tr><tr><td>Enrollment</td><td>"
        "555-0101</td></tr><tr><td colspan=2><b>Schools</b></td></tr><tr><td>Oak Elementary</td><td>555-0110</td></tr></table>"
    )
    rows: Rows = [[("", "District")], *under(["Office", "Phone"], [["Enrollment", "555-0101"]]), [("", "Schools")]]
    return page, Found(rows + under(["Office", "Phone"], [["Oak Elementary", "555-0110"]]), ["Contacts"])


def _long() -> tuple[str, Found]:
    head = ["Office", "Room", "Phone"]
    rows = [[f"Office number {at}", f"{100 + at}", f"555-{at:04d}"] for at in range(1, 91)]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"{_HEAD % _RULED}<h1>Offices</h1><table style='width:600px'><thead><tr><th>Office</th><th>Room</th><th>Phone</th></tr></thead>{body}</table>"
    return page, Found(under(head, rows), ["Offices"])


def _columns() -> tuple[str, Found]:
    said = [
        (
            "Attendance",
            "Call the attendance line at 555-0142 before 9:00 a.m. when your child is ill and say the name, the grade and the reason. " * 2,
        ),
        ("Lunch", "Lunch costs $3.10 a day and breakfast is free for all students in every school of the district this year. " * 3),
        ("Parking", "Visitors park in the north lot and sign in at the main office with a photo identification before they walk on. " * 2),
    ]
    body = "".join(f"<h3>{title}</h3><p>{words}</p>" for title, words in said)
    page = f"{_HEAD % '.c{column-count:2;column-gap:30px}'}<h1>Family News</h1><div class=c>{body}</div>"
    return page, Found([], ["Family News", *(title for title, _ in said)])


def pages() -> dict[str, tuple[str, Found]]:
    """Every page by its name: its HTML, and what a person reads there."""
    return {
        "schedules side by side, ruled": _side_by_side(ruled=True),
        "schedules side by side, bare": _side_by_side(ruled=False),
        "month grid": _calendar(),
        "merged and wrapped cells": _merged(),
        "stripes with wrapped cells": _stripes(),
        "narrow columns and drawn bullets": _narrow(),
        "raised figures": _notes(),
        "titles between rows": _groups(),
        "a table over three pages": _long(),
        "newsletter in two columns": _columns(),
    }


def print_pages(chromium: str, folder: Path) -> Iterator[tuple[str, bytes, Found]]:
    """Every page as Chromium prints it, headers and footers on."""
    from playwright.sync_api import sync_playwright

    edge = "<div style='font-size:8px;width:100%;text-align:center'>"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page()
        for at, (name, (source, found)) in enumerate(pages().items()):
            file = folder / f"{at}.html"
            file.write_text(source, "utf-8")
            page.goto(file.as_uri())
            margins: Any = dict.fromkeys(("top", "bottom", "left", "right"), "1in")
            data = page.pdf(
                format="Letter",
                margin=margins,
                display_header_footer=True,
                header_template=f"{edge}<span></span></div>",
                footer_template=f"{edge}Page <span class=pageNumber></span> of <span class=totalPages></span></div>",
            )
            yield name, data, found
        browser.close()
