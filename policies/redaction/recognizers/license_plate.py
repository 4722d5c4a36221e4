"""Vehicle plates, near a word for plate or vehicle."""

from policies.redaction.recognizers.shape import CUE_GAP, Shape

_SOURCE = "AAMVA License Plate Standard: 2 to 8 letters and digits, one separator"
_VALUE = r"(?=[a-z]*[\s-]?[a-z]*\d)[a-z0-9]{1,5}(?:[\s-]?[a-z0-9]{1,5})?(?!\w)"

SHAPES = (
    Shape(
        "LICENSE_PLATE",
        "cued",
        (
            rf"\b(?:licen[cs]e\s*plates?|plates?|plt|placas?|tags?|matr[ií]cula\s+del\s+(?:carro|coche|"
            rf"auto))\b{CUE_GAP}(?:[a-z]{{2}}\s+)?\K{_VALUE}"
        ),
        0.85,
        _SOURCE,
    ),
    Shape(
        "LICENSE_PLATE",
        "vehicle",
        (
            r"\b(?:car|truck|van|suv|minivan|vehicle|honda|toyota|ford|chevy|nissan|jeep|carro|coche|camioneta)\b[^\n.?!]{0,"
            r"30}?\K(?<!\w)(?:[a-z]{3}[\s-]?\d{3,4}|\d{1,3}[\s-]?[a-z]{3}\d{0,3}|[a-z]{1,2}\d{2,4}[\s-]?[a-z]{2,3}|[a-z]{1,2}\d{1,2}[\s-]\d{3,4})(?!\w)"
        ),
        0.75,
        _SOURCE,
    ),
)
