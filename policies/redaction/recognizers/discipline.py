"""What a certain child did or was punished for. Source: 34 CFR 99.3 (disciplinary information in education records)."""

_VERB = (
    r"(?:suspended|expelled|arrested|written\s+up|wrote\s+(?:him|her)\s+up|sent\s+(?:home|to\s+(?:the\s+|"
    r"an?\s+)?(?:office|alternative\s+\w+|principal\S*(?:\s+office)?|iss|detention))|kicked\s+(?:out|"
    r"off(?:\s+the\s+(?:bus|team))?)"
    r"|given\s+(?:a\s+)?(?:detention|iss|oss|referral|\w+\s+days?\s+(?:of\s+)?(?:iss|oss|suspension|detention))|got(?:ten)?\s+(?:in\s+trouble|a?\s*detention|iss|oss|"
    r"a\s+referral|into\s+(?:a\s+)?fights?|caught)|disciplined|in\s+trouble|caught|on\s+probation|banned|jumped|"
    r"in\s+detention|accused|charged|placed\s+in\s+\w+)"
)
_MORE = (
    r"(?!(?:and|is|was|can|could|does|did|will|would|how|what|when|where|who|why|but|so|if|i|he|she|we|they|please|"
    r"thanks?|thank|do|which)\b)[\w'-]+"
)
_TAIL = (
    r"(?:\s+from\s+(?:school|class|the\s+bus|the\s+team))?(?:\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri)day|\s+today|\s+yesterday)?(?:\s+(?:for\s+)?(?:\w+\s+(?:school\s+)?(?:days?|weeks?|"
    r"months?)|the\s+(?:rest\s+of\s+the\s+)?(?:day|week|year)))?"
    rf"(?:\s+(?:for|of|with|after|because\s+of|over)\s+{_MORE}(?:\s+{_MORE}){{0,5}})?"
)
_ACT_ES = (
    r"(?:pelear(?:se)?|pele[oó]|pelea|golpear|golpe[oó]|pegar(?:le)?|peg[oó]|fumar|vapear|robar|insultar|amenazar|"
    r"faltar\s+a\s+clases?|copiar|traer\s+\w+(?:\s+\w+)?|llevar\s+\w+(?:\s+\w+)?|tener\s+\w+(?:\s+\w+)?|"
    r"posesi[oó]n\s+de\s+\w+|usar\s+\w+|drogas|marihuana|mala\s+conducta|acoso|bullying)"
)

PATTERNS = (
    ("DISCIPLINE", rf"\b{_VERB}\b{_TAIL}"),
    (
        "DISCIPLINE",
        r"\b(?:lunch|after[\s-]school|saturday|recess)\s+detention(?!\s+(?:policy|rules?))\b|\bl[oa]s?\s+mandaron\s+a\s+la\s+(?:direcci[oó]n|oficina)(?:\s+por\s+\w+)?\b|\bskipp(?:ed|ing)\s+(?:class|school)\b|\b(?:le|les)\s+(?:dieron|pusieron)\s+(?:una?\s+)?(?:detenci[oó]n|castigo|reporte|suspensi[oó]n)\b",
    ),
    (
        "DISCIPLINE",
        r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)[\s-]days?\s+(?:of\s+)?(?:suspension|iss|oss|out\s+of\s+school)|in[\s-]school\s+suspension|"
        r"out[\s-]of[\s-]school\s+suspension|(?:his|her|a|the|my\s+\w+'s)\s+(?:suspension|expulsion|"
        r"detention)(?!\s+(?:appeal|hearing|policy|process)))\b",
    ),
    (
        "DISCIPLINE",
        r"\b(?:hit|punched|kicked|bit|pushed|slapped|shoved|threatened|bullied|choked|stabbed|assaulted|harassed|"
        r"stole\s+from)\s+(?:by\s+)?(?:a|an|another|his|her|the|other|my|some)\s+(?:\w+\s+)?(?:kid|student|child|boy|"
        r"girl|teacher|classmate|peer|bully|son|daughter|kids|students)\b",
    ),
    ("DISCIPLINE", r"\b(?:getting|being|been|was|is|gets?)\s+(?:bullied|harassed|picked\s+on|beat(?:en)?\s+up|jumped|cyberbullied)\b"),
    (
        "DISCIPLINE",
        rf"\b(?:expulsad[oa]s?|suspendid[oa]s?|castigad[oa]s?|arrestad[oa]|lo\s+(?:suspendieron|expulsaron|castigaron|"
        rf"reportaron)|la\s+(?:suspendieron|expulsaron|castigaron|reportaron)|(?:suspendieron|expulsaron|"
        rf"castigaron)\s+a\s+mi\s+hij[oa])(?:\s+(?:por\s+)?\w+\s+d[ií]as?)?(?:\s+(?:por|"
        rf"de\s+la\s+escuela\s+por)\s+{_ACT_ES}(?:\s+(?:a|en|con|un|una)\s+\w+(?:\s+\w+)?)?)?\b"
        rf"|\b\w+\s+d[ií]as\s+(?:de\s+suspensi[oó]n|por\s+{_ACT_ES})\b|\b(?:lo|la|los|las)\s+(?:corrieron|sacaron)\s+de\s+(?:la\s+)?(?:escuela|clase)\b",
    ),
    (
        "DISCIPLINE",
        r"\b(?:se\s+pele[oó]|(?:le\s+)?peg[oó]\s+a|golpe[oó]\s+a|amenaz[oó]\s+a)\s+(?:un[oa]?\s+)?\w+\b|\b(?:le\s+hacen|"
        r"sufre(?:\s+de)?|es\s+v[ií]ctima\s+de)\s+(?:bullying|acoso(?:\s+escolar)?)\b|\b(?:acoso\s+escolar)\b",
    ),
)
