"""Words before which a name stands, in English and Spanish, and who that name then is; `after_names` has those behind it.

`BEFORE` patterns end where the name begins. Strength 2: hardly anything but a name can follow;
1: a name is likely. Source: issue 4 ("cues such as 'my son', signatures") and how parents write.
"""

import regex

_FLAGS = regex.IGNORECASE | regex.MULTILINE

CHILD = (
    r"(?:sons?|daughters?|child|children|childs|kids?|kiddos?|boys?|girls?|baby|grandsons?|granddaughters?|"
    r"grandchild(?:ren)?|grandkids?|niece|nephew|stepsons?|stepdaughters?|step\s?-?(?:sons?|daughters?|kids?)|"
    r"twins?|triplets|oldest|youngest|eldest|student|scholar|freshman|sophomore|junior|senior|kindergart[en]+er|"
    r"preschooler|toddler|teen(?:ager)?|first\s*born|foster\s+(?:child|son|daughter|kid)|little\s+(?:one|guy|girl|"
    r"boy|man)|"
    r"\w+\s+grader|h?ij[oa]s?|hijit[oa]s?|niñ[oa]s?|nin[oa]s?|nen[ea]s?|niet[oa]s?|sobrin[oa]s?|ahijad[oa]|"
    r"hijastr[oa]|gemel[oa]s|cuat[ei]s|muchach[oa]s?|chiquit[oa]|beb[eé]|alumn[oa]s?|estudiantes?|peque[nñ][oa]s?)"
)
ADULT = (
    r"(?:mother|mom|mommy|mama|father|dad|daddy|papa|parents?|guardians?|aunt|auntie|uncle|tia|grandma|grandmother|"
    r"grandpa|grandfather|grandparents?|stepmom|stepdad|step\s?-?(?:mother|father|mom|dad)|husband|wife|spouse|ex|"
    r"ex-?(?:husband|wife)|"
    r"boyfriend|girlfriend|fianc[eé]e?|partner|caretaker|caregiver|nanny|babysitter|sitter|foster\s+(?:mom|mother|"
    r"dad|father|parent)|madre|mam[aá]|padre|pap[aá]|tutor[a]?|abuel[oa]s?|abuelit[oa]|t[ií][oa]|espos[oa]|marido|"
    r"novi[oa]|niñera|padrastro|madrastra|apoderad[oa])"
)
OTHER = (
    r"(?:brothers?|sisters?|siblings?|cousins?|friends?|neighbou?rs?|classmates?|buddy|bestie|bff|roommate|"
    r"(?:mother|father|sister|brother|son|daughter)s?[\s-]in[\s-]law|co-?workers?|landlord|landlady|godmother|godfather|comadres?|compadres?|cuñad[oa]s?|suegr[oa]s?|"
    r"yerno|nuera|padrin[oa]s?|madrin[oa]s?|concuñ[oa]|herman[oa]s?|hermanit[oa]s?|prim[oa]s?|amig[oa]s?|compa[nñ]er[oa]s?|vecin[oa]s?|another\s+(?:kid|student|"
    r"child|boy|girl)|otr[oa]\s+(?:niñ[oa]|alumn[oa]|estudiante))"
)
STAFF = (
    r"(?:teacher|principal|vice\s+principal|asst\.?\s+principal|assistant\s+principal|counselor|counsellor|coach|"
    r"nurse|librarian|secretary|registrar|superintendent|psychologist|therapist|aide|para|paraprofessional|"
    r"case\s?manager|social\s+worker|"
    r"bus\s+driver|driver|custodian|dean|professor|instructor|tutor|sub|substitute|speech\s+pathologist|interpreter|"
    r"maestr[oa]|profesor[a]?|profe|director[a]?|subdirector[a]?|consejer[oa]|entrenador[a]?|enfermer[oa]|"
    r"bibliotecari[oa]|secretari[oa]|"
    r"psic[oó]log[oa]|trabajador[a]?\s+social|chofer|conductor[a]?|superintendente|int[eé]rprete|officer|oficial|"
    r"pastor|doctor[a]?|pediatrician|pediatra|attorney|lawyer|abogad[oa]|judge|juez|detective)"
)
_IS = (
    r"(?:\s*(?:'s|s)?\s*(?:full\s+|first\s+|last\s+|nick)?\s*(?:name|nombre)s?)?(?:\s*(?:is|are|was|named|called|es|"
    r"son|era|se\s+llaman?|llamad[oa]s?|de\s+nombre|cuyo\s+nombre\s+es|,|:|-|\()\s*){0,3}\s*\"?"
)
_POSS = r"(?:my|our|her|his|their|the|a|your|mi|mis|nuestr[oa]s?|su|sus|el|la|los|las|un|una)"
_NOT_THE_VERB = (
    r"(?<!\b(?:will|to|ll|not|might|may|would|can|"
    r"could|gonna|i|we|they|he|she|don'?t|didn'?t|won'?t|and|or)\s)"
)
TITLE = (
    rf"(?:mr|mrs|ms|{_NOT_THE_VERB}miss|mx|dr|prof|sr|sra|srta|mister|missus|señor|señora|señorita|senora|"
    r"senor|coach|profe|don|doña|fr|rev|sgt|ofc)"
)

_NO_NAME = r"(?<!(?i:day|martes|lunes|jueves|viernes|domingo|english|spanish|math|science|office))"
_OF_A_THING = r"(?!\s+(?i:of|de|del|week|day|night|meeting|office|month|luncheon|breakfast|conferences?)\b)"
_NAME_IN_CAPITALS = rf"(?-i:\p{{Lu}}\p{{Ll}})[\w'’-]*{_NO_NAME}\b{_OF_A_THING}"
"""A word in capitals that is no day and no subject."""

_NO_VERB_BEFORE = (
    r"(?<!\b(?:can|may|will|would|could|should|does|did|must|do|let|make|help|when|"
    r"puede|pueden|podr[ií]a|debe|deja|tiene)\s)"
)
"""Behind "can my son" comes a verb ("skip", "mark"), which a strong cue would take for a name."""

_NO_OFFICE = r"(?!(?:portal|handbook|services|council|records|union|success|center|information|support|club|account|body|life|health)\b)"

BEFORE: tuple[tuple[str, int, "regex.Pattern[str]"], ...] = tuple(
    (kind, strength, regex.compile(pattern, _FLAGS))
    for kind, strength, pattern in (
        (
            "STUDENT",
            2,
            rf"{_NO_VERB_BEFORE}\b(?:my|our|mi|mis|nuestr[oa]s?)\s+(?:\w+\s+){{0,2}}?(?:\d+\s*(?:yo|y/o|yr\s*old|"
            rf"year\s*old)\s+)?{CHILD}(?:'?s)?\s*(?:named|called|is|are|es|son|llamad[oa]s?|se\s+llaman?|(?:'s\s+|"
            rf"s\s+)?names?\s+(?:is|are)|,|:|-|\(|\")*\s*(?:is\s+|are\s+|es\s+|son\s+)?\"?",
        ),
        (
            "STUDENT",
            2,
            r"\b(?:tell|remind|ask|let)\s+(?=\w+\s+(?:to|that|if|know|we|i'm)\b)|\b(?:can|could|may|will)\s+(?=\w+\s+(?:please\s+)?"
            r"(?:stay|come|ride|go|bring|wear|take|play|sit|leave|join|switch|miss|walk|retake|be\s+(?:in|picked|excused|moved))\b)",
        ),
        ("STUDENT", 2, r"\bwill\s+(?=(?-i:Will)\s)|\blet\s+(?=(?-i:\p{Lu})[\w'-]+\s+know\b)"),
        ("STUDENT", 1, rf"\b(?:my|our|mi|mis|nuestr[oa]s?)\s+{CHILD},?\s+"),
        (
            "STUDENT",
            2,
            rf"{_NO_VERB_BEFORE}\b(?:her|his|their|your|su|sus|tu)\s+{CHILD}(?:'?s)?{_IS}(?=(?-i:\p{{Lu}}\p{{Ll}})){_NO_OFFICE}",
        ),
        ("STUDENT", 1, rf"\b(?:her|his|their|your|su|sus|tu)\s+{CHILD},?\s+"),
        ("STUDENT", 2, rf"\b(?:my|our|mi|mis)\s+{CHILD}\s+(?:and|&|y)\s+{CHILD}{_IS}"),
        ("STUDENT", 2, rf"\b(?:the|el|la)\s+{CHILD}(?:'?s)?\s+(?:name\s+is|names\s+are|is\s+named|se\s+llaman?)\s+"),
        ("STUDENT", 2, rf"(?:^|[.,;(]\s*|\bi\s+have\s+(?:\w+\s+)?){CHILD}\s*(?:'?s?\s*names?)?\s*(?:are|is|:|-|,)?\s+"),
        ("STUDENT", 2, rf"\b{ADULT}\s+(?:of|to|for|de(?:l)?(?:\s+(?:alumn[oa]|estudiante|niñ[oa]))?)\s+(?:{CHILD}\s+)?(?:my\s+|the\s+)?"),
        (
            "STUDENT",
            2,
            r"^[ \t>*-]*(?:student|child|pupil|scholar|kid|name\s+of\s+(?:student|child)|student'?s?\s+(?:full\s+|first\s+|"
            r"last\s+)?name|child'?s?\s+name|alumn[oa]|estudiante|nombre\s+del?\s+(?:la\s+)?(?:alumn[oa]|estudiante|niñ[oa]|"
            r"hij[oa]))\s*(?:name)?\s*[:=-]\s*",
        ),
        ("STUDENT", 2, r"\b(?:student|child|alumn[oa]|estudiante)(?:'?s)?\s*(?:full\s+)?(?:name|nombre)?\s*(?:is|es|:|=)\s*"),
        (
            "STUDENT",
            1,
            r"\b(?:pick(?:ing)?\s+up|drop(?:ping)?\s+off|enroll(?:ing)?|register(?:ing)?|withdraw(?:ing)?|excuse|"
            r"sign(?:ing)?\s+(?:up|out)|inscribir\s+a|recoger\s+a|registrar\s+a|dej(?:[eéoó]|aron|ar)\s+a|retirar\s+a)\s+",
        ),
        (
            "STUDENT",
            1,
            r"\b(?:regarding|about|concerning|re|on\s+behalf\s+of|sobre|acerca\s+de|respecto\s+a|"
            r"referente\s+a)\s*:?\s+(?:my\s+student\s+)?",
        ),
        (
            "STUDENT",
            1,
            r"\b(?:for|para|let|tell|told|asked|ask|a|send|sent|gave|give|got|help|dígale\s+a|does|did|can|could|will|would|"
            r"has|had|is|was|should|puede|why\s+(?:is|was|did|does|can'?t))\s+",
        ),
        ("PARENT", 2, r"\b(?:my\s+name\s+is|my\s+names|my\s+name'?s|mi\s+nombre\s+es|me\s+llamo|i\s+go\s+by|name'?s)\s*:?\s*"),
        (
            "PARENT",
            2,
            r"\b(?:this\s+is|i\s+am|i'?m|im|it'?s|its|soy|habla|le\s+habla|les\s+habla|le\s+escribe|le\s+saluda|aqu[ií]|"
            r"here\s+is)\s+(?!new\b)(?=\S+(?:\s+\S+){0,3}?\s*(?:,|\.|$|-|\(|and\b|y\b|the\b|la\b|el\b|mother\b|father\b|mom\b|dad\b|"
            r"parent\b|madre\b|padre\b|mam[aá]\b|pap[aá]\b|with\b|from\b|in\b|at\b|en\b|again\b|i\b|here\b|calling\b|writing\b|de\b|\n))",
        ),
        (
            "PARENT",
            2,
            rf"\b(?:my|his|her|their|the|mi|su|la|el)\s+(?!(?-i:Parent\s))(?!parent\s+(?:square|teacher|portal|night)){ADULT}{_IS}",
        ),
        ("PARENT", 2, r"^(?=(?-i:\p{Lu})[\p{L}'’-]+(?:[ ](?-i:\p{Lu})[\p{L}.'’-]+){0,3}[ ]*(?:\n\s*(?:\n|>|-{2,})|\Z))"),
        (
            "PERSON",
            2,
            r"\b(?:reporter|requester|requested\s+by|submitted\s+by|reported\s+by|caller|remitente|solicitante|llam[oó])\s*[:#-]?\s+",
        ),
        (
            "PARENT",
            2,
            rf"^[ \t>*-]*(?:{ADULT}(?:'?s)?(?:\s*/\s*{ADULT})?(?:\s+name)?|parent\s*/\s*guardian|nombre(?:\s+del?\s+(?:padre|"
            rf"madre|tutor))?|name|full\s+name|signed|signature|firma|firmado|from|de|sender|contact|contacto|"
            rf"emergency\s+contact)\s*(?:name)?\s*[:=]\s*",
        ),
        (
            "PARENT",
            2,
            r"\b(?:parent|guardian|mother|father|madre|padre|tutor|emergency\s+contact)(?:'?s)?\s*(?:name|nombre)?\s*(?:is|es|:|=)\s*",
        ),
        (
            "PARENT",
            2,
            r"(?:\b(?:thanks?(?:\s+(?:you|u|so\s+much|a\s+(?:lot|bunch|million)|again|very\s+much|in\s+advance))*+|"
            r"thank\s?you|thx|tx|ty|thnx|tks|sincerely|(?:kind|best|warm)?\s*(?:regards|wishes)|best|respectfully|cheers|"
            r"love|yours(?:\s+truly)?|cordially|blessings|muchas\s+gracias|(?:mil\s+)?gracias(?:\s+(?:de\s+antemano|"
            r"por\s+(?:su|todo)(?:\s+\w+){0,2}))?+|saludos(?:\s+cordiales)?|atte|atentamente|cordialmente|sinceramente|"
            r"respetuosamente|bendiciones|un\s+abrazo|sent\s+by|signed|firma)\b[\s,.!;:\n-]*|(?:^|[\s.?!])(?:-{1,3}|~|"
            r"--)\s*)(?!\S+\s+(?:across|in|at|on|for|from|with|who|that|by|near|behind|next|por|en|para)\b)(?=[^\n,.?!\d]{2,40}[.!]?\s*(?:$|\n|[,(/|-]|(?:mother|mom|dad|father|mam[aá]|pap[aá])\b))",
        ),
        (
            "PERSON",
            2,
            rf"\b(?:my|our|her|his|their|mi|mis|su|sus|nuestr[oa]s?)\s+(?:\w+\s+)?{OTHER}(?:'?s)?{_IS}(?:(?:la|el)\s+(?=(?-i:\p{{Lu}}\p{{Ll}})))?",
        ),
        (
            "PERSON",
            2,
            r"\b(?:share[sd]?\s+(?:\w+\s+){0,4}with|(?:rides?|sits?|plays?|friends|carpool(?:s|ing)?|lives?|stay(?:s|ing)?|"
            r"living|walks?|goes|fight(?:s|ing)?|fought|released?\s+to|picked\s+up\s+by|bullied\s+by|hit\s+by|pushed\s+by|"
            r"va|vive|viaja|juega|pele[oó]|viene)\s+(?:next\s+to\s+|home\s+)?(?:with|by|con|beside|next\s+to)?)\s+",
        ),
        (
            "PERSON",
            1,
            r"\b(?:with|by|con|por|and|y|e|&|n|hey\s+is|is|was|of|de|del|from|to|sees?|know[s]?|named|called|llamad[oa]|"
            r"contact|call|about|between|entre|than)\s+",
        ),
        ("STAFF", 3, r"(?<![\w.])(?:mrs?|ms|mx|dr|sra?|srta|señor|señora|señorita|senor|senora)\b\.?\s*(?:(?:y|and|&)\s+mrs\b\.?\s*)?"),
        (
            "STAFF",
            3,
            r"(?<![\w.])(?-i:coach|nurse|principal|counselor|teacher|profe|profesora?|maestr[oa]|directora?|entrenadora?|enfermer[oa]|doctora?|"
            rf"Coach|Profe|Maestr[oa]|Directora?)\s+(?={_NAME_IN_CAPITALS})",
        ),
        (
            "PERSON",
            2,
            r"\b(?:(?:sp(?:oke|eak|oken)|talk(?:ed|ing)?|met|chatted|complain(?:ed)?|reach(?:ed)?\s+out|wrote|came)\s+(?:to|with)|"
            r"habl(?:é|e|ar|o|amos|ó)\s+con|(?:le\s+)?(?:dije|digo|pregunt[eé]|escrib[ií])\s+a|(?:asked|told|emailed|texted|called))\s+"
            rf"(?={_NAME_IN_CAPITALS})",
        ),
        (
            "STAFF",
            2,
            rf"(?<![\w.])(?<!\bparent[\s-])(?-i:Nurse|Principal|Counselor|Officer|Pastor|Judge|Deputy|Superintendent|Librarian|Teacher|Director|Doctor|Enfermer[oa]|Consejer[oa]|Directora?)"
            rf"\s+(?={_NAME_IN_CAPITALS})",
        ),
        ("STUDENT", 2, rf"\bplaced\s+(?={_NAME_IN_CAPITALS})"),
        (
            "STUDENT",
            1,
            rf"\b(?:moved|switched|transferred|suspended|expelled|put|sent|dropped|left|picked|marked)\s+(?={_NAME_IN_CAPITALS})",
        ),
        (
            "STAFF",
            2,
            rf"(?<![\w.])(?:{TITLE})\b\.?\s*(?:(?:and|&|y)\s+(?:{TITLE})\b\.?\s*)?(?:(?:{TITLE}|principal|director[a]?)\b\.?\s+)?",
        ),
        (
            "STAFF",
            2,
            rf"\b(?:his|her|their|my\s+\w+'?s|the|our|my|su|el|la|nuestr[oa]|mi)\s+(?:(?!parent\b)\w+\s+)?{STAFF}{_IS}(?:(?:{TITLE}|la|"
            rf"el)\b\.?\s*){{0,2}}",
        ),
        ("STAFF", 1, rf"(?<!\bparent[\s-])\b{STAFF}(?:'?s)?\s*(?:is|:|,|-)?\s+(?:(?:{TITLE})\b\.?\s*)?"),
        ("STAFF", 2, rf"^[ \t>*-]*(?:{STAFF}|to|para|attn|attention|cc)\s*:\s*(?:(?:{TITLE})\b\.?\s*)?"),
        (
            "PERSON",
            2,
            r"(?:^[ \t]*|[.!?]\s+)(?:dear|hi|hello|hey|good\s+(?:morning|afternoon|evening)|morning|greetings|hola|"
            r"estimad[oa]s?|querid[oa]s?|buen(?:os|as)?\s+(?:d[ií]as?|tardes|noches))\b[\s,]*(?:(?:there|everyone|all|"
            r"team)\b[\s,]*)?(?:(?:{TITLE})\b\.?\s*)?".replace("{TITLE}", TITLE),
        ),
    )
)

LISTING = regex.compile(r"\s*(?:,\s*(?:and|y|&|e)?|\band\b|\by\b|\be\b|&|\+|/|\bn\b|\bor\b|\bo\b)\s*", _FLAGS)
LAST_FIRST = regex.compile(
    r"(?:^|[:;(]\s*|\b(?:for|re|about|regarding|student|child|para|sobre)\s*:?\s+)(?P<last>[^\W\d_][\w'-]+(?:[ "
    r"-][^\W\d_][\w'-]+)?),\s*(?P<first>[^\W\d_][\w'-]+(?:\s+[^\W\d_]\b\.?)?)",
    _FLAGS,
)
PARTICLES = frozenset(
    [
        "de", "la", "del", "las", "los", "da", "do", "dos", "das", "di", "du", "van", "von", "der", "den", "ten",
        "ter", "bin", "ibn", "al", "el", "abu", "bint", "mac", "san", "santa", "viuda", "vda", "st", "le", "y", "e",
    ]
)  # fmt: skip
SIGNED = regex.compile(
    r"(?:(?P<dash>(?<![\w-])[-~*]{1,3}\s*)|[.!?)\]]\s+|\n\s*)(?P<name>\p{L}[\p{L}'’-]+(?:[ ]\p{L}[\p{L}.'’-]*){1,3})[.,]?\s*"
    r"(?P<phone>(?:(?:cell|tel|ph(?:one)?|c)\b\W*)?[+(]?\d[\d\s().-]{6,}(?:(?:ext|x)\W*\d+)?)?\s*\Z"
)
"""Two to four words that end a message, with or without a phone number behind them."""
NEVER_IN_A_NAME = regex.compile(
    rf"^(?:go|happy|merry|good|god|feliz|felices|viva|arriba|vamos|dios)\b|\b(?:thanks?|thank|thx|you|gracias|please|por|favor|books?|desk|store|office|services?|klub|club|bus|line|center|library|sincerely|regards|saludos|atentamente|school|escuela|{CHILD}|{STAFF})\b",
    _FLAGS,
)
