"""Student, lunch, PIN and state student numbers."""

from policies.redaction.recognizers.shape import CUE_GAP, Shape

_SOURCE = "34 CFR 99.3 (FERPA): student number as a personal identifier"
_WHO = (
    r"(?:student|pupil|child|kid|lunch|meal|cafeteria|library|locker|estudiante|estudiantil|alumn[oa]|escolar|"
    r"almuerzo|comedor|state|powerschool|skyward|badge|district|perm|permanent|ssid|local)(?:'?s)?"
)
_VALUE = r"(?=[a-z]{0,4}[-. ]?\d)[a-z]{0,4}[-. ]?\d[\w-]{2,15}(?!\w)"
_ONE_BY_ONE = r"\d(?:[ ,.-]{1,2}\d){3,9}(?!\w)(?![-/:]\d)"
_NO_YEAR = r"(?!(?:19|20)\d\d(?!\w))"
_HEDGE = r"(?:\s*,?\s*(?:i\s+think|maybe|creo(?:\s+que)?|pienso\s+que|me\s+parece(?:\s+que)?)\s*,?)?"

SHAPES = (
    Shape(
        "STUDENT_ID",
        "of_whom",
        rf"\b{_WHO}\s*(?:account|card|cuenta|tarjeta)?\s*(?:id|i\.d\.|pin|number|no\.|num\.?|#|code|identification){CUE_GAP}\K{_VALUE}",
        0.9,
        _SOURCE,
    ),
    Shape(
        "STUDENT_ID",
        "id",
        rf"\b(?:id|i\.d\.|pin|identificaci[oó]n|sis)\b{CUE_GAP}(?:for\s+\w+\s+|(?:for|of|de|para)\s+[\w'-]+(?:\s+[\w'-]+){{0,3}}?"
        rf"\s+(?:is|es)\s*:?\s*)?\K{_VALUE}",
        0.8,
        _SOURCE,
    ),
    Shape("STUDENT_ID", "id_hash", rf"\b(?:id|pin)\s*[#:]\s*\K{_VALUE}", 0.85, _SOURCE),
    Shape(
        "STUDENT_ID",
        "spanish",
        (
            rf"\b(?:matr[ií]cula|n[uú]mero|num\.?|c[oó]digo|clave|pin|nip|id)\s*(?:de(?:l|\s+la|\s+su|\s+mi)?\s+)?(?:estudiante|"
            rf"estudiantil|alumn[oa]|escolar|almuerzo|comida|cafeter[ií]a|comedor|identificaci[oó]n|matr[ií]cula|lonche|"
            rf"hij[oa])?{CUE_GAP}\K{_VALUE}"
        ),
        0.8,
        _SOURCE,
    ),
    Shape(
        "STUDENT_ID",
        "lunch",
        (
            r"\b(?:lunch|meal|lonche|almuerzo|comida|cafeter[ií]a|cafeteria)\b[^\d\n.?!]{0,30}\b(?:is|es|number|pin|code"
            r"|account|id|no\.?|n[uú]mero|nip|#|"
            r":)\s*[:#]?\s*\K\d{4,10}(?![\w-])"
        ),
        0.75,
        _SOURCE,
    ),
    Shape(
        "STUDENT_ID",
        "pin_further_on",
        r"\b(?:pin|nip|lunch\s+(?:number|code|id)|student\s+(?:n\w{2,4}er|id)|n[uú]mero\s+de\s+(?:lonche|almuerzo|comida"
        rf"|estudiante))\b(?!\s?[#:]?\s?\d)[^\d\n?!.]{{0,50}}?\b(?:is|was|be|it'?s|es|era|sea|says|stays|remains|dice|queda|puso|used|to"
        rf"|a|with|con){_HEDGE}\s*[:#]?\s*\K(?:{_ONE_BY_ONE}|\d{{4,10}}(?![\w-]|[/:]\d))",
        0.8,
        _SOURCE,
    ),
    Shape(
        "STUDENT_ID",
        "one_by_one",
        rf"\b(?:pin|nip|lunch\s+(?:number|code|id)|student\s+(?:number|id|no\.?)|id)\b{CUE_GAP}\K{_ONE_BY_ONE}",
        0.8,
        _SOURCE,
    ),
    Shape(
        "STUDENT_ID",
        "my_number",
        rf"\b(?:my|his|her|their|mi|su|s)\s+(?:n[uú]mero|number|num|numer|nummer|c[oó]digo|clave|pin|nip|id)\b[^\d\n?!]{{0,40}}?"
        rf"\b(?:is|was|it'?s|be|es|era|sea|think|creo)\b(?:\s+(?:is|que|es|it'?s))*\s*[:#]?\s*\K{_NO_YEAR}(?:{_ONE_BY_ONE}"
        rf"|\d{{4,10}}(?![\w-]|[/:]\d))",
        0.75,
        _SOURCE,
    ),
    Shape("STUDENT_ID", "letter_run", r"(?<![\w-])[a-z]{1,3}-\d{5,10}(?![\w-])", 0.7, _SOURCE),
)
