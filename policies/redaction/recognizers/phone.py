"""Telephone numbers: ten digits in any dress, seven with a cue or a dash, abroad, said in words. The district's own stay (allow-list)."""

from policies.redaction.recognizers.number_words import SAID
from policies.redaction.recognizers.shape import Shape

_SOURCE = "NANPA, NPA-NXX-XXXX; ITU-T E.164"
_OTHER_END = r"(?:\s*(?:/|\b(?:or|o|ó|and|y)\b)\s*(?!(?:19|20)\d\d)\d{4}(?![\d:/-]|\.\d|\s?[ap]\.?m))?"
"""A second line told by its last four digits alone: "614-555-0182 or 0183"."""
_TAIL = rf"(?:\s*[,(]?\s*(?:x|ext|extension|anexo|extensi[oó]n)\.?\s*(?:is\s+|es\s+)?[:#]?\s*\d{{1,6}}|{_OTHER_END})(?!\d)"
_CUE = (
    r"(?:call|text|txt|reach|phone|ph|cell|celular|cel|mobile|m[oó]vil|tel[eé]fonos?|telephone|tel|fax|number|n[uú]mero|whatsapp|whats|wa|"
    r"ll[aá]me(?:me|nme|n)?|llamar(?:me)?|marque|m[aá]rque(?:me|nme)|contact)"
)
_SEP = r"[\s.\-/_·•|~*=,]{0,3}"
_DIGIT = rf"(?:{SAID}|\d)"
_BETWEEN = r"(?:[\s,.;:()/…-]{0,5}(?:(?:uh|um|er|eh|este|y|and|then|luego|dash|gui[oó]n)[\s,.…-]+){0,2})"

_AREA = r"(?:area\s+code|c[oó]digo\s+de\s+[aá]rea|(?:clave\s+)?lada)\s*(?:is|es|of|:|,|-)*\s*"
"""What stands before the first three digits of a number, which are then told apart from the rest."""

SHAPES = (
    Shape(
        "PHONE",
        "ten_digits",
        rf"(?<![\w+])(?<!\d[-.])(?:\+?1[\s.\-/]{{0,2}})?(?:\(\s?\d{{3}}\s?\)|\d{{3}}){_SEP}\d{{3}}{_SEP}\d{{4}}{_TAIL}",
        0.9,
        _SOURCE,
    ),
    Shape(
        "PHONE",
        "run_into_a_word",
        rf"(?<=\b(?:tel|ph|phone|cell|cel|fax|call|text|txt|c|w|h|m))(?:\(\d{{3}}\)|\d{{3}}){_SEP}\d{{3}}{_SEP}\d{{4}}(?!\w)",
        0.85,
        _SOURCE,
    ),
    Shape(
        "PHONE",
        "letter_for_zero",
        r"(?<![\w+])\(?\d{3}\)?[\s.-]{0,2}(?=[\do]{3}[\s.-])[\do]{3}[\s.-](?=\d*o)[\do]{4}(?!\w)",
        0.8,
        _SOURCE,
    ),
    Shape(
        "PHONE",
        "by_twos",
        r"(?<![\w+-])\d{2}(?:[\s.-]\d{2}){4}(?![\w-])|(?<![\w-])\d{3}(?:[\s.-]\d{2}){2}[\s.-]\d{3}(?![\w-])",
        0.7,
        _SOURCE,
    ),
    Shape("PHONE", "seven_digits", rf"(?<![\w-])\d{{3}}(?:\s?-\s?|[.·])\d{{4}}{_TAIL}(?![\w-])", 0.75, _SOURCE),
    Shape("PHONE", "seven_fictional", r"(?<![\w-])555[\s_/]?\d{4}(?![\w-])", 0.75, "NANPA, 555-0100 to 555-0199 for fictional use"),
    Shape("PHONE", "seven_cued", rf"\b{_CUE}\b[^\d\n]{{0,25}}\K\d{{3}}[\s.-]{{0,2}}\d{{4}}{_TAIL}", 0.8, _SOURCE),
    Shape("PHONE", "abroad", r"(?<![\w+])(?:\+|00|011[\s.-]?)\s?\(?\d{1,3}\)?(?:[\s.\-/]?\(?\d{1,4}\)?){2,6}(?!\d)", 0.85, _SOURCE),
    Shape(
        "PHONE",
        "said",
        rf"(?<![\w$])(?=(?:\d[\s,.()/…-]{{0,5}}){{0,9}}{SAID}{_BETWEEN}(?:(?:\d{_BETWEEN}){{0,8}}{SAID}))(?:{_DIGIT}{_BETWEEN}){{6,15}}{_DIGIT}"
        r"(?!\w)",
        0.8,
        _SOURCE,
    ),
    Shape(
        "PHONE",
        "said_by_tens",
        rf"(?<![\w$])(?=(?:{SAID}[\s,.…-]+){{0,6}}(?:zero|oh|cero)\b)(?:{SAID}[\s,.…-]+){{4,12}}{SAID}",
        0.75,
        _SOURCE,
    ),
    Shape(
        "PHONE",
        "area_code",
        rf"\b{_AREA}\K(?:\(?\d{{3}}\)?|{SAID}(?:[\s,.-]+{SAID}){{0,2}})(?!\w)"
        rf"(?:[\s,.;-]*(?:(?:then|and|number|phone|y|luego|n[uú]mero)\s+)*{_DIGIT}(?:[\s,.-]*{_DIGIT}){{6}}(?!\w))?",
        0.8,
        _SOURCE,
    ),
    Shape(
        "PHONE",
        "ending",
        r"\b(?:number|cell|phone|line|n[uú]mero|celular|cel|tel[eé]fono|m[oó]vil)\b[^\d\n.?!]{0,40}?\b(?:end(?:s|ing)"
        r"|termina(?:n|do)?|acaba(?:n|do)?)\s+(?:in\s+|with\s+|en\s+|con\s+)?\K\d{2,4}(?!\w)",
        0.75,
        _SOURCE,
    ),
    Shape("PHONE", "extension", r"\b(?:my|his|her|mi|su)\s+(?:ext|extension|extensi[oó]n)\.?\s*(?:is|es)?\s*\K\d{2,6}(?!\w)", 0.7, _SOURCE),
)
