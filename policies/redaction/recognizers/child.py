"""Whether a message speaks of one certain child: what turns a topic ("diabetes") into a personal detail."""

import regex

_KIN_EN = (
    r"(?:child|children|kids?|kiddos?|sons?|daughters?|boys?|girls?|baby|babies|twins?|triplets|grandson|"
    r"granddaughter|grandchild|grandkids?|niece|nephew|stepson|stepdaughter|student|freshman|sophomore|junior|"
    r"senior|oldest|youngest|little\s+one|\w+\s+grader|brother|sister|cousin|foster\s+\w+|ex(?:-?\w+)?|husband|wife)"
)
_KIN_ES = (
    r"(?:hij[oa]s?|hijit[oa]s?|niñ[oa]s?|nene|nena|niet[oa]s?|sobrin[oa]s?|beb[eé]|gemel[oa]s|cuat[ei]s?|ahijad[oa]|"
    r"hermanit[oa]s?|herman[oa]s?|muchach[oa]|chamac[oa]|chiquit[oa]|mayor|menor|esposo|esposa|ex)"
)
_TIED = regex.compile(
    (
        rf"\b(?:my|our|mi|mis|nuestr[oa]s?)\s+(?:\w+\s+){{0,2}}?(?:{_KIN_EN}|{_KIN_ES})(?:'?s)?\b|\b(?:he|she|él|ella)\b|"
        rf"\bhe's\b|\bshe's\b|\b(?:his|her)\s|\bi\s+(?:share|have|got|am)\b|\bi'm\b|\btengo\b|\bel\s+niño\b|\bla\s+niña\b"
    ),
    regex.IGNORECASE,
)


def is_tied_to_a_child(text: str) -> bool:
    """Whether words such as "my son", "she has" or "mi hija" are in the text."""
    return _TIED.search(text) is not None
