"""Disabilities and services of a certain child. Source: the thirteen categories of 34 CFR 300.8(c) and how families say them."""

PATTERNS = (
    (
        "SPECIAL_EDUCATION",
        r"\b(?:(?:an?|una?)\s+)?(?:(?:severe|mild|moderate|high[\s-]functioning|nonverbal|non-verbal|level\s+\d)\s+)?(?:autis(?:m|"
        r"tic)(?:\s+spectrum(?:\s+disorder)?)?|asd|asperger'?s?|adhd|a\.d\.h\.d\.?|add(?=\s+(?:and|meds|diagnosis|or|so|"
        r"is|which)|[.,?!]|$)|dyslexi[ac]|dysgraphia|dyscalculia|dyspraxia|apraxia|"
        r"down'?s?\s+syndrome|(?:a\s+)?(?:speech|language|developmental|learning|reading|cognitive|intellectual|hearing|"
        r"visual|vision|motor|sensory|processing|auditory|emotional|"
        r"global\s+developmental)\s+(?:and\s+language\s+)?(?:delays?|disabilit(?:y|ies)|impairments?|disorder|"
        r"processing(?:\s+(?:disorder|issues))?|disturbance|difficulties|issues)|"
        r"speech\s+impediment|stutter(?:s|ing)?|selective(?:ly)?\s+mut(?:e|ism)|nonverbal|non-verbal|"
        r"hard\s+of\s+hearing|hearing\s+aids?|deaf(?:ness)?|legally\s+blind|blind(?:ness)?|dyslexia|low\s+vision|"
        r"cochlear\s+implants?|wheelchair|traumatic\s+brain\s+injury|tbi|oppositional\s+defiant(?:\s+disorder)?|"
        r"a\s+low\s+iq|iq\s+of\s+\d+|below\s+grade\s+level|special\s+needs|"
        r"autismo(?:\s+(?:leve|moderado|severo))?|autista|espectro\s+autista|tdah?|dislexia|disgrafia|discalculia|"
        r"s[ií]ndrome\s+de\s+down|(?:retraso|trastorno|problemas?|dificultad(?:es)?|discapacidad|impedimento)\s+(?:del?|"
        r"en\s+el|de\s+la|auditiv[oa]|visual|intelectual|cognitiv[oa]|de\s+aprendizaje)(?:\s+(?:habla|lenguaje|"
        r"aprendizaje|desarrollo|lectura|atenci[oó]n|procesamiento|visual|auditivo))?|tartamude[oz]\w*|sord[oa]|"
        r"cieg[oa]|silla\s+de\s+ruedas|necesidades\s+especiales)\b",
    ),
    (
        "SPECIAL_EDUCATION",
        r"\b(?:(?:an?|the|his|her|un|el|su)\s+)?(?:(?:behaviou?r(?:al)?|crisis|sensory|toileting)\s+(?:intervention\s+|support\s+)?"
        r"(?:plan|contract|chart)|bip|plan\s+de\s+(?:conducta|comportamiento))\b"
        r"|\b(?:his|her|their|sus?)\s+(?P<detail>(?:speech|ot|pt|aba|resource|one[\s-]on[\s-]one|para|terapias?\s+del?\s+\w+)\s*"
        r"(?:services?|minutes|sessions?|teacher|aide|therap(?:y|ist))?)\b(?!\s+(?:team|contest|meet))",
    ),
    (
        "SPECIAL_EDUCATION",
        r"\b(?:has|have|gets?|receives?|needs?|in|had|with|tiene|recibe|necesita|est[aá]\s+en|con)\s+(?:a\s+|an\s+|"
        r"una?\s+|la\s+)?(?P<detail>(?:speech|occupational|physical|behavior(?:al)?|aba|"
        r"play)\s+(?:and\s+\w+\s+)?therapy|a\s+one[\s-]on[\s-]one\s+aide|(?:1:1|one[\s-]on[\s-]one)\s+(?:aide|para\w*)|"
        r"terapia\s+(?:del?\s+)?(?:habla|lenguaje|ocupacional|f[ií]sica|conductual)|(?:resource|self[\s-]contained|"
        r"life\s+skills)\s+(?:room|class(?:room)?))\b",
    ),
)
