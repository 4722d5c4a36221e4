"""`countersign pilot`: the plan, its lock, the scorecard, the memo."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.door import As, Json, Language, acting, emit, group, open_house

app = group("The pilot: targets fixed before the start, and the reading against them.")


@app.command()
def init(
    out: Annotated[Path, typer.Option(help="File to write the plan to.")] = Path("pilot.yaml"),
    survey: Annotated[Path | None, typer.Option(help="CSV of community priorities: priority, votes, metric.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Write a pilot plan to fill in: schools, dates, looks, hold-out with a fresh seed, gates, benefit, equity, stop rules.

    Example: countersign pilot init --out pilot.yaml --survey survey.csv
    """
    from assistant.services.pilot import plan_words
    from policies.errors import Conflict
    from policies.permissions import Permission

    if out.exists():
        raise Conflict("pilot.file_exists", f"{out} exists and may hold somebody's plan.", "Give another --out, or move it away.")
    with open_house() as house:
        words = plan_words(house, acting(house, as_, Permission.PILOT_LOCK), survey)
    out.write_text(words, "utf-8")
    emit({"file": str(out)}, as_json=json, lines=[f"The plan is in {out}. Fill it in, then: countersign pilot lock {out}"])


@app.command()
def lock(
    file: Annotated[Path, typer.Argument(help="The plan, YAML.")] = Path("pilot.yaml"),
    reason: Annotated[str, typer.Option(help="Why a locked plan is changed; shown with the scorecard.")] = "",
    as_: As = None,
    json: Json = False,
) -> None:
    """Check the plan and fix it: its hash goes into the ledger. Changing a fixed plan needs a reason.

    Example: countersign pilot lock pilot.yaml
    """
    from assistant.services import pilot
    from policies.errors import BadInput
    from policies.permissions import Permission

    try:
        words = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            "pilot.unreadable", f"{file} cannot be read ({type(error).__name__}).", "`countersign pilot init` writes one."
        ) from None
    with open_house() as house:
        locked = pilot.lock(house, acting(house, as_, Permission.PILOT_LOCK), words, reason)
    lines = [f"Plan {locked.number} is locked. Hash {locked.hash}"] + [f"  changed: {path}" for path in locked.changed]
    emit({"number": locked.number, "hash": locked.hash, "changed": list(locked.changed)}, as_json=json, lines=lines)


@app.command()
def scorecard(as_: As = None, json: Json = False) -> None:
    """Print the verdict, why, how sure, and every target with its figure.

    Example: countersign pilot scorecard
    """
    from assistant.measure_shapes import scorecard_shape
    from assistant.services.pilot_scorecard import read
    from eval.wording import STANDINGS, next_step, sentence, written, written_interval
    from policies.permissions import Permission

    with open_house() as house:
        reading = read(house, acting(house, as_, Permission.METRICS_READ))
    lines = [sentence(reading.card), next_step(reading.card), ""]
    for change, what in reading.changed():
        lines.append(f"CHANGED after the start by {change.locked_by}: {change.reason} ({'; '.join(what)})")
    for row in reading.card.rows:
        told = f"{written(row.figure.value, row.figure.unit)} ({written_interval(row.figure)}; n={row.figure.n})"
        lines.append(f"{row.target.part.value:8} {row.figure.label}: {told}, {STANDINGS[row.standing]}")
    emit(scorecard_shape(reading), as_json=json, lines=lines)


@app.command()
def memo(
    out: Annotated[Path, typer.Option(help="File to write, .html or .pdf.")],
    language: Language = "en",
    as_: As = None,
    json: Json = False,
) -> None:
    """Write the one-page memo for the board, in English or Spanish.

    Example: countersign pilot memo --out memo.pdf
    """
    from assistant.pdf_paper import memo_pdf
    from assistant.services.pilot_memo import memo_of
    from assistant.services.pilot_scorecard import read
    from assistant.web.memo_page import memo_html
    from assistant.web.translation import words_of
    from policies.permissions import Permission

    if out.suffix not in {".html", ".pdf"}:
        raise typer.BadParameter("the memo is written as .html or .pdf")
    say = words_of(language).gettext
    with open_house() as house:
        made = memo_of(read(house, acting(house, as_, Permission.METRICS_READ)), house.policy.district.name, say)
    if out.suffix == ".pdf":
        out.write_bytes(memo_pdf(made, say, language))
    else:
        out.write_text(memo_html(made, is_alone=True, language=language), "utf-8")
    emit({"file": str(out)}, as_json=json, lines=[f"The memo is in {out}."])


@app.command()
def record(
    kind: Annotated[str, typer.Argument(help="What happened: incident_pii, incident_other, incidents_checked, survey_staff, …")],
    value: Annotated[float, typer.Argument(help="Its value: 1 for an incident, 1 to 5 for a survey's reply, dollars, hours.")] = 1.0,
    as_: As = None,
    json: Json = False,
) -> None:
    """Record something beside the questions: an incident, one survey reply, a cost, hours. Never a name or a message.

    Example: countersign pilot record survey_staff 4
    """
    from assistant.services import pilot
    from policies.permissions import Permission

    with open_house() as house:
        seq = pilot.record(house, acting(house, as_, Permission.PILOT_LOCK), kind, value)
    emit({"event": seq, "kind": kind, "value": value}, as_json=json, lines=[f"Recorded as event {seq}."])


@app.command()
def survey(
    who: Annotated[str, typer.Argument(help="staff or parent.")],
    file: Annotated[Path, typer.Argument(help="CSV with a column score, 1 to 5; other columns are left behind.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Import the replies of a voluntary survey. Only the scores are kept.

    Example: countersign pilot survey parent replies.csv
    """
    from assistant.services.recording import import_survey
    from policies.permissions import Permission

    with open_house() as house:
        n = import_survey(house, acting(house, as_, Permission.PILOT_LOCK), who, file)
    emit({"n": n, "who": who}, as_json=json, lines=[f"{n} replies recorded."])


@app.command()
def audit(
    file: Annotated[Path, typer.Argument(help="CSV: item_id, rater (a code), aspect, holds (yes or no), part.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Import what blind raters found: facts, citation, grounded, complete, escalate_due, over_redacted. Two show how far they agree.

    Example: countersign pilot audit audit.csv
    """
    from assistant.services.recording import import_audit
    from policies.permissions import Permission

    with open_house() as house:
        n = import_audit(house, acting(house, as_, Permission.PILOT_LOCK), file)
    emit({"n": n}, as_json=json, lines=[f"{n} ratings recorded."])


@app.command("audit-sample")
def audit_sample(
    out: Annotated[Path, typer.Option(help="CSV to write, one copy for each rater.")],
    n: Annotated[int, typer.Option(help="Approved answers to draw.")] = 60,
    seed: Annotated[int, typer.Option(help="Recorded with the drawing: the same seed draws the same answers.")] = 1,
    as_: As = None,
    json: Json = False,
) -> None:
    """Draw approved answers for a blind audit: nobody sees who decided, what was edited, or whether a draft stood behind it.

    Example: countersign pilot audit-sample --n 60 --out sheet.csv
    """
    from assistant.services.audit_sample import draw
    from policies.permissions import Permission

    with open_house() as house:
        drawn = draw(house, acting(house, as_, Permission.EVIDENCE_READ), n, seed, out)
    lines = [f"{drawn} answers in {out}. Each rater fills rater and holds; then: countersign pilot audit FILE"]
    emit({"file": str(out), "n": drawn, "seed": seed}, as_json=json, lines=lines)
