"""The form of one sentence: cited, plain, and nothing in it that a mail programme or a browser would act on."""

import re

MAX_SENTENCE_CHARS = 700
"""Longest sentence, code points. A passage has about 120 words; a longer sentence is a copied page, not an answer."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\ud800-\uf8ff\U000e0000-\U0010ffff]"
)
"""Control, format, surrogate and private-use characters: nothing a reader sees. A tab is allowed, a line break is not."""
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!?]|\]\s*\(|!\[|```|\{\s*\"|javascript:|data:text|&#|&[a-z]+;|\[\d+\]", re.IGNORECASE)
_PROMPT = re.compile(r"\b(?:system prompt|as an ai|language model|these instructions|previous instructions|BEGIN-|END-)", re.IGNORECASE)


def text_faults(text: str) -> tuple[str, ...]:
    """What is wrong with the bare words of a sentence; empty when nothing is."""
    faults: list[str] = []
    if not text.strip():
        faults.append("it is empty")
    if len(text) > MAX_SENTENCE_CHARS:
        faults.append(f"it is longer than {MAX_SENTENCE_CHARS} characters")
    if _HIDDEN.search(text):
        faults.append("it holds hidden or control characters")
    if _MARKUP.search(text):
        faults.append("it holds markup or a hidden link")
    if _PROMPT.search(text):
        faults.append("it speaks of instructions, not of the district's documents")
    return tuple(faults)


def citation_form_faults(n_citations: int, faults: tuple[str, ...]) -> tuple[str, ...]:
    """What is wrong with the citations of a sentence: none at all, or one that does not hold."""
    return ("it has no citation",) if n_citations == 0 else tuple(dict.fromkeys(faults))
