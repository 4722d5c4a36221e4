"""Marks, scores and standings of a certain child. Grade levels ("7th grade") stay. Source: 34 CFR 99.3 (education records)."""

_SUBJECT = (
    r"(?:math(?:s|ematics)?|algebra(?:\s+(?:i{1,2}|1|2))?|geometry|calculus|reading|english|ela|writing|spelling|"
    r"science|biology|chemistry|physics|history|social\s+studies|spanish|french|art|band|pe|gym|health|lectura|"
    r"matem[aá]ticas|ciencias|historia|ingl[eé]s|espa[nñ]ol|escritura)"
)
_GRADE = (
    r"(?:(?:an?|all|straight|mostly)\s+)?(?:[\"']?[a-df][+-]?[\"']?(?:'?s)?(?![\w'-])|\d{1,3}(?:\.\d+)?\s?(?:%|"
    r"percent|por\s*ciento)|\d{2,3}(?!\w|:|\s*(?:am|pm|min|days?|kids|students|dollars)))"
)

PATTERNS = (
    (
        "GRADES",
        (
            rf"\b(?:got|gets|getting|has|have|earned|received|made|scored|scoring|failed\s+with|given|gave\s+(?:him|her)|"
            rf"with|sac[oó]|tiene|obtuvo|recibi[oó])\s+(?P<detail>(?:(?:an?|all|straight|mostly|un|una|puros?|"
            rf"puras)\s+)?[\"']?(?-i:[A-DF][+-]|[BCDF]s?|As|[b-df][+-]|A(?=\s*(?:[.,;?!)]|$|\s(?:in|on|"
            rf"en)\b)))[\"']?(?:'s)?(?=\s|[.,;?!)]|$)(?:\s+(?:in|on|en)\s+(?:the\s+)?{_SUBJECT})?)"
        ),
    ),
    ("GRADES", rf"\b(?P<detail>(?:an?\s+)?[\"']?[a-df][+-]?[\"']?\s+(?:in|on|en)\s+(?:his\s+|her\s+|the\s+)?{_SUBJECT})\b"),
    (
        "GRADES",
        (
            rf"\b(?:got|gets|getting|scored|earned|made|received|has|have|sac[oó]|obtuvo|recibi[oó]|tiene)\s+(?:only\s+|"
            rf"s[oó]lo\s+)?(?P<detail>(?:un\s+|una\s+|an?\s+)?\d{{1,3}}(?:\.\d+)?(?:\s?%|\s+percent|\s+por\s*ciento|/\d{{2,"
            rf"3}}|\s+out\s+of\s+\d+|\s+de\s+\d+)?(?!\w|:|\.\d|\s*(?:am|pm|min\w*|days?|kids?|hij\w*|ni[nñ]\w*|a[nñ]os?|"
            rf"years?|students?|dollars|weeks?|months?|more|other|children|classes|absences?|tard\w+|brothers?|sisters?|"
            rf"faltas?|d[ií]as?|clases?|siblings?|hours?|hermanos?|boys|girls|sons|daughters|times|surgeries|credits?|"
            rf"questions?|preguntas?))(?:\s+(?:in|on|en)\s+(?:his\s+|her\s+|the\s+|su\s+|el\s+|la\s+)?(?:{_SUBJECT}|test|"
            rf"exam|quiz|examen|final|prueba)\b(?:\s+(?:test|exam|quiz|final))?)?)"
        ),
    ),
    (
        "GRADES",
        (
            r"\b(?P<detail>(?:the\s+|in\s+the\s+|el\s+)?\d{1,2}(?:st|nd|rd|th)?\s+(?:percentile|percentil)|"
            r"(?:in\s+the\s+)?(?:bottom|top)\s+\d{1,2}\s?(?:%|percent)(?:\s+of\s+(?:his|her|the)\s+class)?)\b"
        ),
    ),
    (
        "GRADES",
        (
            r"\b(?P<detail>(?:a\s+|an\s+|his\s+|her\s+|with\s+a\s+|un\s+)?(?:\d(?:\.\d{1,2})\s+gpa|gpa\s+(?:of|is|was|"
            r"fell\s+to|dropped\s+to|de|:)?\s*(?:a\s+)?\d(?:\.\d{1,2})?|promedio\s+(?:de|es)\s+\d+(?:\.\d+)?))\b"
        ),
    ),
    (
        "GRADES",
        (
            rf"\b(?P<detail>(?:is\s+|are\s+|was\s+|been\s+)?(?:fail(?:ing|ed|s)|flunk(?:ing|ed)|passing|struggling\s+(?:in|"
            rf"with))\s+(?:his\s+|her\s+|all\s+|the\s+|\w+\s+)?(?:{_SUBJECT}|classes|every\s+class|\d+\s+classes|grade|class|"
            rf"course|test|exam|quiz)(?:\s+(?:and|y)\s+{_SUBJECT})?)\b"
        ),
    ),
    (
        "GRADES",
        rf"\b(?P<detail>(?:est[aá]\s+)?(?:reprob(?:ando|[oó]|ad[oa])|reprueba)(?:\s+(?:en\s+)?{_SUBJECT}(?:\s+y\s+{_SUBJECT})?)?)\b",
    ),
    ("GRADES", rf"\b(?P<detail>(?:at\s+(?:a\s+)?)?(?:level|nivel)\s+\d{{1,2}}\s+(?:in|on|en)\s+{_SUBJECT})\b"),
    (
        "GRADES",
        (
            r"\b(?P<detail>(?:sat|act|psat|staar|map|iready|i-ready|lexile|state\s+test|nwea|sbac)\s+(?:score|level|"
            r"puntaje)?\s*(?:of|is|was|de|:)\s*\d{1,4})\b"
        ),
    ),
    (
        "GRADES",
        (
            r"\b(?:held\s+back|repeat(?:ing)?\s+(?:the\s+)?(?:\w+\s+)?grade|retained\s+in\s+\w+\s+grade|"
            r"reading\s+at\s+(?:an?\s+)?\w+[\s-]grade\s+level|repetir\s+(?:el\s+)?(?:\w+\s+)?grado)\b"
        ),
    ),
)
