"""What anybody could put together in an afternoon, over the same texts and with the same encoder: the ground that ours must stand above."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ingest.embedding.encoder import Encoder
from ingest.lexical import LexicalIndex, stems
from ingest.passages import embedded_text
from policies.words.documents import Passage

Found = list[tuple[str, str]]
"""(file name, words) of what was found, best first."""
Baseline = Callable[[str], Found]


def bm25(passages: Sequence[Passage]) -> Baseline:
    """Stemmed English BM25 over our own passages."""
    index = LexicalIndex([embedded_text(p) for p in passages], "en")

    def ask(question: str) -> Found:
        scores = index.scores(stems(question, "en"))
        return [(passages[i].file_name, passages[i].text) for i in np.argsort(-scores)[:60] if scores[i] > 0]

    return ask


def dense(passages: Sequence[Passage], encoder: Encoder) -> Baseline:
    """The nearest of our own passages by the encoder alone."""
    vectors = encoder.encode_passages([embedded_text(p) for p in passages])

    def ask(question: str) -> Found:
        scores = vectors @ encoder.encode_query(question)
        return [(passages[i].file_name, passages[i].text) for i in np.argsort(-scores)[:60]]

    return ask


def llama_index(documents: Mapping[str, str], encoder: Encoder) -> Baseline:
    """llama-index's quick start: default chunks of 1,024 tokens in its in-memory store, with the same encoder; two chunks make the reply."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding

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
