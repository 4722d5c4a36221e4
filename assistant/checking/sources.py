"""What one sentence leans on: its cited passages, the quoted words widened to whole sentences, and the headings around them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.checking.bilingual import PEOPLE, all_meanings, plain_roots
from assistant.checking.figure_kinds import Figure
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import clauses_of, content_words, even, flatten, fold, sentences_of, stems, widen
from policies.district import District
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Citation, Sentence

_POINTS_BACK = re.compile(r"\b(?:they|them|it|this|these|those|such|estos|estas|este|esta|ellos|ellas|esos|esas)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """Content stems of some words and the groups of meaning (`bilingual`) they belong to."""

    stems: frozenset[str]
    meanings: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Heading:
    folded: str
    stems: frozenset[str]
    figures: tuple[Figure, ...]
    meanings: frozenset[int]


@lru_cache(maxsize=8192)
def _heading(text: str, language: str) -> _Heading:
    """A title, heading or name as the checks read it. The same few stand around most passages, so each is read once."""
    folded = fold(text)
    roots = frozenset(stems(content_words(folded), language))
    return _Heading(folded, roots, tuple(read_figures(folded, language, is_source=True)), all_meanings(roots))


@dataclass(frozen=True)
class CitedWords:
    """One citation that holds: its passage, and the words it may speak for.

    `spoken` is the quote widened to whole sentences, or for a table row the whole row with each cell named by its header:
    a figure elsewhere in the passage does not hold a sentence up. `around` is title, section path, caption, headers, and the
    names of the schools and the school year that the passage is in force for. `before` is the sentence in front, when the spoken words
    point back with "they" or "this": its words may be named, its figures not.
    """

    citation: Citation
    passage: Passage
    spoken: str
    around: tuple[str, ...]
    before: str = ""

    @cached_property
    def folded_quote(self) -> str:
        """The quoted words, folded."""
        return even(fold(self.citation.quote))

    @cached_property
    def folded(self) -> str:
        """The spoken words, folded."""
        return even(fold(self.spoken))

    @cached_property
    def folded_around(self) -> tuple[str, ...]:
        """The headings around, each folded."""
        return tuple(_heading(field, self.passage.language).folded for field in self.around)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Each spoken sentence on its own: what one sentence of a reply may rest on. A table row is one.

        A sentence that points back ("they", "this") brings the words of the one in front of it, not its figures.
        """
        texts = [self.spoken] if self.passage.cells else [self.spoken[a:b] for a, b in sentences_of(self.spoken)]
        units: list[Said] = []
        in_front = self.before
        for text in texts:
            folded = even(fold(text))
            roots = frozenset(stems(content_words(folded), self.passage.language))
            if in_front and _POINTS_BACK.search(folded):
                roots |= frozenset(stems(content_words(fold(in_front)), self.passage.language))
            units.append(Said(roots, all_meanings(roots)))
            in_front = text
        return tuple(units)

    @cached_property
    def headings(self) -> Said:
        """The words and meanings of the headings around."""
        read = [_heading(field, self.passage.language) for field in self.around]
        return Said(frozenset[str]().union(*(one.stems for one in read)), frozenset[int]().union(*(one.meanings for one in read)))

    @cached_property
    def speaks_of_people(self) -> bool:
        """Whether the passage speaks of students or parents anywhere: Spanish leaves the subject out once it is known."""
        return bool(all_meanings(stems(content_words(fold(self.passage.text)), self.passage.language)) & PEOPLE)

    @cached_property
    def spoken_figures(self) -> Sequence[Figure]:
        """Every figure of the spoken words; offsets index `folded`."""
        return read_figures(self.folded, self.passage.language, is_source=True)

    @cached_property
    def figures(self) -> Sequence[Figure]:
        """Every figure of the spoken words and the headings."""
        return [*self.spoken_figures, *(figure for field in self.around for figure in _heading(field, self.passage.language).figures)]

    @cached_property
    def cell_figures(self) -> list[tuple[frozenset[str], Sequence[Figure]]]:
        """For each cell of a table row: the stems of its header and words, and its figures."""
        read: list[tuple[frozenset[str], Sequence[Figure]]] = []
        for cell in self.passage.cells:
            folded = even(fold(f"{cell.header}: {cell.text}" if cell.header else cell.text))
            roots = plain_roots(content_words(folded), self.passage.language)
            read.append((roots, read_figures(folded, self.passage.language, is_source=True)))
        return read

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The parts of the spoken words that can each say yes or no, folded. A table row is one."""
        if self.passage.cells:
            return (self.folded,)
        return tuple(even(fold(clause)) for clause in clauses_of(self.spoken))


@dataclass(frozen=True)
class CitedSentence:
    """A sentence of a draft with the citations of it that hold."""

    sentence: Sentence
    language: str
    cited: tuple[CitedWords, ...]

    @cached_property
    def folded(self) -> str:
        """The sentence, folded."""
        return even(fold(self.sentence.text))

    @cached_property
    def figures(self) -> Sequence[Figure]:
        """Every figure of the sentence."""
        return read_figures(self.folded, self.language)

    @cached_property
    def words(self) -> list[str]:
        """Content words of the sentence, folded."""
        return content_words(self.folded)

    @cached_property
    def stems(self) -> list[str]:
        """Content stems of the sentence, in order."""
        return stems(self.words, self.language)

    @cached_property
    def is_translated(self) -> bool:
        """Whether no cited passage is in the sentence's own language."""
        return bool(self.cited) and all(words.passage.language != self.language for words in self.cited)


def quoted_words(citation: Citation, passage: Passage) -> str | None:
    """The passage's own words at the citation's offsets; None when the offsets do not lie in the passage."""
    start, end = citation.start - passage.start, citation.end - passage.start
    return passage.text[start:end] if 0 <= start < end <= len(passage.text) else None


def citation_fault(citation: Citation, evidence: Mapping[str, Passage]) -> str | None:
    """Why a citation does not hold, or None: it must name a passage of the evidence and quote it exactly (white space aside)."""
    passage = evidence.get(citation.passage_id)
    if passage is None:
        return "it cites a passage that was not retrieved for this question"
    if (citation.document_id, citation.revision) != (passage.document_id, passage.revision_id):
        return "its citation names another document or revision than the passage it points to"
    words = quoted_words(citation, passage)
    if words is None or not words.strip() or words.split() != citation.quote.split():
        return "the quoted words do not stand in the passage at the place it names"
    if citation.page is not None and citation.page != passage.page:
        return "its citation names another page than the passage stands on"
    return None


def cite(citation: Citation, passage: Passage, district: District) -> CitedWords:
    """The words that a citation that holds may speak for."""
    before = ""
    if passage.cells:
        spoken = passage.readable
    else:
        start, end = widen(passage.text, citation.start - passage.start, citation.end - passage.start)
        spoken = flatten(passage.text[start:end]) if "\n" not in passage.text[start:end] else passage.text[start:end]
        if _POINTS_BACK.search(fold(spoken)):
            before = next((passage.text[a:b] for a, b in reversed(sentences_of(passage.text)) if b <= start), "")
    schools = [school for school in district.schools if school.id in passage.schools]
    names = [name for school in schools for name in (school.name, *school.aliases)]
    around = (passage.title, *passage.section, passage.caption or "", passage.school_year or "", *names, district.name, *district.aliases)
    return CitedWords(citation, passage, spoken, tuple(dict.fromkeys(field for field in around if field)), before)


def cited_sentence(
    sentence: Sentence, language: str, evidence: Sequence[Evidence], district: District, known: dict[Citation, CitedWords]
) -> tuple[CitedSentence, tuple[str, ...]]:
    """A sentence with the citations that hold, and the faults of those that do not. `known` keeps what was read for one draft."""
    passages = {one.passage.id: one.passage for one in evidence}
    faults: list[str] = []
    cited: list[CitedWords] = []
    for citation in sentence.citations:
        fault = citation_fault(citation, passages)
        if fault:
            faults.append(fault)
            continue
        if citation not in known:
            known[citation] = cite(citation, passages[citation.passage_id], district)
        cited.append(known[citation])
    return CitedSentence(sentence, language, tuple(cited)), tuple(faults)
