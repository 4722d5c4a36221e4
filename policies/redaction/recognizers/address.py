"""What an address begins or is told by: a number with a street, a road, a box, a unit. `address_parts` adds what belongs to it."""

from policies.redaction.recognizers.place_words import DIRECTION, HOMES, ORDINAL, ROAD, STREET_ES, SUFFIX, UNIT, ZIP
from policies.redaction.recognizers.place_words import STATE as _STATE
from policies.redaction.recognizers.shape import Shape

_SOURCE = "USPS Publication 28, Postal Addressing Standards (suffixes C1, units C2, states)"
_BEFORE = r"(?<![\w$/.#-])"
_NUMBER = r"\d{1,6}(?:[-/]\d{1,4})?(?:\s?1/2)?(?:-?[a-z]\b|[a-z])?"
_WORD = r"(?:[^\W\d_][\w'.-]*|\d{1,3}(?:st|nd|rd|th))"
_CAPITALS = r"(?-i:\p{Lu}[\w'.&-]*)(?:\s+(?-i:\p{Lu}[\w'.&-]*|of|de|del|la|las|los)){0,3}"
_CITY = r"(?:[^\W\d_][\w'.-]*)(?:[ ]{1,2}[^\W\d_][\w'.-]*){0,3}"
_LIVE = (
    r"(?:live[sd]?|living|reside[s]?|residing|residence|stay(?:ing|s|ed)?|moved?|moving|vivimos|vivo|viven?|viv[ií]a(?:mos|n)?|mudamos|mud[eé]|(?<!e-?mail\s)address|addr|"
    r"direcci[oó]n|domicilio|used\s+to\s+be|home|(?<!open\s)house|trailer|mail(?:\s+goes|ing)|deed\s+says|"
    r"we'?re|we\s+are|own\s+(?:the\s+)?land)"
)
_TO = r"\b(?:on|in|at|en|near|off|up|from|by|to|is|es|are|be|las?|los|al?|says)\b[\s:]+"
_NOT_THE = r"(?!(?:the|my|our|his|her|their|your|a|an|this|that|el|la|mi|su|un|una)\b)"
_DWELLING = (
    r"(?:lote?|trailer|trlr|tr[aá]iler|apts?|aptos?|apartment|apartamento|bldg|building|edificio|edif|blk|block|manzana|mz|torre|house|casa|quarters|qtrs|cabin|site|"
    r"tract|parcel|slip|space|spc|duplex|unit|unidad|depto|dpto)\b\.?\s*#?\s*(?:[a-z]-?)?\d+(?:-?[a-z])?(?![\w:-])"
)
_RURAL = (
    r"(?:h\.?\s?c\.?(?:r\.?)?|highway\s+contract(?:\s+route)?|r\.?\s?r\.?|r\.?f\.?d\.?|rural\s+(?:route|rt|rte)|star\s+(?:route|rt|rte)|rte?\.?|route|ruta\s+rural|psc|cmr|umr|unit|"
    r"(?:parish|county|state)\s+(?:road|route))\b\.?"
)

SHAPES = (
    Shape(
        "ADDRESS",
        "number_street",
        rf"{_BEFORE}{_NUMBER}\s+(?:{DIRECTION}\s+)?(?!(?:and|or|at|in|on|of|to|y|o|en|por|con|for|is|was|from|with|days?|weeks?|kids|students|times?|am|pm)\b){_WORD}(?:\s+{_WORD}){{0,3}}?(?<!\b(?:calendar|times|full))\s+{SUFFIX}\.?(?:\s+{SUFFIX}\.?)?(?:\s+(?:n|s|e|w|ne|nw|se|sw)\b\.?)?",
        0.9,
        _SOURCE,
    ),
    Shape("ADDRESS", "number_road", rf"{_BEFORE}{_NUMBER}\s+(?:{DIRECTION}\s+)?{ROAD}(?!\w)", 0.85, _SOURCE),
    Shape(
        "ADDRESS",
        "number_direction",
        rf"{_BEFORE}\d{{2,5}}\s+(?-i:N|S|E|W|NE|NW|SE|SW)\b\.?\s+(?:(?-i:\p{{Lu}}[\w'-]+)(?:\s+(?-i:\p{{Lu}}[\w'-]+))?|\d{{1,4}}\s+(?-i:N|S|E|W)\b)",
        0.75,
        _SOURCE,
    ),
    Shape("ADDRESS", "number_broadway", rf"{_BEFORE}{_NUMBER}\s+(?:{DIRECTION}\s+)?broadway\b", 0.85, _SOURCE),
    Shape(
        "ADDRESS",
        "spelled_number_street",
        rf"\b(?-i:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\s+(?-i:\p{{Lu}}[\w'-]+\s+){{1,2}}?{SUFFIX}",
        0.8,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "number_name_unit",
        rf"{_BEFORE}(?!20\d\d\b)\d{{3,5}}\s+(?-i:\p{{Lu}}[\w'-]+)(?:\s(?-i:\p{{Lu}}[\w'-]+))?,?\s+#\s?\d{{1,4}}[a-z]?\b",
        0.75,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "spanish",
        rf"\b{STREET_ES}\s+(?!(?:es|del?\s+(?:grupo|escuela|a[nñ]o|\d)|al|a\s+la|escolar|fue|ser[aá]|a|con|para|que|se|por|licencia)\b){_WORD}(?:\s+{_WORD}){{0,4}}?[\s,]*(?:n[uú]m(?:ero)?\.?|no\.?|nro\.?|#)?\s*\d{{1,6}}[a-z]?\b(?!\s+de\s+(?:ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic))",
        0.9,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "number_spanish",
        rf"{_BEFORE}{_NUMBER}\s*,?\s+(?:de\s+la\s+)?{STREET_ES}\s+(?:{_WORD}(?:\s+{_WORD}){{0,2}}|[a-z]?\d{{1,3}}-\d{{1,3}}\b)",
        0.85,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "street_by_number",
        r"\b(?:calle|avenida|ave?\.|carrera|transversal|diagonal|carr\.?|carretera)\s+#?\d{1,3}[a-z]?\b[\s,]*(?:(?:#|no\.?|km\.?|casa)\s*[a-z]?-?\d+(?:[.-]\d+)*|[a-z]-?\d{1,4}\b|\d{1,4}-\d{1,4}\b)|"
        rf"{_BEFORE}\d{{1,3}}[aª]\.?\s+(?:calle|avenida|av)\.?\s+[a-z]?-?\d{{1,3}}-\d{{1,3}}\b",
        0.85,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "box",
        r"\b(?:(?:p\.?\s?o\.?|post\s+office)\s*(?:box|bx|drawer)|apartado(?:\s+postal)?|lock\s?box|(?-i:Drawer|DRAWER))\s*#?\s*\d+(?:-?[a-z]\b)?|"
        rf"\b{_RURAL}[\s-]*#?\s*\d{{0,5}}[a-z]?\s*,?\s*(?:box|bx|buz[oó]n)\s*#?\s*(?:[a-z]-?)?\d+(?:-?[a-z]\b)?|"
        r"\bbox\s+#?\d+(?:-?[a-z]\b)?(?=\s*,\s*[\w' ]{3,25},?\s+(?-i:[A-Z]{2})\b)|\bgeneral\s+delivery\b",
        0.9,
        _SOURCE,
    ),
    Shape("ADDRESS", "military", rf"\b(?:apo|fpo|dpo)[\s,]+(?:ae|ap|aa)\b(?:[\s,]*{ZIP})?", 0.9, _SOURCE),
    Shape(
        "ADDRESS",
        "mile_marker",
        rf"\b(?:mile\s?(?:marker|post)|mm|mp|km|kil[oó]metro)\.?\s*#?\d+(?:\.\d+)?[\s,]*(?:(?:on|of|off|de(?:\s+la)?)\s+)?{ROAD}(?!\w)|\b{ROAD}[\s,]+(?:mile\s?(?:marker|post)|mm|mp|km)\.?\s*#?\d+(?:\.\d+)?\b",
        0.85,
        _SOURCE,
    ),
    Shape("ADDRESS", "road_unit", rf"\b(?:{ROAD}|r\.?r\.?\s*#?\d{{1,3}})\s*,\s*{_DWELLING}", 0.8, _SOURCE),
    Shape("ADDRESS", "two_units", rf"\b{_DWELLING}[\s,]+(?:{UNIT}|street\s+\d+)", 0.8, _SOURCE),
    Shape(
        "ADDRESS",
        "unit_street",
        rf"\b{_DWELLING}[\s,]+(?:(?:of|at|en|de|in)\s+(?:the\s+|los\s+|las\s+|la\s+)?)?(?:{_WORD}(?:\s+{_WORD}){{0,2}}\s+(?:{SUFFIX}|{HOMES})|{STREET_ES}\s+(?-i:\p{{Lu}})[\w'-]+|{HOMES}\s+(?-i:\p{{Lu}})[\w'-]+(?:\s+(?-i:\p{{Lu}})[\w'-]+)?)",
        0.8,
        _SOURCE,
    ),
    Shape("ADDRESS", "homes_unit", rf"(?<!\w){_CAPITALS}\s+{HOMES}[\s,]+{UNIT}|{_BEFORE}{_NUMBER}\s+{_CAPITALS}\s+{HOMES}", 0.8, _SOURCE),
    Shape(
        "ADDRESS",
        "unit",
        r"\b(?:my|our|mi|nuestro)\s+(?:apt|apartment|unit|apartamento|depto)\.?\s*(?:is|es|number|#)?\s*\K#?(?:[a-z]-?)?\d+[a-z]?\b"
        r"|\b(?:house|street|building|casa|edificio)\s+(?:number|no\.|#|n[uú]mero)\s*(?:is|es|:)?\s*\K\d+[a-z]?\b"
        r"|\b(?:street|road|avenue|lane|calle|avenida)\s+(?:name\s+)?(?:is|es|:)\s*\K(?-i:\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?)",
        0.75,
        _SOURCE,
    ),
    Shape("ADDRESS", "unit_alone", r"\b(?:apt|apto|trlr)\b\.?\s*#?\s*(?:\d+[a-z]?|[a-z]-?\d*)\b|\bunit\s*#?\d+-?[a-z]\b", 0.7, _SOURCE),
    # the look ahead is what makes it cheap: nothing is tried where no five digits follow
    Shape("ADDRESS", "city_state_zip", rf"(?<![^\W\d_])(?=\D{{3,140}}\d{{5}}){_CITY}(?<!\.)(?:,\s*|\s+){_STATE}[\s,]*{ZIP}", 0.85, _SOURCE),
    Shape(
        "ADDRESS",
        "zip_cued",
        r"\b(?:zip(?:\s*code)?|c[oó]digo\s+postal|c\.?p\.)\s*(?:is|es|:|=)?\s*\K\d{5}(?:-\d{4})?(?!\d)",
        0.85,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "street_only",
        rf"\b{_LIVE}\b[^\n.?!]{{0,32}}?{_TO}\K(?:the\s+)?(?:{_NOT_THE}{_WORD}(?:\s+{_WORD}){{0,2}}\s+{SUFFIX}(?<!\bway)|{ROAD}(?!\w)|(?:(?:{ORDINAL}|blue|red|green|white|yellow|brown|gr[ae]y|tan|brick|last)\s+)+(?:trailer|house|cabin|duplex|apartments?|building)\b|(?:casa|traila)\s+(?:azul|blanca|verde|roja|amarilla|rosa|caf[eé])\b|(?:(?:corner|esquina)\s+(?:of|de)\s+(?:la\s+)?{_WORD}(?:\s+{SUFFIX})?|{ORDINAL}(?:\s+{SUFFIX})?|(?:{_WORD}\s+){{1,2}}?{SUFFIX})\s+(?:and|&|y|con)\s+(?:la\s+)?(?:(?-i:\p{{Lu}})[\w'-]+|{ORDINAL})(?:\s+{SUFFIX})?|{_DWELLING})",
        0.75,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "road_cued",
        rf"\b(?:(?:home|addr(?:ess)?|residence|direcci[oó]n|domicilio)\b[\s:]+(?:is\s+|es\s+)?|turn\s+(?:off|on|onto|at)\s+)\K{ROAD}(?!\w)|"
        rf"\b(?:we'?re|we\s+are|ours\s+is|house\s+is|somos)\s+(?:the\s+|la\s+)?\K(?:{ORDINAL}|last|[uú]ltima)\s+(?:trailer|house|driveway|mailbox|casa|traila)\b",
        0.75,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "number_name",
        r"\b(?:live[sd]?|living|resid\w+|address|viv(?:o|e|en|imos)|direcci[oó]n|domicilio|rent\w*|alquil\w+)\b(?:[\s:]+|[^.?!\n\d]{0,40}?\b)(?:at|is|es|en(?:\s+el)?|be|reads?|sea|ser)\b\s*\K(?!20\d\d\b)\d{1,5}\s+(?!(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
        r"(?:(?-i:\p{Lu}[\w'-]+)(?:\s(?-i:\p{Lu}[\w'-]+))?|(?!(?:am|pm|years?|hours?|miles?|minutes?|a[nñ]os|blocks?|de|houses?)\b)[^\W\d_]{3,}(?=\s*(?:[.,;\n]|$|and\b|y\b)))",
        0.7,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "shelter",
        rf"\b(?:shelter|albergue|refugio|motel)\s+(?:on|off|at|en|de|por)\s+(?:(?:the|la|el)\s+)?(?:calle\s+)?(?:{ORDINAL}|\d{{1,3}}\b|(?-i:\p{{Lu}}\p{{Ll}}+))(?:\s+{SUFFIX})?",
        0.7,
        _SOURCE,
    ),
    Shape(
        "ADDRESS",
        "number_capital",
        rf"(?:\ben\s+|{UNIT}(?:\s+rear)?\s*,\s*)\K(?!20\d\d\b)\d{{2,5}}\s+(?:(?-i:N|S|E|W)\s+)?(?-i:\p{{Lu}}\p{{Ll}}{{2,}})(?:\s(?-i:\p{{Lu}}\p{{Ll}}+))?(?=\s*(?:[.,;!?\n]|$)|\s+(?:and|y|e|so|but|con|since|desde)\b)",
        0.7,
        _SOURCE,
    ),
    Shape(
        "ADDRESS", "homes", rf"\b{_LIVE}\b[^\n.?!]{{0,25}}?{_TO}\K(?:the\s+)?{_NOT_THE}{_WORD}(?:\s+{_WORD}){{0,2}}\s+{HOMES}", 0.8, _SOURCE
    ),
    Shape(
        "ADDRESS",
        "homes_spanish",
        rf"\b{_LIVE}\b[^\n.?!]{{0,25}}?\K(?:apartamentos|residencial|condominios?|fraccionamiento|colonia|"
        rf"col\.)\s+{_WORD}(?:\s+{_WORD}){{0,2}}",
        0.8,
        _SOURCE,
    ),
    Shape("ADDRESS", "coordinates", r"(?<![\d.])-?\d{1,2}\.\d{4,},\s*-?\d{1,3}\.\d{4,}", 0.9, "WGS 84, decimal degrees"),
)
