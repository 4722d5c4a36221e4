"""Court, police and hearing numbers."""

from policies.redaction.recognizers.shape import CUE_GAP, Shape

_SOURCE = "National Center for State Courts, case numbering: year, case type, sequence"
_CUE = (
    r"(?:case|docket|cause|file|court|cps|dcfs|dhs|police\s+report|incident|report|hearing|order|petition|complaint|"
    r"caso|expediente|causa|orden|denuncia|demanda|juzgado)"
)

SHAPES = (
    Shape(
        "CASE_NUMBER",
        "year_type_number",
        r"(?<![\w-])(?:19|20)?\d{2}\s?-?\s?[a-z]{1,4}\s?-?\s?\d{3,8}(?:-[a-z0-9]{1,6})?(?![\w-])",
        0.85,
        _SOURCE,
    ),
    Shape(
        "CASE_NUMBER",
        "county_year",
        r"(?<![\w-])\d{1,2}[a-z]?\d?-(?:19|20)\d{2}-[a-z]{1,4}-\d{2,8}(?:-[a-z0-9]{1,6})*(?![\w-])",
        0.85,
        _SOURCE,
    ),
    Shape(
        "CASE_NUMBER",
        "type_year_number",
        r"(?<![\w-])(?!(?:in|of|for|the|sy|fy|en|de|del|el|año|by|to|on|at|and)[-. ]?(?:19|20)\d\d)"
        r"[a-z]{1,4}[-. ]?(?:19|20)?\d{2}[-.]\d{3,8}(?![\w-])",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CASE_NUMBER",
        "groups",
        r"(?<![\w-])(?=(?:[a-z]+-|\d+-)*[a-z]{1,4}(?:-|(?![\w-])))(?=(?:[a-z-]*\d){6})(?:[a-z]{1,4}|\d{1,8})(?:-(?:[a-z]{1,4}|\d{1,8})){2,5}(?![\w-])",
        0.7,
        _SOURCE,
    ),
    Shape(
        "CASE_NUMBER",
        "cued",
        rf"\b{_CUE}\b{CUE_GAP}\K(?=[a-z/-]*\d)[a-z0-9]+(?:[-/. ]?[a-z]{{0,4}}\d[\w/-]*){{1,4}}(?![\w-])",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CASE_NUMBER",
        "cued_short",
        rf"\b(?:docket|case|caso|expediente)\s*(?:number|no\.?|num\.?|#|n[uú]mero){CUE_GAP}\K\w*\d[\w-]*",
        0.8,
        _SOURCE,
    ),
)
