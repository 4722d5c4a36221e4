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
    r"\b(?:(?:school\s+)?(?:bus(?:es)?|route|van|shuttle|autob[uú]s(?:\s+escolar)?|cami[oó]n(?:\s+escolar)?|ruta))\s*(?:(?:number|no\.?|num\.?|"
    r"n[uú]mero|route|rider|de\s+la\s+ruta)\s*)?(?:is|es|:|-)?\s*#?\s*"
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
    r"\b\d{1,3}(?:st|nd|rd|th)(?:\s+(?:st|street|ave|avenue|rd)\b\.?)?\s*(?:and|&|@|y|con)\s*(?!(?:grade|the|my|his|her|on|in|at|has|is|was|he|she|it|they|we|i|needs?|gets?|wants?|got|had|will|can|rides?|takes?|plays?|goes|does|loves?|likes?|lives?|then|up|down|older|younger|so)\b)[^\W\d_][\w'.-]*"
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


_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
    r"primera|segunda|tercera|cuarta|quinta|sexta|s[eé]ptima|octava|novena|d[eé]cima|once|doce|\d{1,3}(?:st|nd|rd|th))"
)
_NO_STREET = (
    r"(?!(?:last|then|foremost|only|second|third|fourth|fifth|sixth|seventh|eighth|middle|grades?|graders?|my|his|her|the|i|on|in|at|he|she|"
    r"we|up|down|semester|quarter|period|year)\b)"
)
_SPOKEN_CROSSING = regex.compile(
    rf"\b{_ORDINAL}(?:\s+(?:street|st|avenue|ave))?\s+(?:and|&|y|con|at)\s+(?:la\s+|el\s+)?{_NO_STREET}[\w'-]+(?:\s+(?:street|st|ave|avenue|rd|road|dr|ln|blvd|lane|drive)\b\.?)?(?!\s*(?:grade|semester|period|quarter|hour))"
    rf"|\b(?:la\s+|el\s+)?(?-i:\p{{Lu}})[\w'-]+(?:\s(?-i:\p{{Lu}})[\w'-]+)?\s+(?:con|y|and|&)\s+(?:la\s+|el\s+)?(?:{_ORDINAL}|calle\s+\w+)\b(?!\s+(?:grade|graders?|grado))",
    regex.IGNORECASE,
)
_LANDMARK = (
    r"(?:laundromat|laundry|gas\s+station|church|temple|mosque|synagogue|mail\s?box(?:es)?|fire\s?(?:station|house)|water\s+tower|store|market|mini\s?mart|supermarket|grocery|pharmacy|bakery|barber\w*|salon|restaurant|diner|"
    r"park(?:ing\s+lot)?|playground|trailer\s+(?:park|court)|mobile\s+home\s+park|apartments?|complex|condos|townhouses|motel|hotel|bank|library\s+on|post\s+office|rec\s+center|community\s+center|ymca|clinic|hospital|bridge|underpass|overpass|tracks|"
    r"cemetery|barn|silo|farm|orchard|field|fence|gate|light|stop\s+sign|sign|hydrant|corner|dead\s+end|cul[\s-]de[\s-]sac|driveway|duplex|daycare|car\s?wash|garage|shop|depot|bar|cafe|subdivision|entrance|oak|tree|creek|dump|substation|"
    r"lavander[ií]a|gasolinera|iglesia|templo|buz[oó]n(?:es)?|bomberos|tienda|tiendita|mercado|mercadito|supermercado|farmacia|panader[ií]a|peluquer[ií]a|restaurante|taquer[ií]a|parque|apartamentos|departamentos|edificio|casas?\s+m[oó]viles|trailas?|motel|"
    r"banco|correo|cl[ií]nica|puente|v[ií]as|cementerio|granero|rancho|cerca|port[oó]n|sem[aá]foro|esquina|guarder[ií]a|taller|cantina|colonia|entrada|[aá]rbol|canal)"
)
_WHERE = (
    r"(?:in\s+front\s+of|across\s+(?:the\s+street\s+)?from|across|outside|behind|next\s+to|by|near|beside|past|at|on|from|to|before|after|under|in|frente\s+al?|enfrente\s+del?|(?:a)?fuera\s+del?|detr[aá]s\s+del?|atr[aá]s\s+del?|"
    r"al\s+lado\s+del?|junto\s+al?|cerca\s+del?|a\s+la\s+vuelta\s+del?|en|por|delante\s+del?|hasta|a)"
)
_AT_LANDMARK = regex.compile(
    rf"\b{_WHERE}\s+\K(?!(?:the\s+)?(?:school|bus\s+stop|front|office)\b)(?:(?:the|a|an|la|el|los|las|un|una|our|my|his|her|their|old|big|little|blue|red|green|white|yellow)\s+)*(?:(?!(?:{_WHERE}|and|y|but|so|for|de|the|school|is|was|at)\b)[\w'.-]+\s+){{0,3}}?{_LANDMARK}\b"
    rf"(?:\s+(?:viej[oa]|nuev[oa]|grande|verde|azul|roj[oa]|blanc[oa]))?(?:\s+(?:on|at|of|in|off|by|near|de|del|en|que\s+est[aá]\s+en|a\s+lado\s+de)\s+(?:the\s+|la\s+|el\s+|los\s+|las\s+)?(?!time|school|morning|this|monday|tuesday|wednesday|thursday|friday|mi|my|our|his|her|lunes|martes)[\w'#.&-]*\w(?:\s+(?:(?-i:\p{{Lu}})[\w'-]+|\d+|&|and\s+(?-i:\p{{Lu}})\w+|y\s+(?-i:\p{{Lu}})\w+|st|ave|rd|street|road|avenue))*)?",
    regex.IGNORECASE,
)
"""A place by what stands there, in a message that speaks of a stop ("in front of the laundromat on Pine")."""
_MOVED = regex.compile(
    rf"\b(?:mov\w+|chang\w+|switch\w+|transfer\w+|cambi\w+|pas\w+)\s+(?:(?:the|his|her|their|our|my|la|su|el|stop|parada|[\w'-]+)\s+){{0,3}}?(?:from|del?|desde)\s+(?P<old>(?:{_PLACE_WORD})(?:\s+(?!to\b|a\b|al\b)(?:{_PLACE_WORD})){{0,5}})\s+(?:to|al?|hasta)\s+(?P<new>(?:{_PLACE_WORD})(?:\s+(?:{_PLACE_WORD})){{0,5}})",
    regex.IGNORECASE,
)
_LET_OFF = regex.compile(
    rf"\b(?:let|dropped|left|leave\s+(?:him|her|them)|drop|drops|get|getting|gets|put|picked|pick|dejar(?:l[oa]s?)?|bajar(?:l[oa]s?)?|recoger(?:l[oa]s?)?|subir(?:l[oa]s?)?|lleva[n]?|trae[n]?|deja[n]?)\s+(?:(?:him|her|them|us|me|[\w'-]+)\s+)?(?:off|out|up|down|on)?\s*(?:at|by|on|near|in\s+front\s+of|en|a|al|por)\s+"
    rf"\K(?!(?:school|the\s+school|la\s+escuela|home|noon|casa|\d{{1,2}}(?::|\s?[ap]m)|time|least|all|any|my|mi|our|the\s+office|la\s+oficina|lunch|dismissal|the\s+end|the\s+wrong|night|work|once|las?\s+\d|la\s+una|los\s+ni[nñ]os|tiempo|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|january|february|march|april|may|june|july|august|september|october|november|december|tomorrow|today|mañana|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|\d{{1,2}}/\d{{1,2}}|early|late|that|this|which|what|what\s+time|qu[eé])\b)(?:(?:{_PLACE_WORD})(?:\s+(?:{_PLACE_WORD})){{0,5}})",
    regex.IGNORECASE,
)
_HASH = regex.compile(
    r"(?<!(?:room|lot|apt|locker|question|form|policy|case|unit|page|order|id|lunch|student|account|acct|docket|rm)\s)(?<![\w#])#\s?\d{1,4}[a-z]?(?![\w-])",
    regex.IGNORECASE,
)
_SPEAKS_OF_RIDE = regex.compile(
    r"\b(?:bus(?:es)?|bus\s+stops?|stops?|parada|autob[uú]s|cami[oó]n|routes?|rutas?|driver|chofer|drop(?:ped|s)?[\s-]?off|pick(?:ed|s)?[\s-]?up|let(?:s)?\s+\w+\s+off|gets?\s+(?:on|off)|se\s+(?:baja|sube)|van)\b",
    regex.IGNORECASE,
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
    if _SPEAKS_OF_RIDE.search(text):
        wider = (*_SPOKEN_CROSSING.finditer(text), *_AT_LANDMARK.finditer(text), *_LET_OFF.finditer(text), *_HASH.finditer(text))
        found += [Span(match.start(), match.end(), "BUS", 0.6) for match in wider]
        found += [Span(*match.span(group), "BUS", 0.6) for match in _MOVED.finditer(text) for group in ("old", "new")]
    return _joined(text, found)


_JOINT = regex.compile(r"\s*(?:,|at|on|near|by|and|y|en|de|la|el|the)?\s*(?:la|el|the)?\s*", regex.IGNORECASE)


_SIDE = regex.compile(
    r"\b(?:in\s+front\s+of|across\s+(?:the\s+street\s+)?from|behind|next\s+to|outside(?:\s+of)?|beside|by|near|(?:en)?frente\s+(?:al?|del?)|"
    r"afuera\s+del?|detr[aá]s\s+del?|atr[aá]s\s+del?|al\s+lado\s+del?|junto\s+al?|cerca\s+del?)\s+$",
    regex.IGNORECASE,
)


def _with_side(text: str, span: Span) -> Span:
    """A place with the side of it where the child stands ("behind the library")."""
    side = _SIDE.search(text, max(0, span.start - 35), span.start)
    return Span(side.start() if side else span.start, span.end, span.kind, span.score)


def _joined(text: str, found: list[Span]) -> list[Span]:
    """Parts of one place that only a small word divides ("the rec center at Mill & Pine") as one."""
    out: list[Span] = []
    for span in sorted((_with_side(text, one) for one in found), key=lambda one: (one.start, -one.end)):
        if out and (span.start <= out[-1].end or _JOINT.fullmatch(text, out[-1].end, span.start)):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end), "BUS", max(out[-1].score, span.score))
        else:
            out.append(span)
    return out
