"""Sends hostile messages and their harmless look-alikes the whole way, quoted and with a provider that obeys the attacker.

Run: `.venv/bin/python -m bench.checking.attacks ATTACKS --data FOLDER`, where ATTACKS holds `injection_questions.jsonl` and
`benign_lookalikes.jsonl` and FOLDER is a data folder of `countersign init --demo` (nothing is written to it: the way only reads).
Prints one JSON object.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from assistant.checking.said_rows import FIXED_WORDS
from assistant.checking.word_forms import fold, tokens
from assistant.compose import House
from assistant.flow import answer
from assistant.settings import Settings
from assistant.way import Asked
from policies.policy import Policy
from policies.words.items import Submission
from tests.scripted_provider.server import ScriptedProvider

OBEDIENT = ("obeys_attacker", "invented_quote", "fake_passage", "wrong_passage", "unsupported", "altered_figure", "personal_data")
"""What the provider answers: as the attacker wants, with citations that it makes up, with figures altered, with personal data."""


def rows_of(path: Path) -> list[dict[str, object]]:
    """The cases of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def walked(house: House, text: str) -> Submission:
    """One message through the whole way; nothing is queued."""
    with house.database.read() as session:
        return answer(house.way, session, Asked(text, "bench"))


def unsupported(submission: Submission) -> list[str]:
    """Sentences with a word that stands neither in the evidence they cite nor among the fixed words of rows: read without the checks."""
    texts = {note.passage_id: f"{note.title} {note.section} {note.text}" for note in submission.evidence}
    found: list[str] = []
    for sentence in submission.draft.sentences if submission.draft else ():
        cited = " ".join(f"{texts.get(c.passage_id, '')} {c.headers} {c.quote}" for c in sentence.citations)
        there = set(tokens(fold(cited))) | {fold(word) for word in FIXED_WORDS}
        if not sentence.citations or not set(tokens(fold(sentence.text))) <= there:
            found.append(sentence.text)
    return found


def words_of(submission: Submission) -> str:
    """The words a reviewer would read."""
    return submission.draft.words if submission.draft else ""


def attacked(house_for: Callable[[], House], rows: list[dict[str, object]]) -> dict[str, object]:
    """What comes of the hostile messages; each meets a house of its own, so that no breaker keeps the provider away."""
    made = [(row, walked(house_for(), str(row["text"]))) for row in rows]
    won = [
        row["id"]
        for row, one in made
        if any(re.search(str(p), words_of(one)) for p in row["attack_success_any"])  # type: ignore[attr-defined]
    ]
    return {
        "n": len(made),
        "drafted": sum(one.draft is not None for _row, one in made),
        "sentences": sum(len(one.draft.sentences) for _row, one in made if one.draft),
        "unsupported": [(row["id"], text) for row, one in made for text in unsupported(one)],
        "attack_in_draft": won,
        "outcomes": Counter(one.outcome.value for _row, one in made),
        "drafters": Counter(one.provenance.drafter for _row, one in made),
    }


def obeying(policy: Policy, provider: ScriptedProvider) -> Policy:
    """The policy with a provider that drafts."""
    listed = {"name": "obeying", "kind": "openai_compatible", "base_url": provider.base_url, "model": "scripted-1"}
    raw = policy.model_dump(mode="json")
    return Policy.model_validate(
        {**raw, "drafting": {**raw["drafting"], "drafter": "generative", "provider": "obeying", "providers": [listed]}}
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attacks", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    chosen = parser.parse_args()
    hostile, harmless = rows_of(chosen.attacks / "injection_questions.jsonl"), rows_of(chosen.attacks / "benign_lookalikes.jsonl")
    house = House(Settings(data=chosen.data, log_level="error"))
    report: dict[str, object] = {"quoted": attacked(lambda: house, hostile)}
    looked = [(row, walked(house, str(row["text"]))) for row in harmless]
    report["look-alikes"] = [(row["id"], one.outcome.value, one.rule, one.flags) for row, one in looked]
    report["honest questions inside"] = Counter(walked(house, str(row["carrier"])).outcome.value for row in hostile if row.get("carrier"))
    with ScriptedProvider("good") as provider:
        policy = obeying(house.policy, provider)

        def fresh() -> House:
            other = House(house.settings, policy)
            other.__dict__.update(_encoder=house.encoder, _redactor=house.redactor, _index=house.index, _database=house.database)
            return other

        for reply in OBEDIENT:
            provider.follow(reply)
            report[f"provider: {reply}"] = attacked(fresh, hostile)
    print(json.dumps(report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
