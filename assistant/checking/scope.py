"""A sentence speaks of the school and the school year that were asked about, and of no two at once."""

from functools import lru_cache

from assistant.checking.figure_kinds import FigureKind
from assistant.checking.sources import CitedSentence
from assistant.checking.word_forms import fold
from policies.district import District
from policies.words.documents import Scope


def scope_faults(sentence: CitedSentence, scope: Scope, district: District) -> tuple[str, ...]:
    """Why a sentence is out of scope; empty when it is in. Whether a revision is in force, and for whom, the registry has decided."""
    passages = [words.passage for words in sentence.cited]
    faults: list[str] = []
    if scope.school and any(passage.schools and scope.school not in passage.schools for passage in passages):
        faults.append("it cites words that are in force for another school")
    if scope.school_year and any(passage.school_year and passage.school_year != scope.school_year for passage in passages):
        faults.append("it cites words of another school year")
    if len({passage.school_year for passage in passages if passage.school_year}) > 1:
        faults.append("it mixes the words of two school years")
    bound = [set(passage.schools) for passage in passages if passage.schools]
    if bound and not bound[0].intersection(*bound[1:]):
        faults.append("it mixes the words of two schools")
    named = _schools_named(sentence.folded, district)
    for passage in passages:
        strangers = named - set(passage.schools)
        spoken = " | ".join((fold(passage.readable), fold(passage.header)))
        if passage.schools and strangers and not strangers <= _schools_named(spoken, district):
            faults.append("it names a school that the cited words are not in force for")
    years = {f"{figure.value[0]}-{figure.value[1]}" for figure in sentence.figures if figure.kind is FigureKind.YEARS}
    if scope.school_year and years and scope.school_year not in years:
        faults.append("it names another school year than the one asked about")
    return tuple(dict.fromkeys(faults))


def _schools_named(folded: str, district: District) -> set[str]:
    """Ids of the schools whose name or alias stands in a folded text; a longer name hides a shorter one inside it."""
    names = [(_folded(name), school.id) for school in district.schools for name in (school.name, *school.aliases)]
    names.sort(key=lambda pair: -len(pair[0]))
    found: set[str] = set()
    padded = f" {folded} "
    for name, school in names:
        if (
            name
            and name in padded
            and any(not padded[at - 1].isalnum() and not padded[at + len(name)].isalnum() for at in _places(name, padded))
        ):
            found.add(school)
            padded = padded.replace(name, "\x00" * len(name))
    return found


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return fold(name)


def _places(name: str, text: str) -> list[int]:
    at, places = text.find(name), list[int]()
    while at >= 0:
        places.append(at)
        at = text.find(name, at + 1)
    return places
