"""The second look, by another method than the recognisers: what was found must be gone everywhere, and what looks left over goes too.

Hardly any model, no cue: it searches the found values again in every spelling, and denies by default what a school message has no need of
(long digit runs, two listed names side by side).
"""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from policies.redaction.lexicon import Lexicon
from policies.redaction.spans import NAME_KINDS, NUMBER_KINDS, Span
from policies.redaction.stretches import Stretches
from policies.redaction.words import Word

_LONG_DIGITS = re.compile(r"(?<!\w)\d(?:[ .-]?\d){6,}(?!\w)")
_KEPT_NUMBER = re.compile(r"(?:19|20)\d\d\s?-\s?(?:19|20)?\d\d|[\d.]+")
_LETTERS_DIGITS = re.compile(r"(?<![\w@./-])(?P<letters>[^\W\d_]{3,})[._]?\d{2,}\w*(?![\w@])")
_PLATE = re.compile(r"(?<![\w-])(?P<letters>[A-Z]{3})[ -]\d{3,4}(?![\w-])")
_NUMBERED = frozenset(
    ["covid", "rm", "apt", "ext", "grade", "class", "classof", "sy", "fy", "gr", "room", "bus", "mp", "ch", "vol", "fig", "pg", "ver"]
)
_NO_NAME_BEFORE = re.compile(
    r"(?i)\b(?:in|by|since|until|till|before|after|during|last|next|this|early|late|mid|of|for|on|en|de|desde|hasta|antes|despu[eé]s)\s+$"
)
_NO_NAME_AFTER = re.compile(
    r"(?i)\s*(?:\d|,?\s*(?:the|an?|he|she|it|they|you|we|i|there|this|that|these|those|his|her|its|their|my|our|your|someone|somebody|anyone|everyone|all|any|be|not|"
    r"el|la|los|las|un|una|usted(?:es)?|mi|su)\b)"
)
_LETTERS = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
_MIN_VALUE_CHARS = 3
_TOKEN = re.compile(r"(?<![\w@./-])[^\W_]+(?:[._][^\W_]+)*(?![\w@])")
_MIN_INSIDE_CHARS, _MORE_CHARS, _MORE_CHARS_OF_A_WORD = 4, 4, 2
_MIN_NAME = 0.02
_SURE_NAME = 0.7
"""From which score on a name that is a word is looked for once more."""


def leftovers(text: str, found: Sequence[Span], words: Sequence[Word], holes: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[Span]:
    """Spans that the first pass left. `holes` are published stretches; offsets as in `text`."""
    extra = (
        _values_again(text, found, lexicon)
        + _word_names_again(text, found, lexicon)
        + _names_inside(text, found, lexicon)
        + _digit_runs(text)
        + _mixed_codes(text, lexicon)
        + _listed_pairs(text, words)
    )
    published, known = Stretches(holes), Stretches((old.start, old.end) for old in found)
    return [span for span in extra if not published.touch(span.start, span.end) and not known.hold(span.start, span.end)]


def _values_again(text: str, found: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    extra: list[Span] = []
    seen: set[str] = set()
    low = text.lower()
    all_digits = re.sub(r"\D", "", low)
    for span in found:
        value = low[span.start : span.end].strip()
        if len(value) < _MIN_VALUE_CHARS or value in seen:
            continue
        seen.add(value)
        if span.kind in NAME_KINDS and all(lexicon.is_word(word) for word in value.split()):
            continue
        if span.kind not in NAME_KINDS and (span.kind not in NUMBER_KINDS or span.kind == "BUS"):
            continue
        extra += [Span(start, start + len(value), span.kind, 0.6) for start in _places(low, value)]
        digits = re.sub(r"\D", "", value)
        if len(digits) >= 6 and span.kind != "DATE_OF_BIRTH" and all_digits.count(digits) > 1:
            for match in re.finditer(r"(?<!\d)" + r"[\s().-]{0,3}".join(digits) + r"(?!\d)", low):
                extra.append(Span(match.start(), match.end(), span.kind, 0.6))
    return extra


def _places(text: str, value: str) -> list[int]:
    """Where a value stands as whole words."""
    found: list[int] = []
    start = text.find(value)
    while start >= 0:
        end = start + len(value)
        if not (_is_of_word(text[start - 1 : start]) or _is_of_word(text[end : end + 1])):
            found.append(start)
        start = text.find(value, start + 1)
    return found


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _word_names_again(text: str, found: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """Names that are words ("Will") once more in capitals: at the head of a sentence only before what such a word never stands before."""
    names = {
        word.group()
        for span in found
        if span.kind in NAME_KINDS and span.score >= _SURE_NAME
        for word in _LETTERS.finditer(text, span.start, span.end)
        if word.group().istitle()
        and len(word.group()) >= _MIN_VALUE_CHARS
        and lexicon.is_listed_name(word.group())
        and lexicon.is_word(word.group())
    }
    if not names or text.isupper():
        return []
    return [
        Span(*match.span(), "PERSON", 0.5)
        for match in _LETTERS.finditer(text)
        if match.group() in names
        and not _NO_NAME_BEFORE.search(text, max(0, match.start() - 12), match.start())
        and not _NO_NAME_AFTER.match(text, match.end())
    ]


def _names_inside(text: str, found: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """Words that are none and that a found name begins or ends ("bdekker", "dekkers", "annamaria2"): user names, slips and plurals."""
    names = {
        word.group().lower()
        for span in found
        if span.kind in NAME_KINDS
        for word in _LETTERS.finditer(text, span.start, span.end)
        if len(word.group()) >= _MIN_INSIDE_CHARS
    }
    return [
        Span(*match.span(), "CREDENTIAL", 0.5)
        for match in (_TOKEN.finditer(text) if names else ())
        if _holds_a_name(match.group().lower(), names, lexicon)
        and not lexicon.is_word(match.group().lower())
        and not lexicon.is_made_of_words(match.group())
    ]


def _holds_a_name(token: str, names: Set[str], lexicon: Lexicon) -> bool:
    """Whether the token is one of the names with a few letters more; the names are not walked through, a long list has thousands."""
    parts = ((more, part) for more in range(1, _MORE_CHARS + 1) for part in (token[:-more], token[more:]))
    return any(part in names and (more <= _MORE_CHARS_OF_A_WORD or not lexicon.is_word(part)) for more, part in parts)


def _digit_runs(text: str) -> list[Span]:
    return [
        Span(match.start(), match.end(), "OTHER_ID", 0.4)
        for match in _LONG_DIGITS.finditer(text)
        if not _KEPT_NUMBER.fullmatch(match.group()) or (len(match.group()) > 6 and match.group().isdigit())
    ]


def _mixed_codes(text: str, lexicon: Lexicon) -> list[Span]:
    """Letters run into digits ("mrowe88") and three capitals beside digits ("KTR 4471"), unless the letters are a word ("room12")."""
    extra = [
        Span(match.start(), match.end(), "OTHER_ID", 0.4)
        for match in _LETTERS_DIGITS.finditer(text)
        if not lexicon.is_word(match["letters"]) and match["letters"].lower() not in _NUMBERED
    ]
    return extra + [
        Span(match.start(), match.end(), "LICENSE_PLATE", 0.4) for match in _PLATE.finditer(text) if not lexicon.is_word(match["letters"])
    ]


def _listed_pairs(text: str, words: Sequence[Word]) -> list[Span]:
    """Two capitalised listed names side by side are a person, unless the model is sure that they are none ("the Jim Thorpe Fun Run")."""
    extra: list[Span] = []
    for one, other in pairwise(words):
        if text[one.end : other.start] != " " or one.is_protected or other.is_protected:
            continue
        if one.is_capital and other.is_capital and one.is_listed and other.is_listed and not one.is_function:
            if (one.is_ordinary and (other.is_ordinary or one.opens_sentence)) or max(one.name, other.name) < _MIN_NAME:
                continue
            extra.append(Span(one.start, other.end, "PERSON", 0.5))
    return extra
