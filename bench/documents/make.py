"""Made-up district documents by the thousand: Markdown pages with headings, paragraphs, lists and tables, the same for the same seed."""

import random
from pathlib import Path

PLACES = "Alder Birch Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Larch Maple Oak Pine Rowan Spruce".split()  # noqa: SIM905
THINGS = [
    "bus pass",
    "locker",
    "field trip form",
    "lunch account",
    "yearbook order",
    "parking permit",
    "library card",
    "sports physical",
    "music stand",
    "science kit",
    "club sign-up",
    "early pickup",
    "device charger",
    "lost badge",
    "late slip",
    "volunteer form",
]
VERBS = "is due|is kept|is checked|is given out|is returned|is signed|is paid|is renewed".split("|")  # noqa: SIM905


def write_documents(folder: Path, n: int, n_sections: int = 12, seed: int = 7) -> int:
    """Write n documents of about four passages a section; gives their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    n_bytes = 0
    for number in range(n):
        text = document(random.Random(f"{seed}.{number}"), number, n_sections)
        (folder / f"guide-{number:05d}.md").write_text(text, "utf-8")
        n_bytes += len(text.encode())
    return n_bytes


def document(dice: random.Random, number: int, n_sections: int) -> str:
    """One document."""
    place = dice.choice(PLACES)
    parts = [f"# Guide {number} of {place} School\n"]
    for section in range(n_sections):
        thing = dice.choice(THINGS)
        parts.append(f"## {section + 1}. The {thing} at {place}\n\n{_paragraph(dice, thing, place)}\n\n{_paragraph(dice, thing, place)}\n")
        if section % 3 == 0:
            rows = [
                f"| {dice.choice(PLACES)} {dice.randrange(900)} | {_time(dice)} | ${dice.randrange(2, 90)}.{dice.randrange(10, 99)} |"
                for _ in range(3)
            ]
            parts.append(f"| {thing.capitalize()} | Time | Price |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _paragraph(dice: random.Random, thing: str, place: str) -> str:
    said: list[str] = []
    for _ in range(dice.randrange(3, 6)):
        said.append(
            f"The {thing} of {place} {dice.choice(VERBS)} in room {dice.randrange(1, 400)} by {_time(dice)} and costs "
            f"${dice.randrange(1, 80)}.{dice.randrange(10, 99)} for each of the {dice.randrange(2, 30)} students who ask."
        )
    return " ".join(said)


def _time(dice: random.Random) -> str:
    return f"{dice.randrange(1, 12)}:{dice.randrange(10, 59)} {dice.choice(('a.m.', 'p.m.'))}"
