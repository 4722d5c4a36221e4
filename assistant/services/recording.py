"""What people bring in as tables: replies of surveys and the words of blind raters. Only codes and numbers are kept, never a comment."""

import csv
from pathlib import Path

from assistant.compose import House
from eval.audits import ASPECTS
from policies.errors import BadInput, NotFound
from policies.ledger import Tag, append
from policies.permissions import Permission, require
from policies.words.people import SYSTEM, Actor
from review_queue.tables import ItemRow

SURVEYS = {"staff": "survey_staff", "parent": "survey_parent"}
MOST_ROWS = 5000
_PARTS = frozenset("0123456789")


def import_survey(house: House, actor: Actor, who: str, file: Path) -> int:
    """Replies of a voluntary survey, column `score` (1 to 5); gives how many. Nothing is kept when one row is wrong.

    Raises: BadInput survey.who, survey.unreadable, survey.column, survey.score.
    """
    require(actor, Permission.PILOT_LOCK)
    if who not in SURVEYS:
        raise BadInput("survey.who", "Nobody of this kind is asked.", f"Use one of: {', '.join(SURVEYS)}.")
    scores: list[float] = []
    for number, row in enumerate(_rows(file, "score"), start=2):
        score = (row["score"] or "").strip()
        if score not in {"1", "2", "3", "4", "5"}:
            raise BadInput("survey.score", f"Line {number}: a score is a whole number from 1 to 5.", "Mend that line; nothing was kept.")
        scores.append(float(score))
    with house.database.write() as session:
        for score in scores:
            append(session, house.clock.now(), actor, Tag.OBSERVATION_RECORDED, SURVEYS[who], {"value": score})
    return len(scores)


def reply(house: House, actor: Actor, score: int) -> None:
    """One reply of somebody on the staff; the ledger names the product as its writer, so that nobody can tell who replied.

    Raises: BadInput survey.score.
    """
    require(actor, Permission.ANSWER_FIND)
    if not 1 <= score <= 5:
        raise BadInput("survey.score", "A reply is a number from 1 to 5.", "Choose one of the five.")
    with house.database.write() as session:
        append(session, house.clock.now(), SYSTEM, Tag.OBSERVATION_RECORDED, SURVEYS["staff"], {"value": float(score)})


def import_audit(house: House, actor: Actor, file: Path) -> int:
    """Words of blind raters: columns `item_id`, `rater`, `aspect`, `holds` (yes or no), `part` if there; gives how many.

    A rater is a code such as one or two, not a name. `part` counts the parts of a question from 1; other columns are left behind.
    Nothing is kept when one row is wrong.
    Raises: BadInput audit.unreadable, audit.column, audit.row; NotFound item.unknown.
    """
    require(actor, Permission.PILOT_LOCK)
    told: list[tuple[str, str, str, bool, int]] = []
    for number, row in enumerate(_rows(file, "item_id", "rater", "aspect", "holds", subject="audit"), start=2):
        item_id, rater, aspect, holds = ((row[name] or "").strip().lower() for name in ("item_id", "rater", "aspect", "holds"))
        part = (row.get("part") or "0").strip()
        is_code = rater.isascii() and rater.isalnum() and len(rater) <= 8
        if aspect not in ASPECTS or holds not in {"yes", "no"} or not is_code or part not in _PARTS:
            remedy = f"aspect: {', '.join(ASPECTS)}; holds: yes or no; rater: at most 8 letters or digits; part: 1 to 9. Nothing was kept."
            raise BadInput("audit.row", f"Line {number} is not one rater's word.", remedy)
        told.append((item_id, rater, aspect, holds == "yes", int(part)))
    with house.database.write() as session:
        for item_id, rater, aspect, holds, part in told:
            if session.get(ItemRow, item_id) is None:
                raise NotFound("item.unknown", "The audit names an item that is not there.", "Check the item ids.", item_id=item_id[:40])
            payload = {"aspect": aspect, "rater": rater, "holds": holds, "part": part}
            append(session, house.clock.now(), actor, Tag.AUDIT_RECORDED, item_id, payload)
    return len(told)


def _rows(file: Path, *columns: str, subject: str = "survey") -> list[dict[str, str | None]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows: list[dict[str, str | None]] = [dict(row) for row in csv.DictReader(lines)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{subject}.unreadable", f"The file cannot be read ({type(error).__name__}).", "Give a UTF-8 CSV file.") from None
    if not rows or len(rows) > MOST_ROWS or any(name not in rows[0] for name in columns):
        raise BadInput(f"{subject}.column", "The file lacks a column, or has no or too many rows.", f"Columns: {', '.join(columns)}.")
    return rows
