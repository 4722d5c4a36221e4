"""What belongs to an address that was found: unit, city, state, ZIP and country behind it, unit and housing before it."""

from collections.abc import Iterable, Iterator

import regex

from policies.redaction.recognizers.place_words import (
    COUNTRY,
    HOMES,
    LANDMARK,
    PLAIN_SUFFIX,
    ROAD,
    STATE,
    STATE_OF_MEXICO,
    SURE_STATE,
    UNIT,
    UNIT_WORD,
    ZIP,
)
from policies.redaction.spans import Span

MAX_PARTS = 8
_FLAGS = regex.IGNORECASE
_LETTERS = r"[^\W\d_][\w'.-]*"
_NO_PLACE = (
    r"(?!(?:and|or|but|so|the|my|our|his|her|their|this|that|it|we|i|you|he|she|they|is|are|was|please|thanks?|thank|mom|dad|since|until|from|because|where|when|which|who|"
    r"what|if|not|no|can|could|will|would|do|does|did|has|have|had|he'?s|she'?s|i'?m|it'?s|we'?re|morning|room|grade|phone|tel|cell|fax|call|attn|re|dob|born|and|with|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|case|any|how|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|"
    r"y|o|pero|que|mi|su|para|por|con|desde|hasta|donde|cuando|porque|gracias|favor|atentamente|es|est[aá]|tel[eé]fono|yo|el|ella|ellos|nosotros|"
    r"primero|segundo|tercero|cuarto|quinto|sexto|s[eé]ptimo|octavo|kinder|k[ií]nder|first|second|third|fourth|fifth|sixth|seventh|eighth|kindergarten|"
    r"sincerely|regards|love|hi|hello|dear|student|parent|guardian|teacher|mr|mrs|ms|dr|miss|grandma|grandpa|son|daughter|kids?|children)\b)"
)
_NAMES = r"(?-i:(?-i:\p{Lu}))[\w'.-]*(?:[ ]{1,2}(?:(?-i:\p{Lu})[\w'.-]*|de|del|la|los|las|of)){0,3}"
_CITY = rf"{_NO_PLACE}{_LETTERS}(?:[ ]{{1,2}}{_NO_PLACE}{_LETTERS}){{0,3}}?"
_POST_CODE = r"(?-i:[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)(?!\w)"
_RUN = rf"(?:the\s+|la\s+|el\s+)?{_NO_PLACE}[\w'&#-]+\.?(?:\s+(?!(?:at|on|in|en|for|go|get|apartment)\b){_NO_PLACE}[\w'&#-]+){{0,4}}"

_BEHIND = regex.compile(
    rf"[\s,.;(–-]{{0,4}}(?<![^\W_](?=[^\W_])){UNIT}"
    rf"|[\s,.;(]{{0,4}}(?<!\w)(?:col|colonia|urb|urbanizaci[oó]n|bo|barrio|bda|brgy|barangay|fracc|fraccionamiento|residencial|municipio|delegaci[oó]n|alcald[ií]a|sector|zona)\b\.?\s+(?:de\s+)?{_NAMES}"
    rf"|(?:\s*[,.\n]\s*|\s+(?:in|en|de)\s+|\s+){_CITY}(?:\s*,\s*|\s+)(?:{SURE_STATE}(?:[\s,]*{ZIP})?|(?:{STATE}[\s,]*)?{ZIP})"
    rf"|\s*,\s*{_CITY}\s*,\s*{STATE}(?!\w)"
    rf"|\s+(?:in|en)\s+(?!the\b|my\b|la\b|el\b|a\b){_NO_PLACE}{_LETTERS}(?:\x20{_NO_PLACE}{_LETTERS}){{0,2}}?(?=\s*(?:[.,;!?\n]|$|and\b|or\b|y\b|o\b|which\b|is\b|so\b|(?-i:Does|Do|Did|Is|Are|Can|Could|Will|What|When|Where|Which|How|Who|Please|My|I|We|He|She|Thanks|Thank|Cu[aá]ndo|Qu[eé]|C[oó]mo|D[oó]nde|Necesit\w+|Gracias)\b))"
    rf"|[\s,.;-]{{0,4}}(?<!\w)(?:c\.?\s?p\.?\s*#?\d{{5}}|{_POST_CODE}|{ZIP})(?!\w)|[\s,]{{1,3}}{SURE_STATE}(?:[\s,]*{ZIP})?|[\s,]{{1,3}}{STATE_OF_MEXICO}(?=\s*(?:[,\n]|c\.?p|\d{{5}}|$))|[\s,.]{{1,3}}{COUNTRY}"
    rf"|\)?\s*,\x20*(?:\d{{1,5}}(?:-[a-z])?\x20)?{_NO_PLACE}{_NAMES}(?:\x20\d{{4,6}})?(?:\x20{_POST_CODE})?(?=\s*(?:[.,;()!?\n]|$)|\s+(?:and|y|e|so|but|until|till|since|hasta|desde|for|while|during|right|now|with|con|por|mientras|ahorita?|where|donde|is|es)\b)"
    r"|\s*\n[\s>]*(?:city|town|state|zip|post(?:al)?\s?code|county|country|(?:address\s+)?line\s+2|address\s*2|apt|unit|ciudad|estado|c[oó]digo\s+postal|colonia|municipio|pa[ií]s)\b[^\n:=]{0,20}[:=][^\n]{1,60}"
    rf"|[\s,.;(]{{0,4}}(?:\d+(?:[./]\d+)?\s*(?:mi|miles?|km|blocks?|cuadras?)\b\.?\s*(?:(?:n|s|e|w|north|south|east|west)\s+(?=of\b))?)?(?:(?:\d(?:st|nd|rd|th)\s+)?(?:drive|driveway|house|trailer)\s+)?"
    rf"(?:just\s+)?(?:\b(?:off|past|near|behind|beside|across\s+from|next\s+to|in\s+front\s+of|cerca\s+del?|junto\s+al?|frente\s+al?|detr[aá]s\s+del?|atr[aá]s\s+del?|al\s+lado\s+del?|a\s+lado\s+del?)(?:\s+of)?\s+|(?<=[nsew]\s|north\s|south\s|east\s|west\s)of\s+|@\s*){_RUN}"
    rf"|\s+(?:on|off|at)\s+(?!\w+days?\b){_NO_PLACE}(?-i:\p{{Lu}})[\w'-]+(?:\x20(?-i:\p{{Lu}})[\w'-]+)?(?=\s*(?:[.,;!?\n]|$)|\s+(?:next|near|by|behind|across|and|y|since|until|now|with|past|in|if|so|but)\b)"
    rf"|\s+(?:in|at|by|on)\s+the\s+(?:[\w'-]+\s+){{0,2}}{LANDMARK}\b|[\s,]{{1,3}}(?:on|off|of|at|en)\s+(?:{ROAD}(?!\w)|(?:{_NO_PLACE}{_LETTERS}\s+){{1,2}}?{PLAIN_SUFFIX})|\s*,\s*{ROAD}(?!\w)"
    r"|[\s,(]{1,3}(?:(?:blue|red|green|white|yellow|brown|gr[ae]y|tan|brick|log|old|big|little|last|first|double-?wide|single-?wide)\s+)+(?:house|trailer|hogan|cabin|home|building|door)\b(?:\s+(?:w/|with|on|north|south|east|west|side|roof|the|[a-z]+\s+roof)){0,4}"
    r"|\s*,\s*(?:hogan|trailer|house|cabin)(?:\s+(?:w/|with|the|a|(?:blue|red|green|white|tin|metal|brown)|roof|door|porch|gate))*",
    _FLAGS,
)
"""One part behind an address, with the marks that divide it from what was before."""
_FRONT = regex.compile(
    rf"(?<!\w)(?:{UNIT}(?:\s+(?:at|of|on|in|en|de))?|{UNIT_WORD}\.?|\d+(?:\.\d+)?\s*(?:mi|miles)\b\.?|(?:{_NAMES}\s+)?{HOMES}(?:\s+(?-i:\p{{Lu}})[\w'-]+){{0,3}}|USS\s+{_NAMES}(?:\s*\([\w\s-]{{1,12}}\))?|"
    rf"(?:col|colonia|urb|urbanizaci[oó]n|bo|barrio|fracc|residencial|res|sector)\b\.?\s+{_NAMES}|(?<!(?:gets?|got|let|drop|dropped|him|her|them|get|right)\s)(?:just\s+)?off|{_NAMES}\s+(?:building|bldg|center|centre|hall|tower|plaza|quarters)\b\.?)[\s,.]{{1,3}}$",
    _FLAGS,
)
"""One part before an address."""


def grown(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Addresses with everything that belongs to them, for those to which anything does."""
    for span in spans:
        start, end = span.start, span.end
        for _ in range(MAX_PARTS):
            match = _BEHIND.match(text, end)
            if match is None or match.end() <= end:
                break
            end = match.end()
        for _ in range(MAX_PARTS):
            match = _FRONT.search(text, max(0, start - 80), start)
            if match is None:
                break
            start = match.start()
        if (start, end) != (span.start, span.end):
            yield Span(start, end, span.kind, span.score)
