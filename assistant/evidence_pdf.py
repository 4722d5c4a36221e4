"""The evidence packet as a PDF for people, with the same packet as JSON attached to it for `docs/verify_packet.py`.

PDFium's standard font has no letters beyond Western Europe's: a sign it lacks is shown as “?”, and stands whole in the attached packet.
"""

# Adapter of a library without type hints, through `PdfiumPaper`.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false, reportAttributeAccessIssue=false
import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as raw

from assistant.pdf_paper import FAINT, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, PdfiumPaper, wide
from policies.ledger import canonical

SHORT_LINE, CHUNK = 120.0, 600
"""What must be free at the foot of a page, points; longest piece of words set at once, characters."""


class _Pages(PdfiumPaper):
    """Paper that goes on to a new page when one is full."""

    def say(self, words: str, size: float = 9.5, *, bold: bool = False, faint: bool = False) -> None:
        """One paragraph; a long one may go on over the page's end."""
        shown = words.encode("cp1252", "replace").decode("cp1252")
        for start in range(0, max(len(shown), 1), CHUNK):
            if self.y > PAGE_HEIGHT - MARGIN - SHORT_LINE:
                raw.FPDFPage_GenerateContent(self.page.raw)
                self.page = self.document.new_page(PAGE_WIDTH, PAGE_HEIGHT)
                self.y = MARGIN
            ink = {"color": FAINT} if faint else {}
            self.paragraph(shown[start : start + CHUNK], size, bold=bold, after=4.0, **ink)

    def attach(self, name: str, content: bytes) -> None:
        """Put a file into the PDF, as it is."""
        made = raw.FPDFDoc_AddAttachment(self.document.raw, wide(name))
        raw.FPDFAttachment_SetFile(made, self.document.raw, ctypes.create_string_buffer(content, len(content)), len(content))


def as_pdf(packet: dict[str, Any]) -> bytes:
    """The packet's pages, with `packet.json` attached."""
    pages = _Pages()
    pages.say("Evidence packet", 17, bold=True)
    for title, lines in _parts(packet):
        pages.say(title, 11, bold=True)
        for line in lines:
            pages.say(line, faint=title == "Ledger", size=7 if title == "Ledger" else 9.5)
    pages.attach("packet.json", canonical(packet).encode())
    return pages.bytes()


def _parts(packet: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Titles and lines, in the order of the HTML packet."""
    item = packet["item"]
    yield "Item", [f"{item['id']}: {item['status']}, {item['outcome']}, submitted {item['submitted_at']}"]
    if "question" in item:
        yield "Question", [item["question"]["text"]]
    draft = item.get("draft")
    if draft:
        said = [
            f"{number}. {s['text']} [{s['support']}] " + "; ".join(f"{c['title']}, {c['section']}: “{c['quote']}”" for c in s["citations"])
            for number, s in enumerate(draft["sentences"], start=1)
        ]
        yield "Draft", [draft["greeting"], *said, draft["closing"]]
        yield "Checks", [f"{c['name']} {'passed' if c['passed'] else 'FAILED'}: {c['detail']}" for c in draft["checks"]]
    for note in packet["evidence"]:
        scores = f"score {note['score']:.3f}, dense {note['dense']:.3f}, lexical {note['lexical']:.2f}"
        yield f"Evidence {note.get('title', note['passage_id'])} ({scores})", [note.get("text", "")]
    for decision in packet["decisions"]:
        told = {
            "By": packet["people"].get(decision["by"], decision["by"]),
            "At": decision["at"],
            "Reason": decision["reason_code"],
            "Note": decision.get("note"),
            "Office": decision["office"],
            "Taken back": decision["undone_at"],
        }
        yield (
            f"Decision {decision['number']}: {decision['kind']}",
            [f"{name}: {value}" for name, value in told.items() if value is not None],
        )
    yield "Edits", [f"{edit['was'] or '(nothing)'} » {edit['now'] or '(nothing)'}" for edit in packet["edits"]]
    for answer in packet["answers"]:
        yield "Answer", [answer.get("text", answer["text_hash"])]
    made_by = item["provenance"] | {"policy now": packet["policy_version"], "code now": packet["code_version"]}
    yield "Made by", [f"{name}: {value}" for name, value in made_by.items() if value is not None]
    yield "Ledger", [f"{e['seq']}  {e['at']}  {e['tag']}  {e['actor']}  {e['hash']}" for e in packet["ledger"]["events"]]
