"""Numbers without a known shape: default-deny. A run of five digits or of mixed letters and digits goes unless the directory lists it."""

from policies.redaction.recognizers.shape import CUE_GAP, Shape

_SOURCE = "34 CFR 99.3 (FERPA) and 45 CFR 164.514(b)(2)(i)(R): any other unique identifying number"

SHAPES = (
    Shape("OTHER_ID", "five_digits", r"(?<![\w$#.,/-])#?\d{5,}(?![\w]|[,.]\d|-\d{4}\b)", 0.5, _SOURCE),
    Shape(
        "OTHER_ID",
        "dashed_digits",
        r"(?<![\w$-])(?!(?:19|20)\d\d-[01]\d-[0-3]\d(?!\w))(?!(?<=\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
        r"|ene|abr|ago|dic)[a-z]{0,7}\.?\s)[0-3]\d-[0-3]\d(?![\w-]))\d{2,}(?:-\d{2,}){1,4}(?![\w-])(?<!(?:19|20)\d\d-"
        r"(?:19|20)?\d\d)",
        0.4,
        _SOURCE,
    ),
    Shape(
        "OTHER_ID",
        "mixed",
        r"(?<![\w$@./-])(?=[a-z-]*\d)(?=[\d-]*[a-z])(?![\d:-]{1,5}(?:st|nd|rd|th|am|pm|hrs?|mins?|k|s)\b)(?:[a-z]*\d[a-z]*-?){4,}(?![\w@])",
        0.5,
        _SOURCE,
    ),
    Shape("OTHER_ID", "letters_then_digits", r"(?<![\w$@./-])[a-z]{1,5}-?\d{4,}[a-z]?(?![\w@-])(?<!(?:19|20)\d\d)", 0.5, _SOURCE),
    Shape(
        "OTHER_ID",
        "cued",
        r"\b(?:passport|pasaporte|driver'?s?\s+licen[cs]e|licencia|dl|medicaid|medicare|chip|insurance|"
        r"seguro\s+m[eé]dico|(?<!insurance\s)policy(?!\s+(?:no\.?\s+)?\d{4}(?!\w))|insurance\s+policy|p[oó]liza|member"
        r"|group|account|acct|cuenta|"
        rf"card|tarjeta|routing|medical\s+record|mrn|green\s*card|visa|alien|uscis|a-number|ebt|snap|confirmation|"
        r"confirmaci[oó]n|invoice|receipt|tracking|voucher|employee|empleado|claim|authori[sz]ation|autorizaci[oó]n"
        r"|reclamo|census|household|hogar|license|badge|vin|ein|"
        rf"c\.?\s?i\.|c[eé]dula|dni|curp|rfc|ine|folio)\b{CUE_GAP}\K(?!(?:el|la|del?|on|in|at|for|of|en|to|the|by|is"
        rf"|from|es|no|my|and|or|y|o|with|con|a|al)\b)(?=[a-z]{{0,4}}[- "
        rf"]?\d)[a-z0-9]+(?:[- ]?\d[\w-]*)+",
        0.8,
        _SOURCE,
    ),
    Shape(
        "OTHER_ID",
        "dotted",
        r"(?<![\w$.,])(?:[vejg]-?\s?)?\d{1,3}(?:\.\d{3}){2}(?:-[\dk])?(?![\w.]\d|\s?(?:pesos|d[oó]lares))",
        0.6,
        "Latin American identity cards: thousands by points",
    ),
    Shape(
        "OTHER_ID",
        "check",
        r"\b(?:checks?|cheque|money\s+order|giro)\s*(?:no\.?|number|num\.?|#|n[uú]m(?:ero)?\.?)\s*(?:is|es|:)?\s*#?\K\d{3,}(?!\w)",
        0.7,
        _SOURCE,
    ),
    Shape(
        "OTHER_ID",
        "car_line",
        r"\b(?:car\s?-?(?:line|rider|pool|tag)|pick-?up|dismissal|rider|parking|hang\s?tag)\s+(?:(?:tag|pass|permit|placard|card|code)\s+)?(?:number|no\.?|num\.?|#|tag|card|code|permit)"
        r"\s*(?:is|was|:|=)?\s*(?:still|now)?\s*#?\K(?=[\w-]*\d)[a-z]{0,3}-?\d[\w-]{1,9}(?![\w]|[:/]\d)"
        r"|\b(?:tarjet[oó]n|tarjeta|gafete|permiso)\s+(?:de\s+(?:la\s+)?(?:l[ií]nea|carros?|salida|recogida|estacionamiento))"
        r"\s*(?:n[uú]mero|num\.?|no\.?|#)?\s*(?:es|:)?\s*#?\K(?=[\w-]*\d)[a-z]{0,3}-?\d[\w-]{1,9}(?![\w]|[:/]\d)",
        0.75,
        "A tag that lets its holder take a child: FERPA 34 CFR 99.3 (other information that identifies)",
    ),
    Shape("OTHER_ID", "alien", r"(?<!\w)a[- #]?\d{2,3}[- ]\d{3}[- ]\d{3}(?!\w)", 0.8, "USCIS: A-number"),
    Shape(
        "OTHER_ID",
        "with_commas",
        r"\b(?:number|no\.?|n[uú]mero|census|id|#)\s*(?:is|es|:)?\s*\K\d{1,3}(?:,\d{3})+(?![\w,.]\d)",
        0.5,
        _SOURCE,
    ),
    Shape("OTHER_ID", "card", r"(?<![\w-])(?:\d[ -]?){13,19}(?![\w-])", 0.85, "ISO/IEC 7812"),
)
