"""A bus or a stop, when the message ties it to a child: where a child is at seven in the morning."""

import regex

from policies.redaction.spans import Span

# Source: issue 4 ("bus stop or bus number tied to a child"); a question about a route alone keeps its number.
_TIE = regex.compile(
    r"\b(?:(?:my|our|his|her|their|mi|mis|nuestr[oa]s?|su)\s+(?:\w+\s+)?(?:bus|stop|child|children|kids?|sons?|"
    r"daughters?|boys?|girls?|kiddos?|student|twins?|grand\w+|"
    r"niec\w*|nephew|hij[oa]s?|niet[oa]s?|niñ[oa]s?|autob[uú]s|cami[oó]n|parada|ruta)|(?:he|she|they|él|"
    r"ella)\s+(?:rides?|takes?|gets?|walks?|waits?|was|is|toma|va|sube|baja)|(?:picks?|drops?|lets?)\s+(?:him|her|them)|l[oa]s?\s+(?:dejan?|bajan?|recogen?))\b",
    regex.IGNORECASE,
)
_BUS = regex.compile(
    r"\b(?:school\s+)?(?:bus(?:es)?|route|van|shuttle|autob[uú]s(?:\s+escolar)?|cami[oó]n(?:\s+escolar)?|ruta)\s*(?:(?:number|no\.?|num\.?|"
    r"n[uú]mero|route|rider|de\s+la\s+ruta)\s*)?(?:is|es|:|-)?\s*#?\s*\K"
    r"(?:(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"(?:veinti|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?:\s+y\s+)?\w*)(?!\w)|\d{1,4}(?:-?[a-z])?|[a-z]-?\d{1,3})\b(?!\s*(?:am|pm|min|:|a\.m|p\.m|hours?|days?|kids|children|students|times|weeks?|miles?|%))",
    regex.IGNORECASE,
)
# Words up to the first that begins something else.
_PLACE_WORD = (
    r"(?!(?:was|were|is|are|has|had|have|again|today|yesterday|tomorrow|this|because|but|so|when|where|what|why|how|"
    r"who|can|could|will|would|does|did|he|she|they|i|it|we|"
    r"every|late|early|for|since|before|after|instead|if|que|pero|porque|cuando|hoy|ayer|mañana|siempre|nunca|no|se|"
    r"lleg[oó]|tarde|otra|estaba|fue|at|minutes?|thanks?|please|gracias|without|with)\b)[\w'.&/#-]*[\w'&/#-]"
)
_STOP = regex.compile(
    r"\b(?:(?:bus\s+)?stops?(?:\s+for\s+[\w'-]+)?(?!\s+at\s+(?:the\s+)?school)|parada(?:\s+(?:del?|de\s+la|de\s+mi)\s+\w+)?|pick(?:ed|"
    r"s)?\s+(?:\w+\s+){1,2}up|pick(?:ed|s)?[\s-]?up|drop(?:ped|s)?[\s-]?off|drop(?:s|ped)?\s+[\w'-]+(?:\s+off)?|dropped|(?:gets?|got|catch(?:es)?|takes?|boards?|picks?)\s+the\s+bus|the\s+bus\s+picks\s+[\w'-]+\s+up|lets?\s+(?:him|her|them)\s+(?:out|off)|l[oa]s?\s+baja[n]?|takes?\s+the\s+\w+\s+bus|walks?\s+to\s+(?:the|his|her)\s+(?:bus\s+)?stop|waits?(?:\s+for\s+(?:the\s+)?(?:bus|number)\s*\d*)?|waiting|boards?|boarding|(?:gets?|got|hops?)\s+(?:on|off)|catch(?:es)?(?:\s+(?:it|the\s+bus))?|esper(?:a|an|ar|aba|amos)|par[oóa]|para[nr]|se\s+detiene|"
    r"recoge[n]?(?:\s+a\s+[\w'-]+)?|recogi[oó](?:\s+a\s+[\w'-]+)?|deja[n]?\s+a\s+[\w'-]+|esper\w+\s+(?:el|al)\s+(?:bus|cami[oó]n|autob[uú]s)|la\s+deja[n]?|lo\s+deja[n]?|pas[oóa]|"
    r"sube|baja)\b"
    r"(?:'s)?\s*(?:\d{1,2}:\d\d\s*(?:am|pm)?|is|are|was|es|est[aá]|him|her|them|it|for\s+the\s+bus|spot|:)?\s*(?:at|on|by|near|from|outside|behind|past|next\s+to|across\s+from|in\s+front\s+of|en|"
    r"por|junto\s+a|(?:en)?frente\s+(?:a|de|del)|afuera\s+del?(?:\s+la)?|atr[aá]s\s+del?|al\s+lado\s+del?|cerca\s+del?|is|es|:)\s+"
    r"\K(?!(?:school|the\s+school|la\s+escuela|home|noon|\d{1,2}(?::|\s?[ap]m|\s+o)|\d{1,2}(?=\s*(?:[.,;?!]|$))|\d+\s+min|time|least|all|any|"
    r"favor|my|mi|our|the\s+office|la\s+oficina|lunch|dismissal|end|monday|tuesday|wednesday|thursday|friday)\b)"
    rf"(?:{_PLACE_WORD})(?:\s+{_PLACE_WORD}){{0,6}}",
    regex.IGNORECASE,
)
_CROSSING = regex.compile(
    r"\b(?:(?=(?:the\s+|la\s+)?(?:corner\s+of|esquina\s+(?:de\s+)?(?:la\s+)?|intersection\s+of)\s)\K(?:the\s+|la\s+)?(?:corner\s+of|"
    r"esquina(?:\s+de)?(?:\s+la)?|intersection\s+of)\s+|(?:cross\s+streets?(?:\s+(?:are|is|of))?|(?<!difference\s)(?<!diferencia\s)between)\s+\K)"
    r"(?:[\w'.-]+\s+){1,3}?(?:and|&|y|con)\s+[\w'.-]+(?:\s+(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|calle)\b\.?)?",
    regex.IGNORECASE,
)


_NUMBERED_CROSSING = regex.compile(
    r"\b\d{1,3}(?:st|nd|rd|th)(?:\s+(?:st|street|ave|avenue|rd)\b\.?)?\s*(?:and|&|@|y|con)\s*(?!(?:grade|the|my|his|her|on|in|at)\b)[^\W\d_][\w'.-]*"
    r"(?:\s+(?:st|street|ave|avenue|rd|road|dr|ln)\b\.?)?(?!\s*graders?)|"
    r"(?<!\w)(?-i:\p{Lu})\w+(?:\s+(?:st|street|ave|avenue|rd|road|dr|ln)\b\.?)?\s*@\s*(?:\d{1,3}(?:st|nd|rd|th)|(?-i:\p{Lu})\w+)|"
    r"\b(?!(?:grade|grades|grader|from|the|between|his|her|my|on|in|april|may|june|july|march)\b)[^\W\d_][\w'.-]*(?:\s+(?:st|street|ave|rd|road|dr|ln|blvd))?\s+(?:and|&|y)\s+\d{1,3}(?:st|nd|rd|th)\b(?!\s*(?:-?\s*grade|graders?|of\b))",
    regex.IGNORECASE,
)


_SPEAKS_OF_BUS = regex.compile(r"\b(?:bus(?:es)?|stops?|parada|autob[uú]s|cami[oó]n|rides?|ruta)\b", regex.IGNORECASE)
_RIDDEN = regex.compile(
    r"\b(?:the|el|la)\s+\K\d{1,3}[a-z]?(?=\s+bus\b)|\b(?:rides?|riding|toma|waits?\s+for)\s+(?:(?:the|el|la)\s+)?(?:number\s+|n[uú]mero\s+)?\K\d{1,3}[a-z]?\b(?!\s*(?:am|pm|min|:|%|times|miles|days|hours|kids))"
    r"|\b(?:bus|route|ruta|cami[oó]n)\s+(?:number\s+|n[uú]mero\s+)?\K(?:one|two|three|four|five|six|seven|eight|nine|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
    r"(?:[\s-](?:oh|zero|cero|one|two|three|four|five|six|seven|eight|nine|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)){0,2}\b(?!\s+(?:days?|times?|minutes?|hours?|kids?|weeks?|d[ií]as|veces|minutos|horas))",
    regex.IGNORECASE,
)
"""A bus told by its number alone or in words ("rides the 7 bus", "bus two oh six")."""
_ITS_NUMBER = regex.compile(
    r"\b(?:it\s+(?:was|is)|it'?s|was|is|es|era|fue)\s+(?:the\s+|el\s+)?(?:number|no\.?|n[uú]mero|#)\s*\K#?\s?\d{1,4}(?:-?[a-z])?\b(?!\s*(?:am|pm|min|%|:))",
    regex.IGNORECASE,
)
"""The number of a bus named in another clause ("no bus came. It was number 93")."""


_SLASHED_CROSSING = regex.compile(
    r"(?<![\w/.])(?:\d{1,3}(?:st|nd|rd|th)|(?-i:\p{Lu})[\w'-]+(?:\s(?:st|ave|rd|dr|ln)\b\.?)?)\s?/\s?(?:\d{1,3}(?:st|nd|rd|th)\b(?!\s*grade)|(?-i:\p{Lu})\w+\s(?:st|ave|rd|dr|ln)\b\.?)",
    regex.IGNORECASE,
)
_AT_CROSSING = regex.compile(
    r"\b(?:at|on|by|en|near)\s+(?:the\s+)?\K(?-i:\p{Lu})[\w'-]+\s+(?:and|&|y|con)\s+(?-i:\p{Lu})[\w'-]+", regex.IGNORECASE
)


def find(text: str, has_person: bool) -> list[Span]:
    """Bus numbers and stops tied to a child. `has_person`: a name, an id or a child's detail was found in the same message."""
    if not has_person and not _TIE.search(text):
        return []
    found = [Span(match.start(), match.end(), "BUS", 0.8) for match in _BUS.finditer(text)]
    for match in (*_STOP.finditer(text), *_CROSSING.finditer(text), *_NUMBERED_CROSSING.finditer(text)):
        found.append(Span(match.start(), match.end(), "BUS", 0.7))
    if _SPEAKS_OF_BUS.search(text):
        found += [
            Span(match.start(), match.end(), "BUS", 0.6) for match in (*_SLASHED_CROSSING.finditer(text), *_AT_CROSSING.finditer(text))
        ]
        found += [Span(match.start(), match.end(), "BUS", 0.7) for match in _RIDDEN.finditer(text)]
        found += [Span(match.start(), match.end(), "BUS", 0.7) for match in _ITS_NUMBER.finditer(text)]
    return found
