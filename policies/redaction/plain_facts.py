"""Numbers that answers turn on and that never point at a person: school years, amounts, clock times, grades, percentages of fees."""

import re

# Source: the school calendar's own way of writing (2026-2027), ISO 4217 symbols, 12- and 24-hour clock.
_FACTS = re.compile(
    r"(?<![\w-])(?:19|20)\d\d\s?[-/]\s?(?:(?:19|20)\d\d|\d\d)(?![\w/-])|(?<![\w-])20\d\d\s+(?:or|and|to|o|y|a)\s+20\d\d(?![\w/-])"
    r"|(?<![\w-])\d{1,2}(?:\s?(?:-|to|and|or|y|a|o)\s?\d{1,2})?[\s-]?(?:yrs?|years?|mos?|months?)[\s-]?olds?\b|(?<![\w-])\d{1,2}(?:\s?(?:-|a|o|y)\s?\d{1,2})?\s+años\b"
    r"|(?<![\w-])\d{1,2}(?:ro|do|to|mo|vo|er)(?:\s+grado)?\b|\bgr\.?\s?\d{1,2}(?![\w-])"
    r"|\b(?:education|ed|penal|government|health\s+and\s+safety)\s+code\s+(?:section\s+|§\s?)?\d{3,5}(?:\.\d+)?(?![\w-])|\bform\s+(?:w-?)?\d{3,4}(?:-[a-z]{1,2})?(?![\w-])"
    r"|\$\s?\d[\d,]*(?:\.\d\d)?(?!\w)|(?<!\w)\d[\d,]*(?:\.\d\d)?\s?(?:dollars?|d[oó]lar(?:es)?|bucks|cents|pesos)\b"
    r"|(?<![\w:.])\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\b\.?)?(?![\w:])(?!\.\d)|(?<![\w:])\d{1,2}\s?[ap]\.?m\b\.?(?:\s?-\s?\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?)?"
    r"|(?<![\w-])\d{1,2}(?:st|nd|rd|th)?\s+(?:grade|grader|graders|grado)s?\b|\bgrades?\s+(?:k-)?\d{1,2}(?:\s?-\s?\d{1,2})?(?![\w-])",
    re.IGNORECASE,
)


_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
)
_DATES = re.compile(
    rf"\b{_MONTHS}\b\.?\s+(?:the\s+)?\d{{1,4}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?{_MONTHS}\b"
    rf"|\b(?:in|on|by|until|till|since|early|late|mid|next|last|this|every|before|after|en|de|para|hasta|desde|(?:calendar|flyer|website|site|page|letter|menu|calendario|volante|p[aá]gina|papel)\s+(?:says|said|dice))[\s-]{{1,3}}{_MONTHS}\b(?=\s*(?:[.,?!;)]|$|and\b|or\b|y\b|o\b|to\b|\d))",
    re.IGNORECASE,
)
_MONTHS_IN_A_ROW = re.compile(rf"\b{_MONTHS}\b(?:\s*(?:,|/|\b(?:and|or|to|through|thru|y|o|a|hasta)\b)\s*{_MONTHS}\b)+", re.IGNORECASE)
_SURE_MONTH = re.compile(
    r"\b(?:january|february|march|july|september|october|november|december|enero|febrero|marzo|septiembre|setiembre|octubre|noviembre|diciembre)\b",
    re.IGNORECASE,
)
"""Beside one of these "April" is a month; April and June alone may be sisters."""
_OF_SOMEBODY = re.compile(
    r"\b(?:pap[aá]s?|mam[aá]|padres?|madre|abuel[oa]s?|t[ií][oa]s?|herman[oa]s?|tutor[a]?|tutela(?:\s+\w+)?|custodia(?:\s+\w+)?|maestr[oa]|nombre|cumpleaños|clase)\s+$",
    re.IGNORECASE,
)
"""Behind these "de abril" is a child's."""
_PLANT = (
    r"(?:roses?|rosemary|ivy|basil|violets?|sage|lil(?:y|ies)|daisy|daisies|iris(?:es)?|jasmine|heather|lavender|olives?|ginger|mint|thyme|marigolds?|tulips?|ferns?|hazel|laurel|holly|"
    r"rosas?|romero|albahaca|violetas?|margaritas?|azucenas?|lirios?|jazm[ií]n(?:es)?|hortensias?|dalias?|claveles|girasoles|hierbabuena)"
)
_PLANTS = re.compile(
    rf"\b{_PLANT}(?:(?:\s*,\s*|\s+(?:and|or|y|o|u)\s+){_PLANT})*\s+(?:cuttings|seeds?|seedlings?|bush(?:es)?|petals|bouquets?|gardens?|wreaths?|corsages?)\b"
    rf"|\b(?:ramos?|semillas|plantas|hojas|flores)\s+de\s+{_PLANT}(?:(?:\s*,\s*|\s+(?:y|o|u)\s+){_PLANT})*\b"
)
"""Plants whose names people bear too, in lower case and among their like."""


_NAMED_AFTER = re.compile(
    r"\bmark\s+(?:your|our|the|my)\s+(?:calend[ae]rs?|dates?)\b|(?:(?<=[.!?]\s)|\A\s*)hope\s+(?:you|to|we|everyone|everything|someone|that|it|they|this\s+(?:finds|helps|is|works|email|message))\b|"
    r"(?:(?<=¿)|\b)(?:(?:new|nueva|nuevo)\s+(?:york|jersey|hampshire|mexico|m[eé]xico|orleans)|(?:north|south)\s+(?:carolina|dakota)|(?:carolina|dakota)\s+del\s+(?:norte|sur)|"
    r"west\s+virginia|virginia\s+occidental|rhode\s+island|puerto\s+rico|district\s+of\s+columbia|mc\s?kinney[\s-]vento(?:\s+act)?|pell\s+grants?|perkins\s+(?:loans?|act)|"
    r"driver'?s?\s+ed(?:ucation)?|parent[\s-]teacher(?:\s+(?:organi[sz]ations?|associations?|meetings?|conferences?|nights?|groups?|councils?|student))?|(?:summer|winter|spring|fall|autumn)\s+(?:camps?|school|break|program\w*|concert|packets?|sports?|reading|session|term|semester|meals?|formal|guard)|"
    r"stafford\s+loans?|buckley\s+amendment|grace\s+periods?|sloppy\s+joes?|chicken\s+alfredo|dr\.?\s+seuss|presidents?'?s?\s+day|bell\s+schedules?|hope\s+scholarships?|down'?s?\s+syndrome|"
    r"(?:columbus|cesar\s+chavez|juan\s+diego|patrick'?s|valentine'?s|martin\s+luther\s+king(?:,?\s+jr\.?)?|mlk|lincoln'?s?|washington'?s?)\s+(?:day|birthday)|"
    r"(?<=¿)dan|(?<=¿)van|viernes\s+santo|semana\s+santa|(?:girl|boy|cub)\s+scouts?|foster\s+(?:child(?:ren)?|kids?|son|daughter|care|home|family|families|parents?|mom|dad|mother|father|sister|brother))\b",
    re.IGNORECASE,
)
"""States, laws, days and set phrases with a word in them that is also a name. Source: USPS Publication 28; 42 USC 11431; 20 USC 1070a."""


def named_after(text: str) -> list[tuple[int, int]]:
    """Half-open stretches in which a word that is also a name is none ("New York", "McKinney-Vento"). An address may still hold one."""
    return [match.span() for pattern in (_NAMED_AFTER, _PLANTS) for match in pattern.finditer(text)]


def dates(text: str) -> list[tuple[int, int]]:
    """Half-open stretches in which a month is a month and no name ("April 14", "in May"). A birth date may still be one."""
    rows = [match.span() for match in _MONTHS_IN_A_ROW.finditer(text) if _SURE_MONTH.search(match.group())]
    others = [match.span() for match in _DATES.finditer(text)]
    return rows + [span for span in others if not _OF_SOMEBODY.search(text, max(0, span[0] - 40), span[0])]


def stretches(text: str) -> list[tuple[int, int]]:
    """Half-open stretches of such facts."""
    return [match.span() for match in _FACTS.finditer(text)]
