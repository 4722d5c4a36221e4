"""Things named after people, and titles of works, where a name is no person's ("the Garcia scholarship", "read Of Mice and Men").

Grammar, not a list of names: an article or "on", words in capitals, and a noun that says what the thing is.
Source: Chicago Manual of Style 8.50-8.70 (named things), 8.157 (titles of works).
"""

from functools import cache

import regex

from policies.redaction.recognizers.needs import Letters, Sieve

_CAPS = r"(?:\p{Lu}[\p{L}'’.-]*\s+){1,4}?"
_HEADS = (
    r"(?i:scholarships?|grants?|loans?|librar(?:y|ies)|acts?|foundation|institute|museum|center|centre|memorial|universit(?:y|ies)|college|hospital|clinic|"
    r"curriculum|initiative|method|inventory|debate|salad|sandwich|sauce|parade|program|programme|prize|awards?|trophy|cup|fund|trust|theat(?:er|re)|"
    r"auditorium|stadium|building|bridge|math|phonics|project|olympics?|olympiad)(?![\w'’-])"
)
_ARTICLE = r"(?i:(?<![\w'’-])(?:the|an?|any)\s+)"
_DAYS = r"(?i:(?:day|eve|week|month|birthday)(?![\w'’-]))"
_THINGS = (
    r"(?<![\w'’-])\p{Lu}\p{Ll}+\s+of\s+the\s+\p{Lu}\p{Ll}+(?![\w'’-])",
    rf"{_ARTICLE}\K{_CAPS}(?:(?i:family|memorial|jr\.?|sr\.?)\s+)?{_HEADS}",
    rf"(?<![\w'’-])(?i:on|is|are|observe|celebrate|celebrating|for|during|before|after|until)\s+\K(?:\p{{Lu}}[\p{{L}}'’.-]*\s+){{2,4}}{_DAYS}",
    rf"(?<![\w'’-])(?i:on|observe|celebrate|celebrating)\s+\K\p{{Lu}}[\p{{L}}'’.-]*\s+{_DAYS}",
    r"(?<![\w'’-])(?:\p{Lu}[\p{L}.-]*\s+){0,2}\p{Lu}[\p{L}.-]*['’]s?\s+(?:Law|Act|Rule)(?![\w'’-])",
    r"(?<![\w'’-])(?:Camp|Fort|Mount|Mt\.)\s+\p{Lu}[\p{L}'’-]+",
    r"(?<![\w'’-])(?<!\b(?i:una?|otr[oa]|cada|medi[oa]|primera?|[uú]ltim[oa]|est[ea])\s)(?i:d[ií]a|semana|mes|natalicio)\s+(?i:del?)\s+\K\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){1,3}",
    r"(?<![\w'’-])(?i:beca|becas|biblioteca|ley|fundaci[oó]n|premio|museo|parque|universidad|teatro|hospital|instituto)\s+\K\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){0,3}",
)
_SMALL = r"(?:of|the|and|to|in|a|an|on|for|with|from|by|my|is|not|who|la|el|los|las|de|del|y|en|un|una|al)"
_TITLE = rf"(?:(?i:{_SMALL})\s+)*\p{{Lu}}[\p{{L}}'’-]*(?:\s+(?:(?:{_SMALL})\s+){{0,3}}\p{{Lu}}[\p{{L}}'’-]*){{0,6}}"
_WORK = (
    r"(?<![\w'’-])(?i:reads?|reading|teach(?:es|ing)?|books?|novels?|plays?|movies?|films?|musicals?|poems?|stor(?:y|ies)|list|libros?|novelas?|leen|leer|lee|leyendo|obras?|pel[ií]culas?|cuentos?)"
    r"(?:\s+(?i:called|titled|named|is|are|es|son|llamad[oa]s?|the\s+book|el\s+libro))?\s*[,:]?\s+"
)
_WORKS = regex.compile(
    rf"{_WORK}(?P<what>[\"“'‘«](?P<quoted>[^\"”»\n]{{2,60}})[\"”'’»]|{_TITLE})(?:\s*(?:,|(?i:or|and|y|o|u|e))\s+(?P<more>[\"“«][^\"”»\n]{{2,60}}[\"”»]|{_TITLE}))*"
)
_PATTERNS = tuple(regex.compile(pattern) for pattern in _THINGS)
_HAS_SMALL = regex.compile(rf"(?i)(?<!\w){_SMALL}(?!\w)")
_N_CAPITALS = regex.compile(r"(?<!\w)\p{Lu}\p{Ll}")


@cache
def _sieve() -> Sieve:
    return Sieve((pattern.pattern, pattern.flags) for pattern in (*_PATTERNS, _WORKS))


def stretches(text: str, letters: Letters | None = None) -> list[tuple[int, int]]:
    """Half-open stretches of such things; none in a text without capitals or in nothing but capitals."""
    if not _N_CAPITALS.search(text):
        return []
    *things, works = _sieve().told(letters or Letters(text))
    found = [match.span() for pattern, may_match in zip(_PATTERNS, things, strict=True) if may_match for match in pattern.finditer(text)]
    for match in _WORKS.finditer(text) if works else ():
        for group in ("what", "more"):
            found += [span for span in match.spans(group) if _is_title(text[slice(*span)])]
    return found


def _is_title(words: str) -> bool:
    """Whether this is a title and not a name after "read": in quotation marks, or words in capitals with a small word among them."""
    if words[0] in "\"“'‘«":
        return True
    return (
        _HAS_SMALL.search(words) is not None
        and len(_N_CAPITALS.findall(words)) > 1
        and not words.lower().startswith(("to ", "with ", "for "))
    ) or (words[:3].istitle() and _HAS_SMALL.match(words) is not None and words[:1].isupper())
