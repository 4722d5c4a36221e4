"""The home of Presidio: its analyser with this house's own recognisers, in English and Spanish.

Importing this module imports presidio_analyzer; it happens once, inside `Redactor.load`, which leaves out transformers and torch (5 CPU
seconds more, which Presidio loads wherever they are installed). No stock recogniser is registered, nothing is downloaded, and
`analyze` is always given the entity list: stock defaults would redact organisations and dates.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from math import inf
from typing import Any

import regex
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NoOpNlpEngine
from spacy.tokens import Doc
from spacy.vocab import Vocab

from policies.redaction import attached, detail_head, stand_ins, surface
from policies.redaction.deadline import Deadline, too_slow
from policies.redaction.lexicon import lexicon
from policies.redaction.message import Message
from policies.redaction.name_head import name_probabilities
from policies.redaction.rampart import RampartTagger
from policies.redaction.recognizers import (
    address,
    address_parts,
    case_number,
    credential,
    door_code,
    email,
    license_plate,
    other_id,
    phone,
    ssn,
    student_id,
    web,
)
from policies.redaction.recognizers.name_limits import NameThresholds
from policies.redaction.recognizers.needs import Letters, Sieve, chosen
from policies.redaction.recognizers.shape import Shape
from policies.redaction.scanned import Protector, Scanned
from policies.redaction.spans import DETAIL_KINDS, KINDS, NAME_KINDS, Span
from policies.redaction.telling import telling
from policies.redaction.words import cut, judged

LANGUAGES = ("en", "es")
SHAPE_MODULES = (ssn, phone, email, web, student_id, case_number, license_plate, credential, door_code, other_id, address)


class MessageArtifacts(NlpArtifacts):
    """Presidio's carrier between the language engine and the recognisers, with the message inside."""

    def __init__(
        self, reading: "Future[Message]", letters: Letters, language: str, engine: "RampartNlpEngine", doc: Doc, deadline: Deadline
    ) -> None:
        carrier: Any = super()
        carrier.__init__(entities=[], tokens=doc, tokens_indices=[], lemmas=[], nlp_engine=engine, language=language)
        self._reading = reading
        self.letters = letters
        self.deadline = deadline

    @property
    def message(self) -> Message:
        """The message as it was read; waits for the reading. Raises: what the reading raised."""
        return self._reading.result()


class RampartNlpEngine(NoOpNlpEngine):
    """Reads a message once: the Rampart tagger's probabilities, words, protected stretches. Downloads nothing."""

    def __init__(self, tagger: RampartTagger, protector: Protector, thresholds: NameThresholds, today: Callable[[], dt.date]) -> None:
        super().__init__(models=[{"lang_code": language, "model_name": ""} for language in LANGUAGES])
        self._tagger = tagger
        self._protector = protector
        self._thresholds = thresholds
        self._today = today
        self._doc = Doc(Vocab())
        self._aside = ThreadPoolExecutor(max_workers=os.cpu_count(), thread_name_prefix="redact")

    def process_text(self, text: str, language: str, deadline: Deadline | None = None) -> MessageArtifacts:
        """The message with everything that several recognisers need, read while the patterns run: the model works outside Python."""
        deadline, seen = deadline or Deadline(inf), stand_ins.shown(text)
        scanned = Scanned(text, self._protector, deadline)
        shown = scanned if seen.text == text else Scanned(seen.text, self._protector, deadline)
        reading = self._aside.submit(self._read, seen, shown, scanned, language, deadline)
        scanned.scan()
        shown.scan_published()
        return MessageArtifacts(reading, scanned.letters, language, self, self._doc, deadline)

    def _read(self, seen: stand_ins.Shown, shown: Scanned, scanned: Scanned, language: str, deadline: Deadline) -> Message:
        """The message as the model sees it, told in its own offsets. Raises: RedactionFailed redaction.timeout."""
        all_tokens, hidden = self._tagger.read(shown.text, deadline)
        deadline.check()
        unread = cut(shown.text, all_tokens, lexicon(), [*shown.protected, *shown.nameless])
        words = seen.words_of_message(judged(unread, name_probabilities(all_tokens, hidden, unread, surface.features(shown.text, unread))))
        deadline.check()
        told = telling(seen, all_tokens, hidden)
        return Message(scanned, language, seen.tokens_of_message(all_tokens), words, told, self._thresholds, self._today())


class MessageRecognizer(EntityRecognizer):
    """A Presidio recogniser over one of the message's findings (`read`)."""

    def __init__(self, name: str, kinds: Sequence[str], language: str, read: Callable[[Message], Sequence[Span]]) -> None:
        self._read = read
        super().__init__(supported_entities=list(kinds), name=name, supported_language=language)

    def load(self) -> None:
        """Nothing to load: the language engine holds the model."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None) -> list[RecognizerResult]:
        """The findings of the asked kinds."""
        if not isinstance(nlp_artifacts, MessageArtifacts):
            raise TypeError("this recogniser reads RampartNlpEngine's artifacts")
        nlp_artifacts.deadline.check()
        return [
            RecognizerResult(entity_type=span.kind, start=span.start, end=span.end, score=span.score)
            for span in self._read(nlp_artifacts.message)
            if span.kind in entities
        ]


_FLAGS = regex.IGNORECASE | regex.MULTILINE | regex.DOTALL


class ShapeRecognizer(EntityRecognizer):
    """A Presidio recogniser over the patterns of one kind.

    It runs them itself because Presidio's PatternRecognizer skips a pattern that took too long and goes on: what only that pattern
    finds would pass. Here the message is refused.
    """

    def __init__(self, kind: str, shapes: Sequence[Shape], language: str, sieve: Sieve | None = None, first: int = 0) -> None:
        """`sieve` may hold the patterns of other kinds too; this one's begin at `first`."""
        self._patterns = [(regex.compile(shape.regex, _FLAGS), shape.score) for shape in shapes]
        self._sieve = sieve or Sieve((shape.regex, _FLAGS) for shape in shapes)
        self._first = first
        super().__init__(supported_entities=[kind], name=kind.lower(), supported_language=language)

    def load(self) -> None:
        """Nothing to load: patterns only."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None) -> list[RecognizerResult]:
        """What the patterns match. Raises: RedactionFailed redaction.timeout when one takes longer than one may."""
        if not isinstance(nlp_artifacts, MessageArtifacts):
            raise TypeError("this recogniser reads RampartNlpEngine's artifacts")
        kind = self.supported_entities[0]
        found: list[RecognizerResult] = []
        for pattern, score in chosen(self._patterns, self._sieve.passing(nlp_artifacts.letters) >> self._first):
            seconds = nlp_artifacts.deadline.for_one_pattern()
            try:
                found += [
                    RecognizerResult(kind, *match.span(), score) for match in pattern.finditer(text, timeout=seconds) if match.group()
                ]
            except TimeoutError:
                raise too_slow() from None
        return EntityRecognizer.remove_duplicates(found) if len(found) > 1 else found


class NoEnhancer(ContextAwareEnhancer):
    """Leaves scores alone: context stands in the patterns themselves."""

    def __init__(self) -> None:
        super().__init__(context_similarity_factor=0, min_score_with_context_similarity=0, context_prefix_count=0, context_suffix_count=0)

    def enhance_using_context(self, text: str, raw_results: Any, nlp_artifacts: Any, recognizers: Any, context: Any = None) -> Any:
        """The results as they are."""
        return raw_results


class OrderedRegistry(RecognizerRegistry):
    """Gives a language's recognisers in the order they were added: patterns first, so that the tagger reads meanwhile."""

    def get_recognizers(
        self,
        language: str,
        entities: list[str] | None = None,
        all_fields: bool = False,
        ad_hoc_recognizers: list[EntityRecognizer] | None = None,
    ) -> list[EntityRecognizer]:
        """Those of the language; nobody here asks for some kinds only."""
        registry: Any = self
        return [recognizer for recognizer in registry.recognizers if recognizer.supported_language == language]


def _readers() -> tuple[tuple[str, Sequence[str], Callable[[Message], Sequence[Span]]], ...]:
    return (
        ("names", sorted(NAME_KINDS), lambda message: message.names),
        ("birth dates", ["DATE_OF_BIRTH"], lambda message: message.birth_dates),
        ("bus", ["BUS"], lambda message: message.bus_details),
        ("child details", sorted(DETAIL_KINDS), lambda message: message.child_details),
        ("learned identifiers", list(detail_head.IDENTIFIERS.kinds), lambda message: message.learned_identifiers),
        ("tagged addresses", ["ADDRESS"], lambda message: message.tagged_addresses),
    )


def _shapes() -> list[Shape]:
    """The shapes of every module, those of a kind side by side."""
    return [
        shape
        for module in SHAPE_MODULES
        for kind in dict.fromkeys(shape.kind for shape in module.SHAPES)
        for shape in module.SHAPES
        if shape.kind == kind
    ]


def _shape_recognizers(shapes: Sequence[Shape], language: str, sieve: Sieve) -> Iterator[ShapeRecognizer]:
    first = 0
    for kind, group in groupby(shapes, key=lambda shape: shape.kind):
        alike = list(group)
        yield ShapeRecognizer(kind, alike, language, sieve, first)
        first += len(alike)


class PresidioAnalyzer:
    """Presidio's analyser, asked in this house's words."""

    def __init__(self, protector: Protector, thresholds: NameThresholds, today: Callable[[], dt.date]) -> None:
        engine = RampartNlpEngine(RampartTagger(), protector, thresholds, today)
        engine.load()
        registry = OrderedRegistry(recognizers=[], supported_languages=list(LANGUAGES))
        shapes = _shapes()
        sieve = Sieve((shape.regex, _FLAGS) for shape in shapes)
        for language in LANGUAGES:
            for recognizer in _shape_recognizers(shapes, language, sieve):
                registry.add_recognizer(recognizer)
            for name, kinds, read in _readers():
                registry.add_recognizer(MessageRecognizer(name, kinds, language, read))
        self._nlp = engine
        self._engine = AnalyzerEngine(
            registry=registry, nlp_engine=engine, supported_languages=list(LANGUAGES), context_aware_enhancer=NoEnhancer()
        )
        self._kinds = sorted(KINDS)

    def find(self, text: str, language: str, deadline: Deadline) -> tuple[list[Span], Message]:
        """Every finding in normalised text, overlaps included, and the message as it was read.

        Both languages' words run in either language; `language` other than those of `LANGUAGES` is read as English.
        Raises: RedactionFailed redaction.timeout.
        """
        read_as = language if language in LANGUAGES else "en"
        artifacts = self._nlp.process_text(text, read_as, deadline)
        results = self._engine.analyze(text, language=read_as, entities=self._kinds, nlp_artifacts=artifacts, score_threshold=0.1)
        found = [Span(result.start, result.end, result.entity_type, float(result.score)) for result in results]
        deadline.check()
        addresses = address_parts.grown(text, [span for span in found if span.kind == "ADDRESS"])
        return attached.grown([*found, *addresses], text), artifacts.message
