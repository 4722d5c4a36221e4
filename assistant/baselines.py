"""What anybody could put together in an afternoon, over the same documents in force and with the same encoder.

None of them redacts, abstains, escalates or knows a school: what is found first is what is said. llama-index is imported late.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.cases import Case
from eval.subjects import Trial
from ingest.embedding.encoder import Encoder
from ingest.lexical import LexicalIndex, stems
from ingest.passages import embedded_text
from policies.errors import BadInput
from policies.words.documents import Passage
from policies.words.drafts import Citation, Draft, Sentence, Support
from policies.words.questions import Outcome

if TYPE_CHECKING:
    from assistant.compose import House

Found = list[tuple[str, str]]
"""(file name, words) of what was found, best first."""
Baseline = Callable[[str], Found]


def bm25(passages: Sequence[Passage]) -> Baseline:
    """Stemmed English BM25 over our own passages."""
    index = LexicalIndex([embedded_text(p) for p in passages], "en")

    def ask(question: str) -> Found:
        scores = index.scores(stems(question, "en"))
        return [(passages[int(i)].file_name, passages[int(i)].text) for i in np.argsort(-scores)[:60] if scores[i] > 0]

    return ask


def dense(passages: Sequence[Passage], encoder: Encoder) -> Baseline:
    """The nearest of our own passages by the encoder alone."""
    vectors = encoder.encode_passages([embedded_text(p) for p in passages])

    def ask(question: str) -> Found:
        scores = vectors @ encoder.encode_query(question)
        return [(passages[int(i)].file_name, passages[int(i)].text) for i in np.argsort(-scores)[:60]]

    return ask


def llama_index(documents: Mapping[str, str], encoder: Encoder) -> Baseline:
    """llama-index's quick start: default chunks of 1,024 tokens, its in-memory store, the same encoder; two chunks make the reply."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding

    break_links()

    class SameEncoder(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return encoder.encode_query(query).tolist()

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return encoder.encode_passages([text])[0].tolist()

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return encoder.encode_passages(texts).tolist()

    made = [Document(text=text, metadata={"file_name": name}) for name, text in documents.items()]
    retriever: Any = VectorStoreIndex.from_documents(made, embed_model=SameEncoder()).as_retriever(similarity_top_k=20)

    def ask(question: str) -> Found:
        return [(found.node.metadata["file_name"], found.node.get_content()) for found in retriever.retrieve(question)]

    return ask


def break_links() -> None:
    """Part the files that llama-index ships for nltk from uv's cache, to which it links what it installs: nltk opens no linked file."""
    import llama_index.core

    for file in (Path(llama_index.core.__file__).parent / "_static" / "nltk_cache").rglob("*"):
        if file.is_file() and file.stat().st_nlink > 1:
            data = file.read_bytes()
            file.unlink()
            file.write_bytes(data)


def texts_by_file(passages: Sequence[Passage]) -> dict[str, str]:
    """The words of each file, passage after passage."""
    texts: dict[str, str] = {}
    for passage in passages:
        texts[passage.file_name] = f"{texts.get(passage.file_name, '')}\n{passage.text}"
    return texts


_MADE: dict[str, tuple[Callable[[Sequence[Passage], Encoder], Baseline], int]] = {
    "bm25": (lambda passages, _encoder: bm25(passages), 1),
    "dense": (dense, 1),
    "llama-index": (lambda passages, encoder: llama_index(texts_by_file(passages), encoder), 2),
}
"""Name → how it is made, and how many of what it finds first make its reply (llama-index's default is two)."""

NAMES = tuple(sorted(_MADE))


class BaselineSubject:
    """A baseline over the documents in force today. Implements `eval.subjects.Subject`. Raises: BadInput eval.subject."""

    def __init__(self, house: "House", name: str) -> None:
        if name not in _MADE:
            raise BadInput("eval.subject", "There is no baseline of this name.", f"Use baseline: and one of {', '.join(NAMES)}.")
        with house.database.read() as session:
            passages = house.index.passages_in_force(session, house.clock.today())
        make, self._n_said = _MADE[name]
        self.name = f"baseline:{name}"
        self._ask = make(passages, house.encoder)
        self._sources = texts_by_file(passages)

    def provenance(self) -> dict[str, str]:
        """Its name and how much it says."""
        return {"drafter": self.name, "provider": "none", "n_passages_said": str(self._n_said)}

    def ask(self, case: Case) -> Trial:
        """The first of what is found, word for word; silence only when nothing is found at all."""
        began = time.perf_counter()
        found = self._ask(case.question)
        total_ms = (time.perf_counter() - began) * 1000
        sentences = tuple(_quoted(one) for one in found[: self._n_said])
        return Trial(
            outcome=Outcome.DRAFTED if sentences else Outcome.ABSTAINED_NO_SOURCE,
            draft=Draft("baseline", "", sentences, "", case.language or "en") if sentences else None,
            language=case.language or "en",
            kept=case.question,
            ranked=tuple(dict.fromkeys(file for file, _words in found)),
            sources=self._sources,
            total_ms=total_ms,
        )


def _quoted(found: tuple[str, str]) -> Sentence:
    file, words = found
    return Sentence(words, Support.VERBATIM, (Citation(file, file, file, file, file, None, "", words, 0, len(words)),))
