"""The ways families write the name of a school or a district: with another word for its type, short, in Spanish, misspelt.

Everything comes from the directory; the code knows only words for kinds of schools.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_TYPES = {
    "elementary school": (
        "elementary",
        "elem",
        "elem.",
        "es",
        "primary",
        "primaria",
        "elementary school",
        "elem school",
        "school",
        "escuela",
    ),
    "elementary": ("elementary school", "elem", "elem.", "es", "elementary", "primaria", "school"),
    "primary school": ("primary", "primary school", "school", "primaria"),
    "intermediate school": ("intermediate", "intermediate school", "is", "school"),
    "middle school": ("middle", "mid", "ms", "m.s.", "middle school", "jr high", "junior high", "secundaria", "school"),
    "junior high school": ("junior high", "jr high", "jr. high", "jhs", "middle", "school"),
    "high school": ("high", "hs", "h.s.", "high school", "sr high", "senior high", "preparatoria", "prepa", "school"),
    "academy": ("academy", "acad", "academia", "school"),
    "charter school": ("charter", "charter school", "school"),
    "magnet school": ("magnet", "magnet school", "school"),
    "early learning center": ("early learning center", "elc", "early learning", "preschool", "pre-k", "prek", "center"),
    "career center": ("career center", "career ctr", "ctc", "tech", "center"),
    "k-8 school": ("k-8", "k8", "school", "escuela"),
    "k-8": ("k-8 school", "k8", "school", "escuela"),
    "k-12 school": ("k-12", "k12", "school", "escuela"),
    "k-12": ("k-12 school", "k12", "school", "escuela"),
    "preschool": ("pre-k", "prek", "preescolar"),
    "school": ("school", "escuela"),
}
_TYPES_BEFORE = (
    "escuela primaria",
    "escuela secundaria",
    "escuela preparatoria",
    "escuela",
    "primaria",
    "secundaria",
    "preparatoria",
    "prepa",
    "colegio",
    "academia",
    "high school",
    "middle school",
    "elementary school",
    "elementary",
)
_KIND_WORDS = frozenset(
    [
        "school",
        "academy",
        "elementary",
        "primary",
        "middle",
        "junior",
        "senior",
        "high",
        "intermediate",
        "charter",
        "magnet",
        "early",
        "learning",
        "childhood",
        "center",
        "centre",
        "k-8",
        "k-12",
        "preschool",
        "prek",
        "pre-k",
        "dual",
        "language",
        "international",
        "alternative",
        "community",
        "career",
        "technical",
        "technology",
        "vocational",
        "stem",
        "steam",
        "arts",
        "education",
        "institute",
        "immersion",
        "montessori",
        "preparatory",
        "continuation",
        "virtual",
        "online",
        "campus",
        "k8",
        "k12",
        "college",
        "and",
        "of",
        "the",
        "for",
    ]
)
"""Words that say what kind of school it is: without them the words are left that tell it from others."""
_SHORT_WORDS = {"street": "st", "avenue": "ave", "road": "rd", "mount": "mt", "saint": "st", "fort": "ft"}
_WAYS = frozenset(["street", "avenue", "road", "lane", "boulevard", "drive", "way"])
"""What ends the name of a school that is called after its street: the word before it is what families say."""
_DISTRICT_TYPE = re.compile(r"\s+(?:school\s+district|schools?|sd|isd|usd|csd|distrito\s+escolar)(?:\s+\d+)?$", re.IGNORECASE)
_LAST_TYPE = re.compile(r"\s+(?:unified|consolidated|independent|community|union|county|city|area|central|public|local)$", re.IGNORECASE)
_DISTRICT_FORMS = ("schools", "public schools", "school district", "unified", "usd", "isd", "sd", "district", "distrito")


def kind_of(name: str) -> str | None:
    """What kind of school a name ends with, in lower case."""
    low = name.lower()
    return next((kind for kind in sorted(_TYPES, key=len, reverse=True) if low.endswith(" " + kind)), None)


def core(name: str) -> str:
    """The words of a school's name that tell it from others ("Jim Thorpe" of "Jim Thorpe Alternative Academy")."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _KIND_WORDS:
        words.pop()
    return " ".join(words)


def school_aliases(name: str) -> Iterator[str]:
    """The ways families write a school's name: with another word for its type, short, in Spanish, last name alone with the type."""
    yield name
    kind = kind_of(name)
    if kind is None:
        return
    for stem in dict.fromkeys((name[: -len(kind)].strip(), core(name))):
        words = stem.split()
        heads = {stem, words[-1], " ".join(words[-2:])}
        if len(words) > 1:
            yield stem
            heads.add("".join(word[0] for word in words))
            heads.add(f"{words[0][0]}. {words[-1]}")
        if words[-1].lower() in _SHORT_WORDS:
            yield " ".join([*words[:-1], _SHORT_WORDS[words[-1].lower()]])
        for head in heads:
            if head.lower() in _KIND_WORDS:
                continue
            for form in {*_TYPES[kind], kind, "school"}:
                yield f"{head} {form}"
            for form in _TYPES_BEFORE:
                yield f"{form} {head}"


def bare_names(name: str) -> Iterator[str]:
    """One word that stands for the school: its last distinctive word, or its initials."""
    words = core(name).split()
    if len(words) > 1 and words[-1].lower() in _WAYS:
        words = words[:-1]
    if len(words[-1]) > 3 and words[-1].lower() not in _KIND_WORDS:
        yield words[-1]
    if len(words) > 2:
        yield "".join(word[0] for word in words)


def district_forms(name: str) -> Iterator[str]:
    """A district's name with other words for its kind; its own words alone where at least two are left."""
    stem = _DISTRICT_TYPE.sub("", name)
    if stem == name:
        return
    while True:
        for form in _DISTRICT_FORMS:
            yield f"{stem} {form}"
        if len(stem.split()) > 1:
            yield stem
        shorter = _LAST_TYPE.sub("", stem)
        if shorter == stem:
            return
        stem = shorter


def folded(text: str) -> str:
    """The text in lower case and without accents, each code point one code point: offsets stay."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=2_000)
def _folded(char: str) -> str:
    if char.isascii():
        return char.lower()
    bare = unicodedata.normalize("NFD", char)[0].lower()
    return bare if len(bare) == 1 else char


def alternatives(terms: Iterable[str]) -> re.Pattern[str]:
    """A pattern for folded text that matches any of the terms, the longest first, blanks and hyphens free."""
    spoken = {
        r"[\s-]+".join(re.escape(part).replace(r"\.", r"\.?") for part in re.split(r"[\s-]+", folded(term.strip())))
        for term in terms
        if term.strip()
    }
    patterns = sorted(spoken, key=len, reverse=True)
    if not patterns:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\w)(?:" + "|".join(_by_first_letters(patterns)) + r")(?:['’]s)?(?!\w)")


def _by_first_letters(patterns: Sequence[str], n_letters: int = 3) -> list[str]:
    """The same alternatives, those of one first letter together and in their order: a word of another is turned down at once."""
    if n_letters == 0 or len(patterns) < 2 or not all(pattern[:1].isalnum() for pattern in patterns):
        return list(patterns)
    rests: dict[str, list[str]] = {}
    for pattern in patterns:
        rests.setdefault(pattern[0], []).append(pattern[1:])
    return [f"{letter}(?:{'|'.join(_by_first_letters(rest, n_letters - 1))})" for letter, rest in rests.items()]


def within_a_letter(word: str) -> set[str]:
    """The word and the word less each of its letters: two words that share one are at most a slip or two apart."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
