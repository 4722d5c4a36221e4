"""Custody, protection orders, family and immigration status of a certain child. Source: 34 CFR 99.4 (court orders on parental rights)."""

PATTERNS = (
    (
        "CUSTODY",
        r"\b(?:(?:a|an|the|temporary|emergency|permanent|active)\s+)*(?:no[\s-]contact|restraining|protect(?:ive|ion)|"
        r"custody|court|guardianship|visitation)\s+orders?\b|\b(?:orders?\s+of\s+protection)\b",
    ),
    (
        "CUSTODY",
        r"\b(?:(?:sole|full|joint|shared|primary|temporary|legal|physical|split|50/50|fifty[\s-]fifty)\s+){1,"
        r"3}(?:custody|guardianship|conservatorship|placement)\b|\b(?:custody\s+(?:battle|dispute|case|agreement|"
        r"hearing|arrangement|issue|situation))\b|\b(?:lost|has|have|won|share|get|got|given|awarded|"
        r"granted)\s+(?P<detail>custody)\b",
    ),
    (
        "CUSTODY",
        r"\b(?:guardianship(?=\s+(?:was\s+)?(?:granted|awarded|ordered|signed))|supervised\s+(?:visits?|visitation)|visitation(?:\s+rights)?|foster\s+(?:care|child|home|parents?|"
        r"placement)|parental\s+rights(?:\s+(?:were\s+)?terminated)?|(?:going\s+through\s+(?:a\s+)?|getting\s+(?:a\s+)?|"
        r"our\s+|my\s+)?divorc(?:e|ed|ing)|separat(?:ed|ion)\s+from\s+(?:my|his|her)\s+\w+|domestic\s+violence|"
        r"(?:(?:is\s+)?(?:in|into|from|out\s+of)\s+)?(?:jail|prison)|incarcerated|deported|undocumented|"
        r"(?:detained\s+by\s+)?ice\s+(?:detention|custody)|homeless|(?:living\s+)?in\s+(?:a\s+|the\s+)?(?:shelter|motel|"
        r"our\s+car)|"
        r"(?:is\s+)?not\s+allowed\s+to\s+(?:pick\s+(?:him|her|them)\s+up|see\s+(?:him|her|them)|pick\s+up\s+\w+|"
        r"contact\s+\w+)|cannot\s+(?:see|contact|pick\s+up)\s+\w+|cps\s+(?:case|removed|took\s+\w+))\b",
    ),
    (
        "CUSTODY",
        r"\b(?:[oó]rden(?:es)?\s+(?:de\s+)?(?:protecci[oó]n|restricci[oó]n|alejamiento|custodia|judicial|del\s+juez|"
        r"de\s+la\s+corte)|(?:custodia|guarda|tutela|patria\s+potestad)(?:\s+(?:completa|total|compartida|legal|"
        r"f[ií]sica|temporal|exclusiva|provisional|y\s+custodia|[uú]nica))*|divorcio|divorciad[oa]s?|"
        r"separad[oa]s?\s+de\s+(?:mi|su)\s+\w+|visitas?\s+supervisadas?|(?:solo\s+|s[oó]lo\s+)?pued(?:e|o|en)\s+(?:ver|visitar)(?:l[oa]s?)?\s+(?:con|bajo)\s+supervisi[oó]n|"
        r"(?:los\s+ni[nñ]os|l[oa])\s+(?:ve|tiene)\s+los\s+fines\s+de\s+semana|violencia\s+dom[eé]stica|"
        r"(?:en\s+la\s+)?c[aá]rcel|deportad[oa]|indocumentad[oa]s?|sin\s+papeles|hogar\s+de\s+acogida|"
        r"crianza\s+temporal|no\s+(?:puede|tiene\s+permiso\s+de|tiene\s+permitido)\s+(?:recoger(?:l[oa]s?)?|"
        r"ver(?:l[oa]s?)?|acercarse))\b",
    ),
)
