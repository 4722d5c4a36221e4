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
    (
        "DISCIPLINE",
        r"\b(?:(?:fist|playground|locker\s+room|bus|hallway|cafeteria|lunchroom|bathroom|recess|food|big|bad|physical|small)\s+)*(?:fights?|fighting|fistfight|altercation|incident\s+with\s+(?:a|another)\s+\w+)\b(?=\s*(?:in|on|at|with|over|after|last|[.,;?!]|$|and|because|yesterday|today|this|that|when|he|she))"
        r"|\b(?:una?\s+|otra\s+)?(?:pelea|pleito)\s+(?:en|con|el|por)\b(?:\s+(?:el|la|un|una|su)\s+\w+)?"
        r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|an|several)[\s-]+days?\s+(?:of\s+|in\s+|in[\s-]school\s+|out[\s-]of[\s-]school\s+)?(?:oss|iss|suspension|detention|saturday\s+school|lunch\s+detention|out|at\s+home|off\s+the\s+bus|bus\s+suspension)\b",
    ),
    (
        "DISCIPLINE",
        r"\b(?:on\s+)?(?:an?\s+)?(?:behaviou?r\s+contract|disciplinary\s+\w+|academic\s+probation|discipline\s+(?:referral|record)|write-?\s?ups?|office\s+referrals?|referrals?|bus\s+suspension|oss|iss|alternative\s+(?:school|placement))\b(?!\s+(?:policy|process|form|hearing|appeal))"
        r"|\b(?:caught|busted|accused\s+of|suspended\s+for|in\s+trouble\s+for|expelled\s+for|admitted\s+(?:to\s+)?)\s*(?:with\s+(?:an?\s+|some\s+)?\w+|vap\w+|smok\w+|cheat\w+|steal\w+|fight\w+|skipp\w+|plagiari\w+|drink\w+|sext\w+|bully\w+)(?:\s+(?:in|on|at|from)\s+(?:the\s+|a\s+|another\s+)?(?!school\b)\w+(?:\s+room)?)?"
        r"|\b(?:brought|had|found|carr(?:ied|ying)|bringing|pulled)\s+(?:an?\s+|his\s+|her\s+)?(?:pocket\s*)?(?:knife|weapon|gun|bb\s+gun|vape(?:\s+pen)?|vapes|weed|marijuana|edibles?|drugs|alcohol|lighter|pills|cigarettes?|pepper\s+spray|taser)(?:\s+(?:to|at|in|on)\s+(?:the\s+|his\s+|her\s+)?\w+)?\b"
        r"|\b(?:vaping|vaped|cheated|cheating|plagiari[sz](?:ed|ing)|shoplift\w+|truant|truancy\s+(?:case|petition))\b(?:\s+(?:in|on)\s+(?:the\s+|a\s+|his\s+|her\s+)?\w+)?(?!\s+(?:policy|officer|prevention))",
    ),
    (
        "DISCIPLINE",
        r"\b(?:hit|hits|hitting|punch(?:ed|es|ing)|kick(?:ed|s|ing)|bit|bites|biting|push(?:ed|es|ing)|slapp?(?:ed|s|ing)|shov(?:ed|es|ing)|threaten(?:ed|s|ing)|choked|spit|spat|stole|cussed|cursed|swore|yelled|threw\s+(?:a|his|her)\s+\w+)\s+(?:out\s+|on\s+|at\s+)?(?:(?:a|an|another|his|her|the|other|some|two)\s+)(?:\w+\s+)?(?:kids?|students?|child(?:ren)?|boys?|girls?|teachers?|classmates?|peers?|aide|para|sub|friend|staff|principal|desk|wall|window|phone|chromebook|laptop|wallet|money|backpack|airpods)\b"
        r"|\b(?:le\s+|les\s+)?(?:peg[oó]|empuj[oó]|pate[oó]|mordi[oó]|ara[nñ][oó]|escupi[oó]|insult[oó]|amenaz[oó]|rob[oó]|aventó|golpe[oó])\s+(?:a\s+|al\s+|una?\s+)(?:un[oa]?\s+|otr[oa]\s+|su\s+|la\s+|el\s+)?(?:ni[nñ][oa]s?|compa[nñ]er[oa]s?|maestr[oa]|alumn[oa]|estudiante|muchach[oa]|amig[oa]|silla|piedra)\b",
    ),
    (
        "DISCIPLINE",
        r"\b(?:(?:l[oae]s?|me\s+l[oa])\s+)?(?:(?:han|ha|fue|est[aá])\s+)?(?:(?:suspend(?:ieron|i[oó]|id[oa])|expuls(?:aron|[oó]|ad[oa])|castig(?:aron|[oó]|ad[oa]))|(?:mand(?:aron|[oó]|ad[oa])|llev(?:aron|[oó]|ad[oa]))\s+a\s+(?:la\s+)?(?:detenci[oó]n|direcci[oó]n|oficina|iss|casa)|(?:sac(?:aron|ad[oa]|an)|corr(?:ieron|id[oa])|ech(?:aron|ad[oa]))\s+(?:\w+\s+veces\s+)?(?:del?\s+)(?:la\s+|su\s+)?(?:sal[oó]n|clase|escuela|equipo|bus|cami[oó]n)|report(?:aron|ad[oa])|amonest(?:aron|ad[oa])|(?:levant|pus|hic|dier)(?:aron|ieron|on)\s+(?:una?\s+)?(?:reporte|castigo|acta|suspensi[oó]n|detenci[oó]n))"
        r"(?:\s+(?:por\s+)?(?:\w+|\d+)\s+(?:d[ií]as?|semanas?|veces))?(?:\s+(?:sin\s+(?:recreo|bus)|del?\s+(?:la\s+)?(?:escuela|clase|bus)))?\b"
        r"|\b(?:(?:lo|la|los|las)\s+)?(?:cacharon|agarraron|encontraron|pillaron|sorprendieron|atraparon)\s+(?:con\s+(?:una?\s+)?\w+|vapeando|fumando|copiando|robando|peleando)\b|\b(?:trajo|llev[oó]|tra[ií]a|ten[ií]a)\s+(?:una?\s+)?(?:cuchillo|navaja|arma|pistola|vape|vapeador|droga|drogas|marihuana|alcohol|cigarros?)(?:\s+a\s+la\s+escuela)?\b"
        r"|\b(?:se\s+)?(?:agarr[oó]\s+a\s+golpes|fue\s+a\s+los\s+golpes|pele[oó])(?:\s+con\s+\w+(?:\s+\w+)?)?\b|\b(?:contrato|plan)\s+de\s+(?:conducta|comportamiento)\b|\b(?:expulsi[oó]n|suspensi[oó]n)\s+de\s+\w+\s+d[ií]as\b",
    ),
)
