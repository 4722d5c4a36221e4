"""The generative drafter: a language model that the policy lists, held to quotes; every fault is answered by the fall back."""

import copy
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import counting
from assistant.checking.word_forms import locate
from assistant.drafting.drafter import Drafted, Drafter
from assistant.drafting.prompting import Prompt, build_prompt
from assistant.drafting.units import citation_of
from assistant.language_models.calling import ProviderCalls
from assistant.language_models.faults import FaultKind, ProviderFault
from assistant.neighbours import MOST_SHOWN, with_followers
from policies.errors import WrongConfiguration
from policies.policy import DraftingRules, ProviderRules
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Sentence, Support
from policies.words.questions import Question


class _Written(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    text: str = Field(min_length=1, max_length=1000)
    passage: int
    quote: str = Field(max_length=4000)


class _Reply(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    sentences: tuple[_Written, ...] = Field(max_length=20)


_SENTENCE = {"text": {"type": "string"}, "passage": {"type": "integer"}, "quote": {"type": "string"}}
REPLY_SCHEMA = {
    "type": "object",
    "properties": {
        "sentences": {"type": "array", "items": {"type": "object", "properties": _SENTENCE, "required": list(_SENTENCE)}},
    },
    "required": ["sentences"],
}
"""`_Reply` in plain JSON Schema that a provider's grammar can follow: no lengths, for a grammar counts them letter by letter."""


class GenerativeDrafter:
    """Drafts through the provider that `rules.provider` names. Nothing but the redacted question and approved passages leaves.

    `calls` is the way to that provider, with its bounds; made here from `key`, `clock` and `sleep` where none is given.
    """

    def __init__(
        self,
        rules: DraftingRules,
        *,
        fallback: Drafter,
        calls: ProviderCalls | None = None,
        key: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises: WrongConfiguration when the policy does not list the provider or its address cannot be used safely."""
        self._rules = rules
        self._provider = listed_provider(rules)
        self._calls = calls or ProviderCalls(self._provider, key=key, clock=clock, sleep=sleep)
        self._fallback = fallback

    def falling_back_to(self, fallback: Drafter) -> "GenerativeDrafter":
        """The same drafter (provider and breaker shared) with another fall back."""
        twin = copy.copy(self)
        twin._fallback = fallback
        return twin

    @property
    def is_resting(self) -> bool:
        """Whether the provider is left alone now, after several faults in a row."""
        return self._calls.is_resting

    def prepare(self) -> None:
        """Import the libraries now, so that the first question does not wait for it."""
        self._calls.prepare()

    def draft(self, question: Question, evidence: Sequence[Evidence]) -> Drafted:
        """Draft from the evidence; on any fault of the provider the fall back drafts, with a note that names the fault."""
        if not evidence:
            return self._drafted((), ())
        prompt = build_prompt(
            question.text,
            with_followers(evidence, MOST_SHOWN),
            question.language,
            max_sentences=self._rules.max_sentences,
            max_words=self._rules.max_words,
            max_prompt_tokens=self._provider.context_tokens - self._provider.max_output_tokens,
        )
        try:
            return self._calls.ask(prompt.messages, REPLY_SCHEMA, lambda text: self._read(text, prompt))
        except ProviderFault as fault:
            return self._fall_back(question, evidence, fault.kind)

    def _read(self, text: str, prompt: Prompt) -> Drafted:
        """The reply's sentences with their quotes found in the passages. Raises: ProviderFault when none can be used."""
        written = _parse(text).sentences
        notes: list[str] = []
        sentences: list[Sentence] = []
        for number, one in enumerate(written, start=1):
            if not 1 <= one.passage <= len(prompt.passages):
                notes.append(f"Sentence {number} of the model was dropped: it cites a passage that it was not given.")
                continue
            passage = prompt.passages[one.passage - 1]
            found = find_quote(one.quote, passage)
            if found is None:
                notes.append(f"Sentence {number} of the model was dropped: its quote does not stand in the passage it cites.")
                continue
            sentences.append(Sentence(" ".join(one.text.split()), Support.ENTAILED, (citation_of(passage, one.text, *found),)))
        if written and not sentences:
            raise ProviderFault(FaultKind.NOT_SUPPORTED)
        drafted = self._drafted(tuple(sentences), tuple(notes))
        return replace(drafted, prompt_hash=prompt.hash, score=len(sentences) / len(written) if written else 0.0)

    def _drafted(self, sentences: tuple[Sentence, ...], notes: tuple[str, ...]) -> Drafted:
        return Drafted(
            sentences, drafter=f"generative:{self._provider.name}", model=self._provider.model, notes=notes, score=1.0 if sentences else 0.0
        )

    def _fall_back(self, question: Question, evidence: Sequence[Evidence], kind: FaultKind) -> Drafted:
        counting.note_provider_fault(kind.value)
        drafted = self._fallback.draft(question, evidence)
        note = f"The provider {self._provider.name} was not used: {kind.value}. The {drafted.drafter} drafter wrote this draft."
        return replace(drafted, notes=(note, *drafted.notes))


def listed_provider(rules: DraftingRules) -> ProviderRules:
    """The provider that the policy chose. Raises: WrongConfiguration provider.unlisted."""
    for provider in rules.providers:
        if provider.name == rules.provider:
            return provider
    raise WrongConfiguration(
        "provider.unlisted",
        "The generative drafter needs a provider that drafting.providers lists.",
        "Name one of drafting.providers in drafting.provider, or set drafting.drafter to extractive.",
    )


def find_quote(quote: str, passage: Passage) -> tuple[int, int] | None:
    """Where the quoted words stand, as offsets into the revision's text; None when they do not.

    A table row is quoted whole: its cells hold only together, and the model sees them with their headers.
    """
    if passage.cells:
        stands = locate(quote, passage.readable) or locate(quote, passage.text)
        return (passage.start, passage.end) if stands else None
    found = locate(quote, passage.text)
    return (passage.start + found[0], passage.start + found[1]) if found else None


def _parse(text: str) -> _Reply:
    """The agreed JSON object. Raises: ProviderFault (not JSON, wrong shape)."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise ProviderFault(FaultKind.NOT_JSON) from None
    try:
        return _Reply.model_validate_json(text) if isinstance(raw, dict) else _Reply.model_validate(raw)
    except ValidationError:
        raise ProviderFault(FaultKind.WRONG_SHAPE) from None
