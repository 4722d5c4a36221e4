"""Social security numbers in every way people write them. Unlike stock Presidio, impossible numbers count too:
they are what people try.
"""

from policies.redaction.recognizers.number_words import UNIT
from policies.redaction.recognizers.shape import Shape

_CUE = (
    r"(?:ssn(?:[\s-]?4)?|s\.s\.n?\.?|ss(?=\s?(?:#|no\b|num|card))|soc(?:i?al|i?l|ail|ila)?\b\.?\s*(?:sec(?:urity)?)?"
    r"|seg(?:uro)?\.?\s+soc(?:ial)?\b|nss|itin|tax\s*id)"
)
_SOURCE = "SSA, Social Security Number format AAA-GG-SSSS; IRS, ITIN 9NN-NN-NNNN"
_FOUR = rf"(?:\d(?:[ .-]?\d){{3}}|{UNIT}(?:[\s,-]+{UNIT}){{3}})(?!\w)"
_LAST = r"(?:last|final|[uú]ltim[oa]s)\s*(?:4|four|cuatro)(?:\s+(?:digits?|numbers?|nums?|d[ií]gitos|n[uú]meros))?"
_OF = r"(?:\s*(?:of|on|for|del?|from)\s+(?:\w+['’]?\w*\s+){0,3}?(?:social|ssn|ss|soc|seguro)(?:\s+(?:social|security|number|n[uú]mero))*)?"

SHAPES = (
    Shape("SSN", "dashed", r"(?<![\w-])\d{3}\s?[-./ _·|,]\s?\d{2}\s?[-./ _·|,]\s?\d{4}(?![\w-])", 0.95, _SOURCE),
    Shape("SSN", "nine_digits", r"(?<![\w.-])\d{9}(?![\w-])|(?<=\b(?:ssn|ss|social))\d{9}(?!\w)", 0.7, _SOURCE),
    Shape("SSN", "spaced_digits", r"(?<!\w)\d(?:[ .-]{1,3}\d){8}(?!\w)", 0.9, _SOURCE),
    Shape("SSN", "masked", r"(?<!\w)[x*•#_]{3}[-. ]?[x*•#_]{2}[-. ]?\d{4}(?!\w)|(?<!\w)[x*•#]{4,6}[-. ]?\d{4}(?!\w)", 0.95, _SOURCE),
    Shape("SSN", "cued", rf"\b{_CUE}(?!\w)(?![^\d\n]{{0,40}}\bform\w*\s+\d)[^\d\n]{{0,40}}?\K\d[\d .-]{{2,12}}\d(?!\w)", 0.9, _SOURCE),
    Shape("SSN", "cued_said", rf"\b{_CUE}(?!\w)[^\d\n]{{0,40}}?\K\b{UNIT}(?:[\s,-]+(?:{UNIT}|\d)){{3,8}}(?!\w)", 0.9, _SOURCE),
    Shape("SSN", "last_four", rf"\b{_LAST}{_OF}[^\d\n]{{0,45}}?\K(?<!\w){_FOUR}", 0.9, _SOURCE),
    Shape(
        "SSN",
        "ends_in",
        rf"\b{_CUE}(?!\w)[^\d\n]{{0,60}}(?:end(?:s|ing|ed)?|termina(?:n|do)?|acaba(?:n|do)?)\s*(?:in|with|en|con)?\s*\K(?<!\w){_FOUR}",
        0.9,
        _SOURCE,
    ),
    Shape(
        "SSN",
        "a_number_ends_in",
        r"\b(?:(?:number|card|it|that|n[uú]mero|tarjeta|que)\s+)?(?:end(?:s|ing)|termina(?:n|do)?|acaba(?:n|do)?)\s+"
        r"(?:(?:in|with|en|con)\s+)(?:the\s+digits\s+|the\s+numbers\s+)?\K(?!(?:19|20)\d\d(?!\w))\d{4}(?!\w)"
        r"|\b(?:number|card|n[uú]mero|tarjeta)\s+(?:end(?:s|ing)|termina(?:n|do)?)\s+\K\d{4}(?!\w)",
        0.85,
        _SOURCE,
    ),
    Shape(
        "SSN",
        "four_of_social",
        r"(?<!\w)\K\d{4}(?=[,\s]*(?:is|are|es|son)?\s*(?:the|my|his|her|los|mis?|sus?|las)?\s*(?:last\s*(?:4|four)\b"
        r"|[uú]ltimos\s*(?:4|cuatro)\b))",
        0.85,
        _SOURCE,
    ),
    Shape("SSN", "in_brackets", rf"(?<!\w)\d{{4}}(?=\s*\(?\s*(?:{_CUE})\s*\))", 0.85, _SOURCE),
)
