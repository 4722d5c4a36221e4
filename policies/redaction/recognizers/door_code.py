"""Codes of doors, gates, locks, alarms, keypads and of messages that prove who somebody is."""

from policies.redaction.recognizers.shape import Shape

_SOURCE = "NIST SP 800-63B: look-up secrets and out-of-band secrets"
_NO_LOCK = (
    r"(?<!\b(?:zip|dress|area|education|ed|school|district|ceeb|error|course|honou?r|bar|qr|building|fire|penal"
    r"|promo|country|colou?r|postal|tax|govt?|government|health|criminal|state|subject|absence|attendance|room|ethics)"
    r"\s)"
)
_LOCK = (
    rf"(?:{_NO_LOCK}codes?(?!s?\s+of\b)|combos?|combination|keypad|passcode|padlock|alarm|"
    r"lock\s?box|c[oó]digo(?!\s+(?:postal|de\s+(?:vestimenta|conducta|[aá]rea|educaci[oó]n|barras)))|clave|combinaci"
    r"[oó]n|candado|teclado|nip|alarma)"
)
_THING = (
    r"(?:code|combo|combination|gate|door|lock|locker|keypad|alarm|shed|gym|puerta|port[oó]n|reja|candado|c[oó]digo"
    r"|clave|combinaci[oó]n|alarma|nip)"
)
_TURNS = r"\d{1,2}(?:\s?[-–,/.]\s?|\s+)\d{1,2}(?:\s?[-–,/.]\s?|\s+)\d{1,2}(?:(?:\s?[-–,/.]\s?|\s+)\d{1,2})?"
"""The turns of a combination lock: "14-32-6", "14 right 32 left" aside."""
_IS = (
    r"(?:is|was|are|were|es|era|fue|son|reads|shows|queda|still|now|sigue\s+siendo|ahora|to|a|says|said|dice|dec[ií]a|got|has|used\s+to\s+be|with|con|"
    r"like|[:=#])"
)
_KEYED = r"(?:[#*]\s?\d{3,8}\s?[#*]?|\d{3,8}\s?[#*]+)"
_END = r"(?![\w]|[-/:]\d|[.,]\d|\s?(?:%|dollars|students|people|kids|degrees))"

SHAPES = (
    Shape("CREDENTIAL", "keyed", r"(?<![\w#*$])(?:[#*]?\d{3,8}[#*]+(?!\w)|\*\d{3,8}[#*]?(?!\w)|#\d{3,8}[*#])", 0.8, _SOURCE),
    Shape("CREDENTIAL", "turns", rf"\b{_LOCK}(?!\w)(?:\([^()\n]{{1,24}}\)|[^\d\n?!(]){{0,60}}?\K(?<![\w$/]){_TURNS}{_END}", 0.8, _SOURCE),
    Shape(
        "CREDENTIAL",
        "right_and_left",
        r"\b\d{1,2}\s+(?:right|left|r|l|derecha|izquierda)\b(?:[\s,-]+(?:then\s+|to\s+|luego\s+|a\s+la\s+)*\d{1,2}"
        r"(?:\s+(?:right|left|r|l|(?:a\s+la\s+)?(?:derecha|izquierda))\b)?){1,3}"
        r"|\b(?:right|left|derecha|izquierda)\s+(?:to\s+|a\s+)?\d{1,2}(?:[\s,-]+(?:then\s+|and\s+|luego\s+|y\s+)*"
        r"(?:right|left|derecha|izquierda)\s+(?:to\s+|a\s+)?\d{1,2}){1,3}",
        0.75,
        _SOURCE,
    ),
    Shape("CREDENTIAL", "one_by_one", rf"\b{_LOCK}(?!\w)[^\d\n?!]{{0,45}}?\K(?<!\w)\d(?:\s?[-–,. ]\s?\d){{2,8}}{_END}", 0.8, _SOURCE),
    Shape(
        "CREDENTIAL",
        "said_to_be",
        rf"\b{_LOCK}(?!\w)(?:[^\d\n?!.]{{0,50}}?\b)?(?:\s*(?:\b|(?=[:=#])){_IS})+\s*\"?\K(?:{_KEYED}|\d{{3}}[\s-]\d{{3,4}}"
        rf"|\d{{3,8}}){_END}",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "beside",
        rf"\b{_LOCK}\s*(?:number|no\.?|n[uú]mero|de\s+la\s+puerta|del?\s+\w+|for\s+(?:the\s+)?\w+|,|\()?\s*,?\s*\"?\K"
        rf"(?:{_KEYED}|(?!(?:19|20)\d\d{_END})\d{{3,8}}|\d{{3}}[\s-]\d{{3,4}}){_END}",
        0.75,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "after_a_comma",
        rf"\b{_LOCK}(?!\w)[^\d\n?!.]{{0,60}},\s*\K(?:{_KEYED}|(?!(?:19|20)\d\d(?!\w))\d{{4,8}})(?=\s*[,.)?!]|\s*$)",
        0.7,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "opens",
        rf"(?<![\w$/:-])(?!(?:19|20)\d\d(?!\w))\d{{3,8}}[#*]?(?=,?\s+(?:is|was|for|as|opens?|to\s+open|to\s+unlock|unlocks?"
        rf"|es|era|para|abre|on|in|en)\s+(?:(?:the|our|my|his|her|a|el|la|los|mi|su|abrir)\s+){{0,2}}(?:\w+\s+){{0,2}}?{_THING}"
        r"\b)",
        0.7,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "opens_with",
        rf"\b(?:gate|door|lock|locker|keypad|alarm|padlock|shed|puerta|port[oó]n|reja|candado|alarma|teclado)\b[^\d\n.?!]{{0,40}}?"
        r"\b(?:opens?|unlocks?|works?|takes?|accepts?|wants?|acepta|agarra|abre|funciona|enter|type|press|punch\s+in|marca[rn]?|marquen?|oprim\w+|presion\w+|digit[ae]\w*|ingres[ae]\w*|teclea[rn]?|teclee[n]?)\s+(?:[^\W\d]\w*\s+)?"
        rf"(?:with|con|using)?\s*\"?\K(?!(?:19|20)\d\d(?!\w))(?:{_KEYED}|\d(?:[-–,. ]\d){{2,7}}|\d{{4,8}}){_END}",
        0.75,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "mixed_code",
        rf"\b(?:{_LOCK}|correo|e-?mail|text|mensaje)(?!\w)[^\n?!]{{0,60}}?\b(?:is|was|es|era|says|said|dice|dec[ií]a"
        rf"|got|:)\s*\"?\K(?=[^\s]*\d)(?=[^\s]*[a-z])[a-z0-9]{{1,8}}(?:-[a-z0-9]{{1,8}}){{1,5}}(?!\w)",
        0.75,
        _SOURCE,
    ),
)
