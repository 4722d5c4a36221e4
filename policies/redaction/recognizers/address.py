"""Street addresses with unit, city, state and ZIP, over line breaks too; post boxes; crossings; housing complexes near a stop."""

from policies.redaction.recognizers.shape import Shape

_SOURCE = "USPS Publication 28, Postal Addressing Standards (suffixes C1, units C2, states)"
_SUFFIX = (
    r"(?:streets?|st|str|avenues?|aven?|av|roads?|rd|drives?|dr|lanes?|ln|boulevard|blvd|courts?|ct|circle|cir|"
    r"place|pl|terrace|ter|terr|way|"
    r"trails?|trl|parkway|pkwy|pky|highway|hwy|loop|square|sq|plaza|plz|alley|aly|bend|bnd|cove|cv|crossing|xing|"
    r"crescent|cres|run|row|path|pike|"
    r"point|pt|ridge|rdg|view|vw|vista|walk|pass|pl|route|rte|turnpike|tpke|glen|gln|grove|grv|heights|hts|hill|hl|"
    r"hollow|holw|landing|lndg|manor|mnr|meadows?|mdw|"
    r"expressway|expy|freeway|fwy|spur|trace|trce|canyon|cyn)\b"
)
_STATE_NAMES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|"
    "kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|"
    "nevada|new\\s+hampshire|new\\s+jersey|"
    "new\\s+mexico|new\\s+york|north\\s+carolina|north\\s+dakota|ohio|oklahoma|oregon|pennsylvania|rhode\\s+island|"
    "south\\s+carolina|south\\s+dakota|"
    "tennessee|texas|utah|vermont|virginia|washington|west\\s+virginia|wisconsin|wyoming|puerto\\s+rico"
)
_STATE = (
    rf"(?:(?:a[lkzr]|c[aot]|d[ec]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|p[ar]|ri|s[cd]|t[nx]|ut|"
    rf"v[at]|w[aivy])\b\.?|(?:{_STATE_NAMES})\b)"
)
_ZIP = r"\d{5}(?:-\d{4})?(?!\d)"
_UNIT = (
    r"(?:[\s,]*(?:lot|trailer|apt|apartment|apto?|apartamento|casa|lote|edificio|edif|bloque|manzana|mz|torre|unit|unidad|ste|suite|no|num|room|rm|lot|trlr|bldg|building|floor|"
    r"fl|depto|dpto|departamento|piso|interior|int|space|spc)\.?\s*#?\s*[a-z]?-?\d*[a-z]?\b|[\s,]*#\s?[a-z]?-?\d+[a-z]?\b)"
)
_WORD = r"(?:[^\W\d_][\w'.-]*|\d{1,3}(?:st|nd|rd|th))"
_CITY = r"(?:[^\W\d_][\w'.-]*)(?:[ ]{1,2}[^\W\d_][\w'.-]*){0,3}"
_CITY_SHORT = r"[^\W\d_][\w'-]*(?:[ ]{1,2}[^\W\d_][\w'-]*){0,2}?"
_TAIL = (
    rf"(?:[\s,.]*{_UNIT}){{0,2}}(?:\s+(?:in|en)\s+(?!the\b|my\b|la\b|el\b|a\b){_CITY_SHORT},?\s+{_STATE}(?:[\s,]*{_ZIP})?|\s+(?:in|en)\s+(?!the\b|my\b|la\b|el\b|a\b){_CITY_SHORT}(?:,?\s*{_STATE})?(?:[\s,"
    rf"]*{_ZIP})?(?=\s*(?:[.,;!?\n]|$|and\b|y\b|which\b|is\b|so\b))|\s*[,.\n]\s*{_CITY}\s*,?\s*{_STATE}(?:[\s,"
    rf"]*{_ZIP})?|\s*[,\n]?\s*{_CITY}\s*,?\s*(?:{_STATE}[\s,]*)?{_ZIP}|\s*,\s*{_STATE}\b(?:[\s,]*{_ZIP})?|[\s,"
    rf"]*{_ZIP})?"
)
_STREET_ES = (
    r"(?:calle|c/|c\.|avenida|av\.?|avda\.?|ave\.?|camino|carretera|calz(?:ada)?\.?|paseo|privada|boulevard|blvd\.?|"
    r"bulevar|colonia|col\.?|urbanizaci[oó]n|urb\.?|callej[oó]n)"
)
_NUMBER = r"\d{1,6}(?:[-/]\d{1,4})?(?:\s?1/2)?[a-z]?"
_COMPLEX = (
    r"(?:apartments?|apts|estates|villas?|towers?|condos?|condominiums?|townhomes?|townhouses?|mobile\s+home\s+park|"
    r"trailer\s+park|subdivision|apartamentos|residencial|condominios?|fraccionamiento)"
)
_LIVE = (
    r"(?:live[sd]?|living|reside[s]?|staying|stays|moved?|moving|vivimos|vivo|viven|vive|mudamos|mud[eé]|address|"
    r"direcci[oó]n|domicilio|stop|parada|picked\s+up|drop(?:ped)?\s+off|home)"
)

SHAPES = (
    Shape(
        "ADDRESS",
        "number_street",
        rf"(?<![\w$/.#-]){_NUMBER}\s+(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\b\.?\s+)?{_WORD}(?:\s+{_WORD}){{0,"
        rf"3}}?\s+{_SUFFIX}\.?(?:\s+{_SUFFIX}\.?)?(?:\s+(?:n|s|e|w|ne|nw|se|sw)\b\.?)?{_TAIL}",
        0.9,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "number_highway",
        rf"(?<![\w$/.#-]){_NUMBER}\s+(?:(?:n|s|e|w)\b\.?\s+)?(?:county\s+road|cr|state\s+(?:road|route)|sr|us|fm|"
        rf"farm\s+road|highway|hwy|route|rt|rr)\s+\d{{1,4}}{_TAIL}",
        0.85,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "number_direction",
        rf"(?<![\w$/.#-])\d{{2,5}}\s+(?-i:N|S|E|W|NE|NW|SE|SW)\b\.?\s+(?-i:\p{{Lu}}[\w'-]+)(?:\s+(?-i:\p{{Lu}}[\w'-]+))?{_TAIL}",
        0.75,
        _SOURCE,
    ),
    Shape("ADDRESS", "number_broadway", rf"(?<![\w$/.#-]){_NUMBER}\s+(?:(?:n|s|e|w)\b\.?\s+)?broadway\b{_TAIL}", 0.85, _SOURCE),
    Shape(
        "ADDRESS",
        "spanish",
        rf"\b{_STREET_ES}\s+(?!(?:es|del?\s+(?:grupo|escuela|a[nñ]o|\d)|al|a\s+la|escolar|fue|ser[aá]|a|con|para|que|se|por)\b){_WORD}(?:\s+{_WORD}){{0,4}}?[\s,]*(?:n[uú]m(?:ero)?\.?|no\.?|nro\.?|#)?\s*\d{{1,6}}[a-z]?\b(?!\s+de\s+(?:ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic)){_TAIL}",
        0.9,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "number_spanish",
        rf"(?<![\w$/.#-]){_NUMBER}\s*,?\s+(?:de\s+la\s+)?{_STREET_ES}\s+{_WORD}(?:\s+{_WORD}){{0,2}}{_TAIL}",
        0.85,
        _SOURCE,
    ),
    Shape("ADDRESS", "post_box", rf"\b(?:p\.?\s?o\.?\s*box|apartado(?:\s+postal)?|rr\s*\d+\s*box)\s*#?\s*\d+\b{_TAIL}", 0.9, _SOURCE),
    Shape(
        "ADDRESS",
        "unit",
        r"\b(?:my|our|mi|nuestro)\s+(?:apt|apartment|unit|apartamento|depto)\.?\s*(?:is|es|number|#)?\s*\K#?\d+[a-z]?\b",
        0.75,
        _SOURCE,
    ),
    Shape("ADDRESS", "unit_alone", r"\b(?:apt|apto|unit|trlr)\b\.?\s*#?\s*(?:\d+[a-z]?|[a-z]-?\d*)\b", 0.7, _SOURCE),
    # the look ahead is what makes it cheap: nothing is tried where no five digits follow
    Shape("ADDRESS", "city_state_zip", rf"(?<![^\W\d_])(?=\D{{3,140}}\d{{5}}){_CITY}(?:,\s*|\s+){_STATE}[\s,]*{_ZIP}", 0.85, _SOURCE),
    Shape(
        "ADDRESS", "zip_cued", r"\b(?:zip(?:\s*code)?|c[oó]digo\s+postal|c\.p\.)\s*(?:is|es|:|=)?\s*\K\d{5}(?:-\d{4})?(?!\d)", 0.85, _SOURCE
    ),
    Shape(
        "ADDRESS",
        "street_only",
        rf"\b{_LIVE}\b[^\n.?!]{{0,20}}?\b(?:on|at|en|near|off|to|is|es|la|al?)\s+\K(?:the\s+)?{_WORD}(?:\s+{_WORD}){{0,"
        rf"2}}\s+{_SUFFIX}(?<!\bway)",
        0.75,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "complex",
        rf"\b{_LIVE}\b[^\n.?!]{{0,25}}?\b(?:in|on|at|en|near|from|off|by|to|is|es|los|las|la|"
        rf"al)\s+\K(?:the\s+)?{_WORD}(?:\s+{_WORD}){{0,2}}\s+{_COMPLEX}\b",
        0.8,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "complex_spanish",
        rf"\b{_LIVE}\b[^\n.?!]{{0,25}}?\K(?:apartamentos|residencial|condominios?|fraccionamiento|colonia|"
        rf"col\.)\s+{_WORD}(?:\s+{_WORD}){{0,2}}",
        0.8,
        _SOURCE,
    ),
    Shape("ADDRESS", "coordinates", r"(?<![\d.])-?\d{1,2}\.\d{4,},\s*-?\d{1,3}\.\d{4,}", 0.9, "WGS 84, decimal degrees"),
)
