"""PDF files with tables of every drawing style, made from a seed, with what a reader should find in them."""

import io
import random
from dataclasses import dataclass
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

STYLES = ("grid", "boxed_head", "rules_below", "striped", "bare", "wrapped_grid", "wrapped_bare", "long_grid", "long_bare")
_COLUMNS: dict[str, list[str]] = {
    "School": ["Alder Elementary", "Birch Middle School", "Cedar High School", "Dogwood Academy", "Elm Early Learning Center"],
    "Grades": ["K-5", "6-8", "9-12", "PK", "K-8"],
    "Doors open": ["7:40 a.m.", "8:00 a.m.", "7:15 a.m.", "8:25 a.m."],
    "Dismissal": ["2:45 p.m.", "3:20 p.m.", "11:30 a.m.", "12:05 p.m."],
    "Amount": ["$65.00", "$3.10", "$110.00", "No charge", "$0.40"],
    "Date": ["Monday, September 7, 2026", "October 12, 2026", "May 26, 2027", "Tuesday, March 9, 2027"],
    "Telephone": ["(217) 555-0110", "(217) 555-0142", "(217) 555-0199"],
    "Students": ["No school", "Early release", "School", "Late start"],
    "Note": ["Bring a photo ID", "Ask the office", "Form HS-7 is needed", "By appointment"],
}
_LONG_NOTES = [
    "Families who cannot pay at once may ask the office for a plan in three parts.",
    "A signed form from a doctor is needed before the first practice of the season.",
    "Students who live closer may ride where there is a free seat and a safe stop.",
    "The office answers within ten school days and writes to the family by mail.",
]
_SENTENCES = [
    "These are the rules for the coming school year.",
    "Questions go to the front office of your school.",
    "The board approved this page in June and will look at it again in spring.",
    "Copies in other languages are kept in the Welcome Center.",
]


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file: its bytes, and its tables as rows of (header, cell)."""

    style: str
    data: bytes
    rows: list[list[tuple[str, str]]]
    headings: list[str]


def make_files(n_each: int, seed: int) -> list[MadeFile]:
    """`n_each` files of every style."""
    rng = random.Random(seed)
    return [_make(style, rng) for style in STYLES for _ in range(n_each)]


def _make(style: str, rng: random.Random) -> MadeFile:
    sheet = getSampleStyleSheet()
    story: list[Any] = [Paragraph("Handbook page", sheet["Title"]), Paragraph(" ".join(rng.sample(_SENTENCES, 3)), sheet["BodyText"])]
    rows: list[list[tuple[str, str]]] = []
    headings = ["Handbook page"]
    for number in range(1 if style.startswith("long") else rng.randint(1, 3)):
        heading = f"{rng.choice(['Times', 'Costs', 'Dates', 'Contacts'])} {number + 1}"
        headings.append(heading)
        story.append(Paragraph(heading, sheet["Heading2"]))
        if rng.random() < 0.5:
            story.append(Paragraph(" ".join(rng.sample(_SENTENCES, 2)), sheet["BodyText"]))
        names = rng.sample(list(_COLUMNS), rng.randint(2, 4 if style.startswith("wrapped") else 5))
        n_rows = rng.randint(45, 80) if style.startswith("long") else rng.randint(3, 9)
        body = [[rng.choice(_COLUMNS[name]) for name in names] for _ in range(n_rows)]
        if style.startswith("wrapped"):
            names = [*names, "Details"]
            for row in body:
                row.append(rng.choice(_LONG_NOTES))
        rows += [list(zip(names, row, strict=True)) for row in body]
        story += [_table(style, names, body, sheet), Spacer(1, 10)]
        story.append(Paragraph(rng.choice(_SENTENCES), sheet["BodyText"]))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=letter, invariant=True).build(story)
    return MadeFile(style, buffer.getvalue(), rows, headings)


def _table(style: str, names: list[str], body: list[list[str]], sheet: Any) -> Table:
    commands: list[Any] = [("FONTSIZE", (0, 0), (-1, -1), 9), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    if "grid" in style:
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.grey))
    if style != "bare":
        commands.append(("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"))
    if style == "boxed_head":
        commands += [("BOX", (0, 0), (-1, -1), 1, colors.black), ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)]
    if style == "rules_below":
        commands.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.black))
    if style == "striped":
        commands.append(("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.whitesmoke, colors.lightgrey]))
    widths = None
    cells: list[list[Any]] = [list(row) for row in body]
    if style.startswith("wrapped"):
        widths = [360 / (len(names) - 1)] * (len(names) - 1) + [140]
        cells = [[Paragraph(cell, sheet["BodyText"]) for cell in row] for row in body]
    repeat = 1 if style.startswith("long") else 0
    return Table([names, *cells], style=TableStyle(commands), repeatRows=repeat, colWidths=widths, hAlign="LEFT")
