"""What a passage introduces: "Bring the papers below.", "The steps are:" and the list or table that follows, which says the answer.

Neighbours are never ranked and never counted for confidence; a drafter may say them after the sentence that introduces them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.lexical import fold, stems
from ingest.passages import split_sentences
from policies.words.documents import Evidence, Passage, PassageKind

MOST = 60
"""Neighbours at most: more than the words of any draft hold, so that what is cut is always told."""
MOST_SHOWN = 12
"""Neighbours of one passage that a language model is shown."""
_BELOW = re.compile(
    r"\b(?:the|these|those|all)\b[^.:;]{0,60}?\bbelow(?=\W*$|[.,;:)])|\b(?:listed|shown|given|described|see|table|list|chart) below\b"
    r"|\bas follows\b|\bthe following\b(?! (?:day|week|month|year|morning|afternoon|evening|night|semester|quarter|season|term|monday"
    r"|tuesday|wednesday|thursday|friday|school (?:day|week|year|morning))\b)"
    r"|\b(?:l[oa]s|lo|estos|estas) siguientes?\b|\bla siguiente (?:lista|tabla)\b|\ba continuacion\b|\b(?:mas|de|aqui) abajo\b"
)
"""Words that point to what follows on the page, folded. "The following day" and "below zero" do not."""

_COUNTED = re.compile(
    r"\b(?:these|those|same|two|three|four|five|six|seven|eight) (?:\w+ )?(?:steps|rules|things|papers|documents|forms|items|conditions"
    r"|reasons|ways)\b|\b(?:estos|estas|mism[oa]s|dos|tres|cuatro|cinco|seis|siete|ocho) (?:pasos|reglas|cosas|papeles|documentos"
    r"|formularios|requisitos|condiciones|razones|maneras|formas)\b"
)
"""Words that announce the lines right below them and nothing further away."""


def announces(sentence: str) -> bool:
    """Whether a sentence announces the lines right below it."""
    return introduces(sentence) or _COUNTED.search(fold(sentence)) is not None


@lru_cache(maxsize=20_000)
def introduces(sentence: str) -> bool:
    """Whether a sentence announces a list or table that follows it."""
    return sentence.rstrip().endswith(":") or _BELOW.search(fold(sentence)) is not None


@lru_cache(maxsize=20_000)
def reaches_out(passage: Passage) -> bool:
    """Whether a passage may introduce what stands in the next one: in its last paragraph, or in the line above the list it ends with."""
    if passage.cells:
        return False
    blocks = passage.text.split("\n\n")
    last = blocks[-1]
    if "\n" in last or passage.kind is PassageKind.LIST_ITEM:
        last = f"{blocks[-2]}\n{last}" if len(blocks) > 1 else last
    return any(introduces(last[a:b]) for a, b in split_sentences(last))


def followers_of(passage: Passage, after: Iterable[Passage], names: frozenset[str], *, is_school_known: bool) -> tuple[Passage, ...]:
    """The list or table behind a passage that reaches out for it: in its own section or right below it.

    `after` are the passages behind it that may be used; `names` the stems of the asked school's names. What speaks for fewer schools than
    the passage does is no follower unless the question names the school; of several like tables only the one that names it is.
    """
    groups: dict[tuple[bool, tuple[str, ...], str | None], list[Passage]] = {}
    for n_seen, one in enumerate(after):
        if n_seen == MOST or not (one.cells or one.kind is PassageKind.LIST_ITEM):
            break
        if one.section[: len(passage.section)] != passage.section or not (one.cells or one.section == passage.section):
            break
        groups.setdefault((bool(one.cells), one.section, one.caption), []).append(one)
    if not groups:
        return ()
    found = list(groups.values())
    alike = [group for group in found if _columns(group[0]) == _columns(found[0][0])] if found[0][0].cells else found[:1]
    if len(alike) > 1:
        held = [len(names & frozenset(stems(group[0].header, group[0].language))) for group in alike]
        if held.count(max(held)) > 1:
            return ()
        alike = [alike[held.index(max(held))]]
    if not is_school_known and any(one.schools != passage.schools for one in alike[0]):
        return ()
    return tuple(alike[0])


def _columns(passage: Passage) -> tuple[str, ...]:
    return tuple(cell.header for cell in passage.cells[1:])


def with_followers(evidence: Sequence[Evidence], n_most: int = MOST) -> list[Evidence]:
    """Evidence, each followed by at most so many passages that it introduces, every passage once: all that a draft may cite."""
    known = {found.passage.id for found in evidence}
    every: list[Evidence] = []
    for found in evidence:
        every.append(found)
        for passage in found.follows[:n_most]:
            if passage.id not in known:
                known.add(passage.id)
                every.append(replace(found, passage=passage, follows=()))
    return every
