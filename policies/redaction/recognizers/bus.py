"""A bus or a stop, when the message ties it to a child: where a child is at seven in the morning."""

from collections.abc import Iterator

import regex

from policies.redaction.recognizers import stops
from policies.redaction.spans import Span
from policies.redaction.stretches import Stretches

# Source: issue 4 ("bus stop or bus number tied to a child"); a question about a route alone keeps its number.
_TIE = regex.compile(
    r"\b(?:(?:my|our|his|her|their|mi|mis|nuestr[oa]s?|su)\s+(?:\w+\s+)?(?:bus|stop|child|children|kids?|sons?|"
    r"daughters?|boys?|girls?|kiddos?|student|twins?|grand\w+|"
    r"niec\w*|nephew|hij[oa]s?|niet[oa]s?|niñ[oa]s?|nen[ea]s?|autob[uú]s|cami[oó]n|parada|ruta)|(?:he|she|they|él|"
    r"ella)\s+(?:rides?|takes?|gets?|walks?|waits?|was|is|toma|va|sube|baja)|(?:picks?|drops?|lets?)\s+(?:him|her|them)|l[oa]s?\s+(?:dejan?|bajan?|recogen?))\b",
    regex.IGNORECASE,
)
_BUS_WORD = r"(?:(?:school\s+)?(?:bus(?:es)?|route|van|shuttle|guagua|micro|autob[uú]s(?:\s+escolar)?|c[ao]m+i+[oó]n(?:\s+escolar)?|ruta))"
_LETTERED = r"(?:\d{1,3}-(?-i:[A-Z]{2,5})|\d{1,3}-?[a-z]|[a-z]-?\d{1,3}|\d{1,2}-\d{1,3})"
_SPELLED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|oh|zero|hundred|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|cero|cien(?:to)?|"
    r"diecis[eé]is|diecisiete|dieciocho|diecinueve|veint\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)"
)
_SPOKEN = rf"{_SPELLED}(?:(?:[\s-]|\s+y\s+){_SPELLED}){{0,3}}(?:[\s-](?-i:[A-Z]))?(?!\w)"
_NO_COUNT = (
    r"(?!\w|[/%]|:\d|\s*(?:am|pm|min\w*|a\.m|p\.m|o'?clock|hours?|horas?|d[ií]as?|days?|kids|children|students|times|weeks?|months?|meses|miles?|millas|years?|a[nñ]os|veces|cuadras|blocks?|%|dollars|"
    r"(?:de\s+)?(?:ene|feb|mar|abr|apr|may|jun|jul|ago|aug|sep|oct|nov|dic|dec)\w*)\b)"
)
_NUMBER = rf"#?\s?(?:{_LETTERED}|\d{{1,4}}){_NO_COUNT}"
_CALLED = r"(?:number\s+|no\.?\s+|n[uú]mero\s+|num\.?\s+)?"
_GOES_ON = (
    r"(?=\s*(?:[.,;?!()]|$)|\x20*\n|\s+(?:and|but|to|from|since|left|drops?|dropped|went|goes|because|right|now|today|this|in|at|before|until|every|with|w/|home|when|if|is|was|has|had|so|he|she|they|stop|stops|the|"
    r"mr|mrs|ms|reports?|reported|says|said|told|called|y|pero|no|como|que|con|cuando|desde|hasta|antes|hoy|ayer|en|a|por|para|porque|siempre|lo|la|los|las|tiene|pas\w+|dej\w+|lleg\w+|recog\w+|home|casa)\b)"
)
_WHICH = (
    r"(?:number|no\.?|num\.?|n[uú]mero|route|rider|stop|de\s+la\s+ruta|actual(?:mente)?|nuev[oa]|anterior|asignad[oa]|escolar|solicitad[oa]|current|assigned|requested|"
    r"[ap]\.?m\.?|(?:de|por)\s+la\s+(?:ma[nñ]ana|tarde)|is|es|era|was|:|=|-|\(|,\s*(?:el|la|the)|(?<=\b(?:is|es|era|was)\s)(?:el|la|the)|amarill[oa]|blanc[oa]|azul|verde|roj[oa]|yellow|blue|red|green)"
)
_BUS = regex.compile(
    rf"\b{_BUS_WORD}\s*(?:{_WHICH}\s*){{0,4}}(?:{_NUMBER}|#?(?:1[3-9]|[2-9]\d|[1-9]\d\d)(?=\s*[ap]\.?m\b)|{_SPOKEN}(?!\s+(?:of|more|blocks|days?|times?|minutes?|hours?|kids?|weeks?|stops?|d[ií]as|veces|minutos|horas|ni[nñ]os)))",
    regex.IGNORECASE,
)
_BARE = regex.compile(
    # who rides or drives it
    rf"\b(?:rides?|riding|rode|ridden|takes?|took|toma(?:ba)?|cog(?:e|[ií]a)|agarra(?:ba)?|waits?\s+for|(?:driver|monitor|aide|kids?)\s+(?:on|of|for)|seat\s+on|(?:is|are|was|go|goes|gets?|got|put|him|her|them)\s+on|"
    rf"(?:rampa|chofer|conductora?|operadora?|monitora?|asiento)\s+del?|(?:mont|sub|baj|qued|sent|dorm)\w*\s+en|(?:sub\w+|cambi\w+|mand\w+|viaj\w+|va|iba|pon\w+|fue|vino|anda)\s+(?:en|al|del)(?:\s+el)?|(?:toca|corresponde)\s+(?:al|el)|antes\s+\w+|same\s+(?:bus|one|route),?|mism[oa]\s+(?:bus|cami[oó]n|autob[uú]s|ruta),?)"
    rf"\s+(?:(?:the|el|la)\s+)?{_CALLED}\K{_NUMBER}{_GOES_ON}"
    rf"|\b(?:left|forgot|lost|fell|fight|fought|sick|threw\s+up|dej[oó]|olvid[oó]|perdi[oó])\b[^.?!\n\d]{{0,40}}?\b(?:on|en)\s+(?:(?:the|el|la)\s+)?\K{_NUMBER}(?=\s*(?:[.,;]|$)|\s+(?:this|in|after|yesterday|today|esta|hoy|ayer|por)\b)"
    rf"|\b(?:used\s+to\s+(?:be|ride|have)|switched\s+from|antes\s+era|[eé]ramos\s+(?:de\s+)?(?:la|el))\s+(?:on\s+)?(?:(?:the|el|la)\s+)?\K{_NUMBER}(?=\s*(?:[.,;?!]|$)|\s+(?:and|but|before|until|then|y|pero)\b)"
    # which one it was or is
    rf"|\b(?:(?:old|new|other|last|right|wrong|first|current)\s+(?:one|number)|bus\b[^.?!\n]{{0,30}}?|antes|route|ruta)\s+(?:was|is|used\s+to\s+be|era|es|fue)\s+(?:(?:the|el|la)\s+)?{_CALLED}\K{_NUMBER}(?=\s*(?:[.,;?!]|$)|\s+(?:stop|but|before|and|en|y|pero|now)\b)"
    rf"|\b(?:it\s+(?:was|is)|it'?s|was|is|es|era|fue)\s+(?:the\s+|el\s+)?(?:number|no\.?|n[uú]mero|#)\s*\K{_NUMBER}"
    rf"|\bwe\s+(?:had|have|got)\s+\K{_NUMBER}(?=\s+(?:before|last|now|until|previously)\b|\s*[.,;]\s)"
    # behind a word more, or a label of several words
    rf"|\b{_BUS_WORD}\s+(?:(?!(?:and|or|is|was|at|in|on|y|o|en|a|de|stop|leaves|comes)\b)\w+\s+)?(?:\w+)?,\s*(?:(?:the|el|la)\s+)?{_CALLED}\K{_NUMBER}(?=\s*[.,;!?)]|\s*$|\s+(?:instead|rather|not|en\s+(?:vez|lugar)|y|and|but|pero)\b)"
    rf"|\b{_BUS_WORD}\s+(?:assignment|change|request|info\w*|asignaci[oó]n|cambio|solicitud)\b[^.?!\n\d:]{{0,40}}:\s*\K{_NUMBER}"
    rf"|\b(?:app|portal|tracker|aplicaci[oó]n|website|letter|card|carta|tarjeta|van|bus|cami[oó]n|ruta(?:\s[^.?!\n\d]{{0,30}})?)\s+(?:now\s+|ahora\s+)?(?:says|said|shows|dice|dec[ií]a|pone)\s+(?:it'?s\s+)?(?:the\s+|el\s+)?\K{_NUMBER}(?=\s*[.,;!?]|\s*$|\s+(?:on|en|and|y|but|pero)\b)"
    rf"|\b(?:still|again|always|todav[ií]a|siempre|sigue\s+siendo)\s+(?:on\s+|en\s+)?(?:the|el|la)\s+\K{_NUMBER}(?=\s*[.,;!?]|\s*$)"
    # from one to another
    rf"|\b(?:switch|move|change|transfer|put)\w*\s+(?:him|her|them|us|(?-i:\p{{Lu}})[\w'’-]+)\s+from\s+(?:the\s+|bus\s+)\K{_NUMBER}\s+to\s+(?:the\s+|bus\s+){_NUMBER}"
    rf"|\b(?:bus(?:es)?|routes?|rutas?|cami[oó]n(?:es)?|autob[uú]s(?:es)?)\b[^.?!\n\d]{{0,30}}?\b(?:from|del?|desde)\s+(?:(?:the|la|el)\s+)?{_CALLED}\K{_NUMBER}"
    rf"\s+(?:to|al?)\s+(?:(?:the|la|el)\s+)?{_CALLED}{_NUMBER}"
    # one that does what a bus does
    rf"|\b(?:the|el|la)\s+\K{_NUMBER}(?=\s+(?:bus|home)\b|\s+(?:tiene\s+que|l[oa]s?\s+(?:dej|baj|recog|lleva|trae)\w*|(?:no\s+)?(?:pas[aoó]|lleg[aoó]|dej[aoó]|par[oó]|recog)\w*|picks?|drops?|lets?|left|never|didn'?t|was\s+late)\b)"
    rf"|\b(?:on|el|al|del|en|was|era|fue|the|same\s+bus,|number|no\.?)\s+\K(?<!(?:room|grade|apt|unit|period|section|form|grades|sal[oó]n|ages?)\s)(?:\d{{1,3}}-?[a-z]|[a-z]-?\d{{2,3}})(?!-){_NO_COUNT}"
    r"|(?:^|[,;:(]\s*|\b(?:on|the|el|la|en|al|del|is|es|was|era|bus|ride|rides|route|ruta|\w*mi[oó]n|number|driver|it|to|for)\s+)\K#\s?\d{1,4}(?:-?[a-z])?(?![\w-])",
    regex.IGNORECASE,
)
"""A bus told by its number alone ("rides the 7 bus", "no lo mande en el 17", "the driver on 3-33")."""
_RIDE = regex.compile(
    r"\b(?:bus(?:es)?|stops?|stopped|parada|autob[uú]s|cami[oó]n|guagua|routes?|rutas?|drivers?|chofer|transport\w*|seat\s+on|boards?|boarding|(?:our|my|his|her|their)\s+corner|esquina|muev\w+|drop(?:s|ped|ping)?[\s-]?(?:\w+\s+){0,2}off|(?:gets?|got|be|been|was|is|were)\s+(?:dropped|left)|dropped\s+(?:him|them|us|me)|pick(?:s|ed|ing)?[\s-]?(?:\w+\s+)?up|lets?\s+(?:\w+\s+){0,3}(?:off|out)|"
    r"(?:gets?|got|getting|get)\s+(?:on|off)|van(?!\s+a\b)|corner(?:\s+(?:is|was)|:)|esquina(?:\s+es|:)|from\s+the\s+\d{1,3}\s+to\s+the\s+\d{1,3}|rides?|riding|rode|stand(?:s|ing)?|stood|wait(?:s|ed|ing)?|walk(?:s|ed|ing)|se\s+(?:baj|sub)\w+|baj(?:a|e|o|[oó]|en|an|ar\w*|aron)|sub(?:e|i[oó]|en|ir\w*)|dej(?:a|[oó]|e|an|en|ar\w*|aron)|"
    r"recog\w+|esper(?:a|an|ar|aba)|mont(?:e|a|ar|[oó])(?:se)?|takes?\s+the\s+\d{1,3}\s+home|turns?\s+around|on\s+\d{1,3}\s+(?:this|yesterday|today))\b",
    regex.IGNORECASE,
)
_ALSO = regex.compile(
    rf"(?:(?:\s+(?:in|por|en|de)\s+(?:the\s+|la\s+))?\s*\(?(?:[ap]\.?m\b\.?|mornings?|afternoons?|ma[nñ]anas?|tardes?)?\)?\s*(?:[/&+]|(?:,|\band\b|\by\b)(?=\s+(?:the\s+|el\s+|la\s+)?\d\w*\s+(?:in|for|por|en|de|home|back|after|[ap]\.?m)\b))|(?:\s+(?:now|today|ahora|hoy))?\s*,?\s*\b(?:to|al?|por|instead\s+of|rather\s+than|not|en\s+vez\s+de|en\s+lugar\s+de|en\s+vez\s+del|en\s+lugar\s+del|no)\b|\s+(?:or|and|y|o|ni)\b(?=\s+(?:bus|ruta|el\s+\d|the\s+\d|\#)))"
    rf"\s*(?:(?:the|el|la)\s+)?(?:{_BUS_WORD}\s+)?{_CALLED}{_NUMBER}",
    regex.IGNORECASE,
)
"""A further number behind that of a bus: the one it should be, or was ("32 instead of 23", "118 (AM) / 204 (PM)")."""
_TRIP = regex.compile(r"\b(?:field\s+trips?|excursi[oó]n(?:es)?|paseo)\b", regex.IGNORECASE)
"""A ride of the whole class, to a place that is public."""
_STOP_MOVES = regex.compile(r"\b(?:stops?|parada|esquina|corner)\b", regex.IGNORECASE)
_SENTENCE = regex.compile(
    r"(?:[^.!?\n]|[.!?](?!\s)|(?<=\b(?:st|ave|rd|dr|ln|blvd|ct|cir|mt|mr|mrs|ms|no|apt|av|sr|sra|jr|[nsew]))\.(?=\s)|\n(?!\s*\n))+[.!?]*",
    regex.IGNORECASE,
)


def is_tied(text: str) -> bool:
    """Whether the message speaks of a child's ride without a name."""
    return _TIE.search(text) is not None


def find(text: str, has_person: bool) -> list[Span]:
    """Bus numbers and stops tied to a child. `has_person`: a name, an id or a child's detail was found in the same message."""
    if not has_person and not is_tied(text):
        return []
    found = [Span(match.start(), match.end(), "BUS", 0.8) for match in _BUS.finditer(text)]
    if found or _RIDE.search(text):
        found += [Span(match.start(), match.end(), "BUS", 0.7) for match in _BARE.finditer(text)]
        found += [Span(span.end, also.end(), "BUS", 0.7) for span in found if (also := _ALSO.match(text, span.end))]
        found += [Span(start, end, "BUS", 0.6) for start, end in _stops(text, Stretches((span.start, span.end) for span in found))]
    return _joined(text, found)


def _stops(text: str, buses: Stretches) -> Iterator[tuple[int, int]]:
    """Places in the sentences that speak of a ride, and streets that cross wherever they do."""
    for match in stops.CORNER.finditer(text):
        yield match.span()
    for sentence in _SENTENCE.finditer(text):
        low, high = sentence.span()
        if _TRIP.search(text, low, high) or not (_RIDE.search(text, low, high) or buses.touch(low, high)):
            continue
        for pattern in (
            stops.BEHIND_CUE,
            stops.HALF_CORNER,
            stops.NAMED_CORNER,
            stops.AT_LANDMARK,
            stops.STREET_AT_LANDMARK,
            stops.ON_STREET,
            stops.NAMED_STOP,
            stops.RIDDEN_TO,
        ):
            for match in pattern.finditer(text, low, high):
                yield match.span()
        if _STOP_MOVES.search(text, low, high):
            for match in stops.MOVED.finditer(text, low, high):
                yield match.span("old")
                yield match.span("new")


_JOINT = regex.compile(
    r"\s*(?:,|\bat\b|\bon\b|\bnear\b|\bby\b|\band\b|\by\b|\ben\b|\bde\b|\bla\b|\bel\b|\bthe\b)?\s*(?:la|el|the)?\s*", regex.IGNORECASE
)
_SIDE = regex.compile(
    r"\b(?:in\s+front\s+of|across\s+(?:the\s+street\s+)?from|behind|next\s+to|outside(?:\s+of)?|beside|by|near|(?:en)?frente\s+(?:al?|del?)|"
    r"afuera\s+del?|detr[aá]s\s+del?|atr[aá]s\s+del?|al\s+lado\s+del?|junto\s+al?|cerca\s+del?)\s+$",
    regex.IGNORECASE,
)


_FIRST_HALF = regex.compile(
    r"(?<![\w'’-])(?:(?:the|la|el)\s+)?(?!(?:stop|stops|bus|him|her|them|it|off|on|up|down|out|is|was|are|be|left|home|me|us|parada|cami[oó]n|school|skip|only|right|not|and|y|to|a|del?)\s)(?:[^\W\d_][\w'’-]*)\s+(?:at|on|@)\s+$",
    regex.IGNORECASE,
)
"""What stands before a street that a place lies at ("Sandpiper at Dogwood Ln", "the Chevron on Hwy 97")."""
_STREET = regex.compile(
    r"(?:[\w'’.-]+\s+){1,3}(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|ct|cir|way|pl)\b|(?:hwy|highway|route|rte|fm|us|sr)\s*-?\d",
    regex.IGNORECASE,
)


def _with_side(text: str, span: Span) -> Span:
    """A place with the side of it where the child stands ("behind the library"), or with what lies at the street that was found."""
    side = _SIDE.search(text, max(0, span.start - 35), span.start)
    if side is None and _STREET.match(text, span.start, span.end):
        side = _FIRST_HALF.search(text, max(0, span.start - 40), span.start)
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
