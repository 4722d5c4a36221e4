"""Proposes translations of sentences that are quoted in another language than the question, for a bilingual reviewer to check.

The sentence keeps its words and its citation, and the checks ran on them. A translation that loses a figure, adds a name or turns a
"must" is left out, and the reviewer reads why.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import counting
from assistant.checking.translation import NOT_ONE, translation_faults
from assistant.drafting.prompting import build_translation_prompt
from assistant.language_models.calling import ProviderCalls
from assistant.language_models.faults import FaultKind, ProviderFault
from policies.district import District
from policies.words.documents import Evidence
from policies.words.drafts import Draft, Sentence, Support, TranslatedBy, Translation

SCHEMA = {
    "type": "object",
    "properties": {
        "translations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"sentence": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["sentence", "text"],
            },
        }
    },
    "required": ["translations"],
}


class _One(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    sentence: int
    text: str = Field(max_length=2000)


class _Reply(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    translations: tuple[_One, ...] = Field(max_length=20)


@dataclass(frozen=True, slots=True)
class Translated:
    """A draft with what was proposed beside its sentences. `by` is None when nothing came back; `note` is for the reviewer."""

    draft: Draft
    by: TranslatedBy | None = None
    note: str = ""


class Translator:
    """Asks the policy's provider for translations. Nothing but the quoted sentences of approved documents leaves."""

    def __init__(self, calls: ProviderCalls, district: District) -> None:
        self._calls = calls
        self._district = district

    def translate(self, draft: Draft, evidence: Sequence[Evidence], finds_pii: Callable[[str], bool]) -> Translated:
        """The draft with a translation, or why there is none, beside each sentence in another language; never a fault of the provider."""
        wanted = [place for place, one in enumerate(draft.sentences) if language_to_leave(one, draft.language, evidence)]
        if not wanted:
            return Translated(draft)
        provider = self._calls.provider
        prompt = build_translation_prompt([draft.sentences[place].text for place in wanted], draft.language)
        try:
            texts = self._calls.ask(prompt.messages, SCHEMA, lambda text: _read(text, len(wanted)))
        except ProviderFault as fault:
            counting.note_provider_fault(fault.kind.value)
            return Translated(draft, note=f"No translation is proposed: {fault.kind.value}.")
        sentences = list(draft.sentences)
        for place, text in zip(wanted, texts, strict=True):
            sentences[place] = replace(
                sentences[place], translation=self._kept(sentences[place], text, draft.language, evidence, finds_pii)
            )
        n_kept = sum(bool(one.translation and one.translation.text) for one in sentences)
        return Translated(
            replace(draft, sentences=tuple(sentences)),
            TranslatedBy(provider.name, provider.model, prompt.hash),
            f"A machine translation of {n_kept} of {len(wanted)} sentences stands beside them, to be checked by a bilingual reviewer.",
        )

    def _kept(
        self, sentence: Sentence, text: str | None, language: str, evidence: Sequence[Evidence], finds_pii: Callable[[str], bool]
    ) -> Translation:
        if text is None:
            return Translation(language, why_not=NOT_ONE)
        flat = " ".join(text.split())
        faults = translation_faults(sentence, flat, language, evidence, self._district, finds_pii)
        return Translation(language, why_not="; ".join(faults)) if faults else Translation(language, flat)


def language_to_leave(sentence: Sentence, language: str, evidence: Sequence[Evidence]) -> str | None:
    """The language that a sentence is quoted in, where that is not the question's; None for words that are the question's already."""
    cited = {c.passage_id for c in sentence.citations}
    found = {one.passage.language for one in evidence if one.passage.id in cited}
    return found.pop() if sentence.support is Support.VERBATIM and len(found) == 1 and language not in found else None


def _read(text: str, n_asked: int) -> list[str | None]:
    """The words for each sentence in order; None where the model gave none or several. Raises: ProviderFault."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise ProviderFault(FaultKind.NOT_JSON) from None
    try:
        reply = _Reply.model_validate_json(text) if isinstance(raw, dict) else _Reply.model_validate(raw)
    except ValidationError:
        raise ProviderFault(FaultKind.WRONG_SHAPE) from None
    given: dict[int, list[str]] = {}
    for one in reply.translations:
        given.setdefault(one.sentence, []).append(one.text)
    return [given[number][0] if len(given.get(number, ())) == 1 else None for number in range(1, n_asked + 1)]
