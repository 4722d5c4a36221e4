"""What redaction costs the search: the right document, and a passage with the gold words, among the first five, before and after it.

    python -m bench.redaction.retrieval [--documents FOLDER --questions FILE.jsonl]   (without them: the fictional district's own)

Only the search runs, not the way. The unredacted question is sealed here as it is, in the bench, for comparison; nothing of it is kept.
"""

import argparse
import tempfile
from pathlib import Path

from assistant import steps
from assistant.compose import House
from assistant.retrieval import rank
from assistant.way import Asked
from bench.answers.cases import Case, flat, read_cases
from bench.answers.district import OWN, open_district
from bench.redaction.run import interval
from policies.words.questions import RedactedText, Redaction

N = 5


def hits(house: House, case: Case, redaction: Redaction) -> tuple[bool, bool]:
    """Whether a right document, and a passage with gold words, stand among the first five."""
    asked = Asked(case.question, "bench", case.language, case.school)
    with house.database.read() as session:
        understood = steps.read_question(house.way, asked, redaction)
        found = house.index.search(session, understood.asked, understood.scope, house.policy.retrieval.n_candidates)
        best = rank(found, understood, house.policy.retrieval)
    files = list(dict.fromkeys(e.passage.file_name for e in best))[:N]
    gold = any(flat(gold) in flat(e.passage.text) for e in best[:N] for gold in case.gold)
    return bool(set(case.files).intersection(files)), gold


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / "countersign-answers")
    given = parser.parse_args()
    house = open_district(given.documents or OWN, given.scratch)
    with house.database.read() as session:
        texts: dict[str, str] = {}
        for passage in house.index.passages_in_force(session, house.clock.today()):
            texts[passage.file_name] = texts.get(passage.file_name, "") + "\n" + passage.text
    cases = [case for case in read_cases(given.questions or OWN.parent / "questions.jsonl", texts) if case.is_answerable]
    counts = {"document": [0, 0], "gold words": [0, 0]}
    n_changed = 0
    for case in cases:
        redaction = house.redactor.redact(case.question, case.language)
        plain = Redaction(RedactedText.from_record(case.question), redaction.language, ())
        n_changed += bool(redaction.findings)
        for place, made in enumerate((plain, redaction)):
            document, gold = hits(house, case, made)
            counts["document"][place] += document
            counts["gold words"][place] += gold
    print(f"{len(cases)} answerable questions, {n_changed} with anything hidden")
    for name, (before, after) in counts.items():
        low, high = interval(after, len(cases))
        print(f"{name} in the first {N}: {before / len(cases):.3f} before, {after / len(cases):.3f} [{low:.3f}-{high:.3f}] after redaction")
    house.close()


if __name__ == "__main__":
    main()
