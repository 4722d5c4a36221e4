"""Court, police and hearing numbers."""

from policies.redaction.recognizers.shape import CUE_GAP, Shape

_SOURCE = "National Center for State Courts, case numbering: year, case type, sequence"
_CUE = (
    r"(?:case|docket|cause|file|court|cps|dcfs|dhs|police\s+report|incident|report|hearing|order|petition|complaint|"
    r"caso|expediente|causa|orden|denuncia|demanda|juzgado|matter|asunto|carpeta|folio|radicado|warrant|citation)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|jul|aug|sept?|oct|nov|dec|ene|abr|mayo|ago|set|dic)"
_TYPE = (
    r"(?:cv|cr|dr|dm|fa|fl|fc|fd|fm|fv|jv|ju|jd|ja|jc|jp|pr|dc|dp|cp|cps|ca|cc|tc|tr|sc|mh|ad|gu|po|dv|do|d|c|f"
    r"|m|j|p|cf|cm|cj|cjv|civ|crim|fam|juv|dep|op|ppo|tro)"
)
"""Court codes of case types, as they stand between a year and a sequence with blanks about them."""

SHAPES = (
    Shape(
        "CASE_NUMBER",
        "year_type_number",
        rf"(?<![\w-])(?!\d+[\s-]*{_MONTH}[\s-]*\d)(?<![.:,]\d*)(?:19|20)?\d{{2}}(?:-?[a-z]{{1,4}}-?|\s?-?\s?{_TYPE}\s?-?"
        rf"\s?)\d{{3,8}}(?:-[a-z0-9]{{1,6}})?(?![\w-])",
        0.85,
        _SOURCE,
    ),
    Shape("CASE_NUMBER", "court_type_number", r"(?<![\w-])[a-z]{1,2}-\d{1,4}-[a-z]{2,3}-\d{4,12}(?![\w-])", 0.85, _SOURCE),
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
        rf"(?<![\w-])(?!(?:\d+-)?{_MONTH}[a-z]*-)(?=(?:[a-z]+-|\d+-)*[a-z]{{1,4}}(?:-|(?![\w-])))(?=(?:[a-z-]*\d){{6}})"
        rf"(?:[a-z]{{1,4}}|\d{{1,8}})(?:-(?:[a-z]{{1,4}}|\d{{1,8}})){{2,5}}(?![\w-])",
        0.7,
        _SOURCE,
    ),
    Shape(
        "CASE_NUMBER",
        "cued",
        rf"\b{_CUE}\b{CUE_GAP}(?:(?-i:[A-Z]{{2,3}})\s)?\K(?=[a-z/-]*\d)[a-z0-9]+(?:[-/. ]?[a-z]{{0,4}}\d[\w/-]*){{1,4}}(?![\w-])",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CASE_NUMBER",
        "short_groups",
        rf"(?<![\w-])(?!(?:\d+-)?{_MONTH}[a-z]*-)(?=[a-z\d-]*[a-z])(?=(?:[a-z-]*\d){{3}})(?![\d-]+(?:day|days|yr|year"
        r"|mo|min|hr|hour|week|foot|ish|mid|pre)\b)(?!(?:k|pre-?k|mid|pre|post|non|sy|fy|covid|mon|tue|wed|thu|fri|sat"
        r"|sun)-)"
        r"(?:[a-z]{1,4}|[a-z]{0,3}\d[a-z\d]{0,6})(?:-(?:[a-z]{1,3}|[a-z]{0,3}\d[a-z\d]{0,6})){2,5}(?![\w-])",
        0.65,
        _SOURCE,
    ),
    Shape(
        "CASE_NUMBER",
        "federal",
        r"(?<![\w:])\d:\d{2}-[a-z]{2}-\d{3,6}(?:-[a-z]{1,4})*(?!\w)",
        0.9,
        "CM/ECF: office:year-type-sequence-judge",
    ),
    Shape(
        "CASE_NUMBER",
        "cued_short",
        rf"\b(?:docket|case|caso|expediente)\s*(?:number|no\.?|num\.?|#|n[uú]mero){CUE_GAP}\K\w*\d[\w-]*",
        0.8,
        _SOURCE,
    ),
)
