"""Social security numbers in every way people write them. Unlike stock Presidio, impossible numbers count too:
they are what people try.
"""

from policies.redaction.recognizers.shape import Shape

_CUE = r"(?:ssn(?:[\s-]?4)?|s\.s\.n\.?|ss(?=\s?(?:#|no\b|num))|soc(?:ial)?\.?\s*(?:sec(?:urity)?)?|seguro\s+social|nss|itin|tax\s*id)"
_SOURCE = "SSA, Social Security Number format AAA-GG-SSSS; IRS, ITIN 9NN-NN-NNNN"

SHAPES = (
    Shape("SSN", "dashed", r"(?<![\w-])\d{3}\s?[-./ ]\s?\d{2}\s?[-./ ]\s?\d{4}(?![\w-])", 0.95, _SOURCE),
    Shape("SSN", "nine_digits", r"(?<![\w.-])\d{9}(?![\w-])", 0.7, _SOURCE),
    Shape("SSN", "spaced_digits", r"(?<!\w)\d(?:[ .-]\d){8}(?!\w)", 0.9, _SOURCE),
    Shape("SSN", "masked", r"(?<!\w)[x*•#]{3}[-. ]?[x*•#]{2}[-. ]?\d{4}(?!\w)", 0.95, _SOURCE),
    Shape("SSN", "cued", rf"\b{_CUE}\b[^\d\n]{{0,40}}?\K\d[\d .-]{{2,12}}\d(?!\w)", 0.9, _SOURCE),
    Shape(
        "SSN",
        "last_four",
        (
            r"\b(?:last|final|[uú]ltim[oa]s)\s*(?:4|four|cuatro)(?:\s+(?:digits?|numbers?|nums?|d[ií]gitos|"
            r"n[uú]meros))?[^\d\n]{0,45}?\K\d{4}(?!\w)"
        ),
        0.9,
        _SOURCE,
    ),
    Shape(
        "SSN", "ends_in", rf"\b{_CUE}\b[^\d\n]{{0,30}}(?:end(?:s|ing)?|termina[n]?)\s*(?:in|with|en|con)?\s*\K\d{{4}}(?!\w)", 0.9, _SOURCE
    ),
    Shape(
        "SSN",
        "four_of_social",
        r"(?<!\w)\K\d{4}(?=\s*(?:is|are|es|son)?\s*(?:the|my|his|her|los|mi)?\s*(?:last\s*(?:4|four)\s*of\b))",
        0.85,
        _SOURCE,
    ),
)
