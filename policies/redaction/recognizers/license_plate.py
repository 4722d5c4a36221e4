"""Vehicle plates, near a word for plate or vehicle."""

from policies.redaction.recognizers.number_words import UNIT
from policies.redaction.recognizers.shape import CUE_GAP, Shape

_SOURCE = "AAMVA License Plate Standard: 2 to 8 letters and digits, one separator"
_PLATE = (
    r"(?:licen[cs]e\s*plates?|plates?|plt|placas?|tags?|tablillas?|chapas?|patente|matr[ií]cula\s+de(?:l)?\s+(?:"
    r"(?:mi|su|la|el)\s+)?(?:carro|coche|auto|troca|camioneta|veh[ií]culo))"
)
_OF = r"(?:,?\s+(?:of|from|in|de|del|on|for|para)\s+(?:(?:the|his|her|their|my|el|la|los|su|mi|un|una)\s+)?[\w'-]+(?:\s+[a-z]{3,})?\b,?)?"
_NO_PLATE = (
    r"(?!\d{1,2}(?:(?:st|nd|rd|th)\b|\s+[a-z]{4,}|\s*[.,;?!]|\s*$)|(?:as|is|was|on|in|at|for|and|or|the|my|no|not"
    r"|fees?|lane|line|row|by|to|of|with|a|de|del|en|y|que|el|la|si)\b)"
)
_SEP = r"[\s·.•_-]{1,2}"
_VALUE = (
    rf"{_NO_PLATE}(?:(?=[a-z]*\d)[a-z0-9]{{5,8}}(?!\w)|(?=[a-z]*\d|[a-z]{{1,6}}{_SEP}[a-z]{{0,2}}\d)(?:[a-z]{{1,6}}|[a-z0-9]{{1,5}})"
    rf"(?:{_SEP}(?=[a-z]{{0,4}}\d|(?-i:[A-Z]{{1,4}}(?!\w)|(?<=\d\s)[a-z]{{3}}(?!\w)))[a-z0-9]{{1,6}}){{0,2}}(?!\w))"
)
_SPELL = (
    r"(?:alfa|alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa"
    r"|quebec|romeo|sierra|tango|uniform|victor|"
    r"whiskey|x-?ray|yankee|zulu|adam|boy|charles|david|edward|frank|george|henry|ida|john|king|lincoln|mary|nora"
    r"|ocean|paul|queen|robert|sam|tom|union|william|young|zebra)"
)

SHAPES = (
    Shape(
        "LICENSE_PLATE",
        "cued",
        rf"\b{_PLATE}\b{_OF}\s*,?{CUE_GAP}(?:(?:reads?|says|dice|with|con|as|como)\s+)?[\"']?(?:(?-i:[A-Z]{{2}})\s+)?\K{_VALUE}",
        0.85,
        _SOURCE,
    ),
    Shape(
        "LICENSE_PLATE",
        "letters_only",
        rf"\b{_PLATE}(?:\s+(?:number|no\.?|n[uú]mero))?\s*(?:is|reads?|says|es|dice|:|#)\s*[\"']?\K(?-i:[A-Z]{{3,8}})"
        rf"(?!\w)|\b{_PLATE}\s+(?:number|no\.|n[uú]mero)\s*(?:is|es|:)?\s*[\"']?\K(?!(?:and|or|for|the|was|is|are|not"
        rf"|does|please|que|para|y|del?|with|does|changed|will|on|in|to|they|you|that|which)\b)[a-z]{{3,8}}(?=[\"']?"
        rf"\s*(?:[.,;!?\n]|$))|\b{_PLATE}\s+\"\K[a-z]{{3,8}}(?=\")",
        0.7,
        _SOURCE,
    ),
    Shape(
        "LICENSE_PLATE",
        "said",
        rf"\b{_PLATE}\b{CUE_GAP}\K(?:(?:{_SPELL}|(?-i:[A-Z])|[a-z]|{UNIT}|\d{{1,4}})(?!\w)[\s,-]*){{4,8}}(?<=\w)",
        0.8,
        "ICAO and APCO spelling alphabets",
    ),
    Shape(
        "LICENSE_PLATE",
        "vehicle",
        (
            r"\b(?:car|truck|van|suv|minivan|vehicle|honda|toyota|ford|chevy|chevrolet|nissan|jeep|dodge|kia|hyundai|subaru"
            r"|mazda|tesla|bmw|gmc|buick|volkswagen|vw|"
            r"altima|civic|corolla|camry|accord|sedan|pick-?up|carro|coche|auto|camioneta|troca|veh[ií]culo)\b[^\n.?!]{0,"
            r"40}?\K(?<!\w)(?:[a-z]{3}[\s·-]?\d{3,4}|\d{1,3}[\s-]?[a-z]{3}\d{0,3}(?<!\d\s?(?:and|the|for|min|hrs|ama|kid"
            r"|old|was|que|con|por|los|las|del|per|all|mom|dad|but|she|her|him|his))|[a-z]{1,2}\d{2,4}[\s-]?[a-z]{2,3}|"
            r"[a-z]{1,2}\d{1,2}[\s-]\d{3,4}|[a-z]\d{3}[\s-]\d{3}"
            r"|(?!(?:19|20)\d\d|\d+-[a-z]+(?!\w))(?=[a-z-]*\d[a-z-]*\d)(?=[\d-]*[a-z])(?=(?:-?[a-z0-9]){5,8}(?![\w-]))[a-z0-9]{1,4}-[a-z0-9]{2,4})(?!\w)"
        ),
        0.75,
        _SOURCE,
    ),
)
