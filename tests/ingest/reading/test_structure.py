"""Paragraphs, lists, columns and page furniture come out as a person would read them."""

from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from ingest.reading.blocks import BlockKind
from tests.ingest.reading.hours import word_file
from tests.ingest.reading.limits import read
from tests.ingest.reading.paper import drawn, text, typeset


def test_two_columns_of_running_text_are_no_table_and_are_read_one_after_the_other() -> None:
    left = [
        "Buses run on every school day and",
        "leave ten minutes after the last bell.",
        "Riders wait at the stop five minutes",
        "before the bus is due to arrive there.",
        "The driver cannot wait for a rider.",
    ]
    right = [
        "Lunch is served from eleven o'clock",
        "until one o'clock in the cafeteria.",
        "Families may add money to accounts",
        "with a card on the web at any time.",
        "Cash is taken in the front office.",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 720, "News for families")
        canvas.setFont("Helvetica", 11)
        for at, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(72, 690 - 14 * at, one)
            canvas.drawString(320, 690 - 14 * at, other)

    document = read(drawn(draw), "news.pdf")
    assert [block.text for block in document.blocks[1:]] == [" ".join(left), " ".join(right)]


def test_lines_of_a_paragraph_are_joined_and_parted_words_put_together() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for at, line in enumerate(
            [
                "All students may eat breakfast in the cafeteria before the first bell, and trans-",
                "portation is arranged by the district for students who need it to come on time.",
                "",
                "A second paragraph stands apart from the first.",
            ]
        ):
            canvas.drawString(72, 700 - 14 * at, line)

    document = read(drawn(draw), "a.pdf")
    assert [block.text for block in document.blocks] == [
        "All students may eat breakfast in the cafeteria before the first bell, and transportation is arranged by the district for students who need it to come on time.",  # noqa: E501
        "A second paragraph stands apart from the first.",
    ]


def test_repeated_headers_footers_and_page_numbers_of_a_pdf_are_no_blocks() -> None:
    def furniture(canvas: Canvas, template: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 760, "Alder School District")
        canvas.drawString(72, 30, "Family guide 2026-2027")
        canvas.drawRightString(540, 30, f"Page {template.page}")

    story = [
        text("Family guide", "Title"),
        text("Doors open at 7:40 a.m."),
        PageBreak(),
        text("Bring a photo ID."),
        PageBreak(),
        text("Call 555-0110."),
    ]
    document = read(typeset(story, furniture), "guide.pdf")
    assert [(block.page, block.text) for block in document.blocks] == [
        (1, "Family guide"),
        (1, "Doors open at 7:40 a.m."),
        (2, "Bring a photo ID."),
        (3, "Call 555-0110."),
    ]
    assert any(note.code == "page_furniture" and note.excerpt == "Alder School District" for note in document.notes)


def test_lists_are_items_without_their_bullets() -> None:
    story = [
        text("Bring", "Heading1"),
        text("• A photo ID"),
        text("• The birth certificate"),
        text("1. Fill in the form"),
        text("2. Sign it"),
    ]
    document = read(typeset(story), "a.pdf")
    items = [block.text for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == ["A photo ID", "The birth certificate", "Fill in the form", "Sign it"]

    def build(word: Any) -> None:
        word.add_heading("Bring", 1)
        word.add_paragraph("A photo ID", style="List Bullet")
        word.add_paragraph("Sign it", style="List Number")

    document = read(word_file(build), "a.docx")
    assert [block.text for block in document.blocks if block.kind is BlockKind.LIST_ITEM] == ["A photo ID", "Sign it"]


def test_the_front_matter_of_a_markdown_file_is_metadata_and_not_text() -> None:
    document = read(b"---\ntitle: Phones\nschools: [Alder, Birch]\nschool_year: 2026-2027\n---\n# Phones\n\nPhones stay off.\n", "a.md")
    assert document.metadata == {"title": "Phones", "schools": "Alder, Birch", "school_year": "2026-2027"}
    assert document.text == "Phones\n\nPhones stay off."


def test_the_frame_of_a_saved_page_is_left_out() -> None:
    page = (
        "<!doctype html><html><head><title>Lunch</title></head><body><header><p>Alder Schools</p></header><nav><ul><li>Home</li><li>Buses</li></ul></nav>"  # noqa: E501
        "<main><h1>Lunch</h1><p>Lunch costs $3.10 for students of every grade.</p></main><footer><p>Site map</p></footer></body></html>"
    )
    document = read(page.encode(), "lunch.html")
    assert [block.text for block in document.blocks] == ["Lunch", "Lunch costs $3.10 for students of every grade."]
    assert {note.excerpt for note in document.notes if note.code == "page_furniture"} >= {"Home Buses", "Site map"}
