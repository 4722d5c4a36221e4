"""The machine's words: drafts, sentences, citations and the checks they passed."""

import operator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field


class Support(StrEnum):
    """How the cited words hold a sentence up."""

    VERBATIM = "verbatim"
    ENTAILED = "entailed"
    ATTESTED = "attested"


@dataclass(frozen=True, slots=True)
class Citation:
    """Sentence → passage, with the quoted words kept as they were. Offsets index the revision's text."""

    document_id: str
    revision: str
    passage_id: str
    title: str
    file_name: str
    page: int | None
    section: str
    quote: str
    start: int
    end: int
    headers: Annotated[str, Field(exclude_if=operator.not_)] = ""
    """Of a quoted table row: its column headers, and its caption where that is said too, a line each, as their words are said with the row.
    Left out where empty, so that hashes of what was bound before there was such a field still hold."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A machine's translation of a sentence, proposed beside it. `text` is empty where none was kept; `why_not` then says why."""

    language: str
    text: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft. A sentence without a citation never passes the checks.

    `translation` is never a part of the draft's words: a bilingual reviewer reads it beside them. None where none was asked for.
    """

    text: str
    support: Support
    citations: tuple[Citation, ...]
    translation: Annotated[Translation | None, Field(exclude_if=operator.not_)] = None


@dataclass(frozen=True, slots=True)
class Check:
    """One verification of a draft with its finding."""

    name: str
    passed: bool
    detail: str = ""
    is_blocking: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """The machine's words: what would be said, and what each sentence leans on."""

    id: str
    greeting: str
    sentences: tuple[Sentence, ...]
    closing: str
    language: str
    unanswered_parts: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def words(self) -> str:
        """The whole reply as it would be read: greeting, sentences, closing."""
        body = " ".join(sentence.text for sentence in self.sentences)
        return "\n\n".join(part for part in (self.greeting, body, self.closing) if part)

    @property
    def translated_words(self) -> str:
        """The reply with each proposed translation in place of its sentence; empty when there is none."""
        said = [(one.translation.text if one.translation else "") or one.text for one in self.sentences]
        if said == [one.text for one in self.sentences]:
            return ""
        return "\n\n".join(part for part in (self.greeting, " ".join(said), self.closing) if part)


@dataclass(frozen=True, slots=True)
class TranslatedBy:
    """What proposed the translations of a draft. `prompt_hash` is SHA-256 hex of the prompt."""

    provider: str
    model: str
    prompt_hash: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a draft: enough to repeat it."""

    policy_version: str
    drafter: str
    model: str
    index_build: str
    code_version: str
    prompt_hash: str | None = None
    translation: Annotated[TranslatedBy | None, Field(exclude_if=operator.not_)] = None


@dataclass(frozen=True, slots=True)
class Timings:
    """Wall time of each step of a question's way. Unit: milliseconds."""

    redact: float = 0.0
    triage: float = 0.0
    retrieve: float = 0.0
    draft: float = 0.0
    check: float = 0.0
    total: float = 0.0
