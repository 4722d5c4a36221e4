"""`countersign questions`: ask one, or import many."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.door import As, Json, Progress, acting, emit, group, open_house

if TYPE_CHECKING:
    from policies.words.items import Item

app = group("Ask questions as a family would send them.")
_MAX_BYTES = 1_000_000


@app.command()
def ask(
    text: Annotated[str | None, typer.Argument(help="The family's message.")] = None,
    file: Annotated[Path | None, typer.Option(help="Read the message from this file.")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read the message from standard input.")] = False,
    school: Annotated[str | None, typer.Option(help="School id, when the message does not name it.")] = None,
    school_year: Annotated[str | None, typer.Option(help="School year such as 2026-2027; default: the current one.")] = None,
    language: Annotated[str | None, typer.Option(help="en or es, when the message is too short to tell.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Walk the whole way for one message and print the queued item.

    Example: countersign questions ask "What time does school start?" --school whitcomb
    """
    given = [source for source in (text is not None, file is not None, stdin) if source]
    if len(given) != 1:
        raise typer.BadParameter("give the message as an argument, with --file, or with --stdin: exactly one of them")
    message = text if text is not None else _read(file)
    from assistant.services import questions
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.QUESTION_ASK)
        item = questions.ask(house, actor, message, language=language, school=school, school_year=school_year, channel="cli")
    _print(item, json)


@app.command()
def newsletter(
    answers: Annotated[list[str], typer.Argument(help="Items whose approved answers make the section; `metrics recurring` names them.")],
    week: Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="The Monday that the week begins on.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Draft a newsletter's section from what was asked again and again; a reviewer decides on it like on any draft.

    Example: countersign questions newsletter item_0123456789abcdef --week 2026-08-31 --as staff
    """
    from assistant.services.newsletter import draft_section
    from policies.permissions import Permission

    with open_house() as house:
        item = draft_section(house, acting(house, as_, Permission.ANSWER_REUSE), week.date(), answers)
    _print(item, json)


def _read(file: Path | None) -> str:
    from policies.errors import BadInput, TooLarge

    try:
        data = file.read_bytes() if file is not None else sys.stdin.buffer.read(_MAX_BYTES + 1)
    except OSError as error:
        raise BadInput("question.unreadable", f"The file cannot be read ({type(error).__name__}).", "Check its name and rights.") from None
    if len(data) > _MAX_BYTES:
        raise TooLarge("question.too_long", "The message is larger than 1 MB.", "Send the part that asks.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("question.not_text", "The message is not UTF-8 text.", "Save it as plain text.") from None


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A .eml, .mbox, .csv or .jsonl file of messages.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Walk the whole way for every message of a file; the same message of the same file is asked once, however often it is imported.

    CSV and JSONL have a column `question` (or `text`), and may have `id`, `language`, `school`, `school_year`.
    Example: countersign questions import inbox.mbox
    """
    import time
    from collections import Counter

    from assistant.importing import read_messages
    from assistant.services import work
    from assistant.services.bringing_in import bring_in
    from policies.permissions import Permission

    messages = read_messages(file)
    with open_house() as house:
        actor = acting(house, as_, Permission.QUESTION_ASK)
        progress = Progress("questions")
        with work.noted(house, actor, work.Kind.QUESTIONS_IMPORT) as noted:

            def told(number: int, n_all: int) -> None:
                progress(number, n_all)
                noted(number, n_all)

            brought = bring_in(house, actor, messages, told=told, pause=time.sleep)
    outcomes = Counter(item.outcome.value for item in brought.items)
    refused = [{"number": number, "code": error.code, "remedy": error.remedy} for number, error in brought.refused]
    lines = [f"{n:5d}  {outcome}" for outcome, n in sorted(outcomes.items())] + [f"message {r['number']}: {r['code']}" for r in refused]
    if brought.n_left:
        lines.append(f"{brought.n_left} messages are left: import the same file again, nothing is asked twice.")
    shown = {"items": [item.id for item in brought.items], "outcomes": dict(outcomes), "refused": refused, "n_left": brought.n_left}
    emit(shown, as_json=json, lines=lines or ["The file holds no messages."])


def _print(item: "Item", as_json: bool) -> None:
    from assistant.cli.showing import item_lines
    from assistant.shapes import item_shape

    emit(item_shape(item), as_json=as_json, lines=item_lines(item))
