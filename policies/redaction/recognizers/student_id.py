"""Student, lunch, PIN and state student numbers."""

from policies.redaction.recognizers.shape import CUE_GAP, Shape

_SOURCE = "34 CFR 99.3 (FERPA): student number as a personal identifier"
_WHO = (
    r"(?:student|pupil|child|kid|lunch|meal|cafeteria|library|locker|estudiante|estudiantil|alumn[oa]|escolar|"
    r"almuerzo|comedor|state|powerschool|skyward|badge|district)(?:'?s)?"
)
_VALUE = r"(?=[a-z]{0,4}[-. ]?\d)[a-z]{0,4}[-. ]?\d[\w-]{2,15}(?!\w)"

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
        rf"\b(?:id|i\.d\.|pin|identificaci[oó]n|sis)\b{CUE_GAP}(?:for\s+\w+\s+|(?:for|of|de|para)\s+[\w'-]+(?:\s+[\w'-]+){{0,3}}?\s+(?:is|es)\s*:?\s*)?\K{_VALUE}",
        0.8,
        _SOURCE,
    ),
    Shape("STUDENT_ID", "id_hash", rf"\b(?:id|pin)\s*[#:]\s*\K{_VALUE}", 0.85, _SOURCE),
    Shape(
        "STUDENT_ID",
        "spanish",
        (
            rf"\b(?:matr[ií]cula|n[uú]mero|num\.?|c[oó]digo|clave|pin|id)\s*(?:de(?:l|\s+la|\s+su|\s+mi)?\s+)?(?:estudiante|"
            rf"estudiantil|alumn[oa]|escolar|almuerzo|comedor|identificaci[oó]n|matr[ií]cula|lonche|"
            rf"hij[oa])?{CUE_GAP}\K{_VALUE}"
        ),
        0.8,
        _SOURCE,
    ),
    Shape(
        "STUDENT_ID",
        "lunch",
        (
            r"\b(?:lunch|meal|lonche|almuerzo)\b[^\d\n.?!]{0,20}\b(?:is|es|number|pin|code|account|id|no\.?|n[uú]mero|#|"
            r":)\s*[:#]?\s*\K\d{4,10}(?![\w-])"
        ),
        0.75,
        _SOURCE,
    ),
    Shape("STUDENT_ID", "letter_run", r"(?<![\w-])[a-z]{1,3}-\d{5,10}(?![\w-])", 0.7, _SOURCE),
)
