"""Documents a second into the registry and the index, beside llama-index's quick start on the same files, model and batch size.

    python -m bench.documents.run --n 1000 --encoder real --baseline [--n-sections 12] [--out FILE]
    python -m bench.documents.run --n 10000 --encoder hash

Ours: a watched folder taken in (read in confined processes, examined, embedded, each document its own durable transaction), all approved in
one transaction, the index built; then the unchanged folder again; then a kill -9 in the middle of a fresh run and its resumption.
Baseline: `SimpleDirectoryReader` and `VectorStoreIndex` with their defaults, in a process of its own after ours. Each side runs in its own
process, so that peak memory is its own. `hash` is the tests' hashing encoder: it shows what all but the model costs.
"""

import argparse
import json
import multiprocessing
import os
import resource
import signal
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

BATCH_SIZE = 32
"""Texts a batch on both sides. Source: `ingest.embedding.openvino_encoder.BATCH`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1000, help="documents")
    parser.add_argument("--n-sections", type=int, default=12, help="sections a document, about three passages each")
    parser.add_argument("--encoder", choices=("real", "hash"), default="real")
    parser.add_argument("--kill", action="store_true", help="kill -9 a second run in its middle and go on")
    parser.add_argument("--baseline", action="store_true", help="run llama-index too (with the real encoder's weights)")
    parser.add_argument("--chunk-tokens", type=int, default=1024, help="the baseline's chunk size; 1024 is llama-index's default")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "files"
        from bench.documents.make import write_documents

        n_bytes = write_documents(folder, options.n, options.n_sections)
        figures: dict[str, Any] = {"n": options.n, "encoder": options.encoder, "n_megabytes": round(n_bytes / 1e6, 2)}
        figures["ours"] = _aside(take_in, folder, Path(scratch) / "data", options.encoder)
        print(json.dumps(figures), flush=True)
        if options.kill:
            figures["resumed"] = resume(folder, Path(scratch) / "second", options.encoder, figures["ours"]["ingest_seconds"] / 3)
        if options.baseline:
            figures["baseline"] = _aside(llama_index_quick_start, folder, options.chunk_tokens)
            for name in ("documents_per_second", "documents_per_cpu_second"):
                figures[f"ratio_of_{name}"] = round(figures["ours"][name] / figures["baseline"][name], 2)
    print(json.dumps(figures, indent=1))
    if options.out:
        options.out.write_text(json.dumps(figures, indent=1) + "\n")


def _aside(work: Any, *given: Any) -> dict[str, Any]:
    """Run in a fresh process, so that its peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_measured, (work, given))


def _measured(work: Any, given: tuple[Any, ...]) -> dict[str, Any]:
    warnings.simplefilter("ignore")
    figures = work(*given)
    usage, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return figures | {"peak_megabytes": round(usage.ru_maxrss / 1000), "peak_megabytes_of_a_reader": round(children.ru_maxrss / 1000)}


def open_house(data: Path, encoder: str) -> Any:
    """A house on a fresh or an earlier data folder, with one owner and one clerk."""
    from assistant import schema
    from assistant.accounts import users
    from assistant.compose import House
    from assistant.demo.loading import FOLDER
    from assistant.settings import Settings
    from policies.policy import load_policy
    from policies.words.people import SYSTEM, Role

    data.mkdir(parents=True, exist_ok=True)
    house = House(Settings(data=data), load_policy(FOLDER / "policy.yaml"))
    if encoder == "hash":
        from tests.hash_encoder import HashEncoder

        house.__dict__["_encoder"] = HashEncoder()
    schema.upgrade(house.database)
    with house.database.write() as session:
        for name in ("clerk", "owner"):
            if users.find_user(session, name) is None:
                users.add_user(session, house.clock.now(), SYSTEM, name, [Role.OWNER], house.policy.sign_in)
    return house


def _actor(house: Any, name: str) -> Any:
    from assistant.accounts import users

    with house.database.read() as session:
        user = users.find_user(session, name)
    assert user is not None
    return user.actor


def _watch(house: Any, folder: Path) -> Any:
    from assistant.services import watching
    from ingest.documents import DocumentFacts

    return watching.watch_once(house, _actor(house, "clerk"), folder, DocumentFacts("", "handbook", "owner"))


def take_in(folder: Path, data: Path, encoder: str) -> dict[str, Any]:
    """The whole of ours; times in seconds."""
    from sqlalchemy import func, select

    from ingest import approval
    from ingest.tables import PassageRow, RevisionRow

    house = open_house(data, encoder)
    house.encoder.encode_passages(["warm"])
    house.read_document(b"# Warm\n\nWarm.\n", "warm.md", _limits(house))
    with house.database.read() as session:
        house.index.refresh(session)
    n_bytes = sum(path.stat().st_size for path in folder.iterdir())
    began, cpu_from = time.perf_counter(), _cpu_seconds()
    seen = _watch(house, folder)
    registered = time.perf_counter()
    house.__dict__.pop("_readers").__exit__(None, None, None)  # their CPU time is counted once they ended
    owner = _actor(house, "owner")
    with house.database.write() as session:
        ids = list(session.scalars(select(RevisionRow.id).where(RevisionRow.status == "pending")))
        for id_ in ids:
            approval.approve(session, house.clock.now(), house.clock.today(), owner, id_, house.policy)
    approved = time.perf_counter()
    with house.database.read() as session:
        house.index.refresh(session)
        n_passages = session.scalar(select(func.count()).select_from(PassageRow)) or 0
    indexed, cpu_seconds = time.perf_counter(), _cpu_seconds() - cpu_from
    again_from = time.perf_counter()
    again = _watch(house, folder)
    again_seconds = time.perf_counter() - again_from
    with house.database.read() as session:
        n_reached = (
            n_passages - len(house.index.unreachable(session, 2000))
            if n_passages <= 2000
            else 2000 - len(house.index.unreachable(session, 2000))
        )
    search_ms = time_searches(house, folder)
    house.close()
    n, whole = len(seen.added), indexed - began
    return {
        "n_added": n,
        "n_passages": n_passages,
        "ingest_seconds": round(registered - began, 2),
        "approve_seconds": round(approved - registered, 2),
        "index_seconds": round(indexed - approved, 2),
        "documents_per_second": round(n / whole, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "documents_per_cpu_second": round(n / cpu_seconds, 2),
        "passages_per_second": round(n_passages / whole, 1),
        "megabytes_per_second": round(n_bytes / 1e6 / whole, 3),
        "unchanged_seconds": round(again_seconds, 3),
        "unchanged_is_faster_by": round(whole / again_seconds, 1),
        "n_unchanged": again.unchanged,
        "n_tried": min(n_passages, 2000),
        "n_reached": n_reached,
        "search_ms": search_ms,
    }


def time_searches(house: Any, folder: Path, n: int = 60) -> dict[str, dict[str, float]]:
    """Both indexes asked, warm, without the encoder's time, for n of the documents' own sentences (all their words are frequent here: the
    worst case) and for n questions as families ask. Median and 95th percentile, milliseconds."""
    from bench.documents.make import PLACES, THINGS

    files = sorted(folder.iterdir())
    sentences = [line[:120] for file in files[:: max(1, len(files) // n)][:n] for line in file.read_text("utf-8").splitlines()[4:5]]
    subjects = [(thing, place) for place in PLACES for thing in THINGS]
    questions = [f"When is the {thing} due at {place}, and what does it cost?" for thing, place in subjects[:: len(subjects) // n][:n]]
    return {"sentences": _time_searches(house, sentences), "questions": _time_searches(house, questions)}


def _time_searches(house: Any, texts: list[str]) -> dict[str, float]:
    from policies.words.documents import Scope

    took: list[float] = []
    with house.database.read() as session:
        for asked in [*texts[:5], *texts]:
            house.index.encoded(asked)
            began = time.perf_counter()
            found = house.index.search(session, asked, Scope(on=house.clock.today()), 60)
            took.append((time.perf_counter() - began) * 1000)
            assert found.candidates
            assert not found.is_degraded
    took = sorted(took[5:])
    return {"median": round(took[len(took) // 2], 2), "p95": round(took[int(0.95 * (len(took) - 1))], 2), "n": len(took)}


def _cpu_seconds() -> float:
    """Of this process and the readers that ended: on a shared machine the only figure that two runs can be compared by."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def _limits(house: Any) -> Any:
    from ingest.documents import limits_of

    return limits_of(house.policy)


def resume(folder: Path, data: Path, encoder: str, after_seconds: float) -> dict[str, Any]:
    """Kill -9 a run in its middle, go on, and count: every document once, nothing twice."""
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=_take_in_until_killed, args=(folder, data, encoder))
    child.start()
    until = time.monotonic() + after_seconds + 60
    while _n_registered(data) < 3 and time.monotonic() < until:
        time.sleep(0.2)
    time.sleep(min(after_seconds, 20))
    if child.pid is not None and child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    before = _n_registered(data)
    began = time.perf_counter()
    seen = _aside(_go_on, folder, data, encoder)
    return {"n_before_the_kill": before, "seconds_after": round(time.perf_counter() - began, 2)} | seen


def _take_in_until_killed(folder: Path, data: Path, encoder: str) -> None:
    _watch(open_house(data, encoder), folder)


def _go_on(folder: Path, data: Path, encoder: str) -> dict[str, Any]:
    from sqlalchemy import func, select

    from ingest.tables import DocumentRow, RevisionRow

    house = open_house(data, encoder)
    seen = _watch(house, folder)
    with house.database.read() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (DocumentRow, RevisionRow)]
        n_contents = session.scalar(select(func.count(RevisionRow.content_hash.distinct())))
    house.close()
    return {"n_added_after": len(seen.added), "n_documents": counts[0], "n_revisions": counts[1], "n_contents": n_contents}


def _n_registered(data: Path) -> int:
    import sqlite3

    try:
        with sqlite3.connect(f"file:{data / 'countersign.db'}?mode=ro", uri=True, timeout=5) as connection:
            return int(connection.execute("SELECT count(*) FROM revisions").fetchone()[0])
    except sqlite3.Error:
        return 0


def llama_index_quick_start(folder: Path, chunk_tokens: int) -> dict[str, Any]:
    """Read, chunk, embed and index with llama-index's defaults; with 1,024 tokens a chunk the model cuts off the second half of each."""
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    from assistant.baselines import break_links
    from assistant.settings import Settings
    from ingest.embedding.openvino_encoder import BATCH
    from ingest.embedding.prepare import folder_of

    assert BATCH == BATCH_SIZE
    break_links()
    model = HuggingFaceEmbedding(
        model_name=str(folder_of(Settings().models_folder) / "sentence_transformers"),
        query_instruction="query: ",
        text_instruction="passage: ",
        device="cpu",
        embed_batch_size=BATCH_SIZE,
    )
    model.get_text_embedding("warm")
    began, cpu_from = time.perf_counter(), _cpu_seconds()
    documents = SimpleDirectoryReader(str(folder)).load_data()
    read = time.perf_counter()
    splitter = SentenceSplitter(chunk_size=chunk_tokens)
    index = VectorStoreIndex.from_documents(documents, embed_model=model, transformations=[splitter])
    whole, cpu_seconds = time.perf_counter() - began, _cpu_seconds() - cpu_from
    return {
        "n_added": len(documents),
        "n_chunks": len(index.index_struct.nodes_dict),
        "read_seconds": round(read - began, 2),
        "whole_seconds": round(whole, 2),
        "documents_per_second": round(len(documents) / whole, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "documents_per_cpu_second": round(len(documents) / cpu_seconds, 2),
        "batch_size": BATCH_SIZE,
        "chunk_tokens": chunk_tokens,
    }


if __name__ == "__main__":
    main()
