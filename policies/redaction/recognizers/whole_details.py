"""What belongs to a detail although the words without it would do: who has it, how bad, since when, how often, what for.

A placeholder that leaves "for a vape pen" or "and his mother lost her rights" behind hides nothing. Source: how decrees, report cards and
absence notes are told; 34 CFR 99.3.
"""

from collections.abc import Sequence

import regex

from policies.redaction.spans import Span

PARENT = (
    r"(?:(?:his|her|their|my|our|the|su|sus|el|la|mi)\s+)?(?:bio(?:logical)?\s+|birth\s+|step\s?-?|ex-?\s?|grand)?"
    r"(?:father|dad|daddy|mother|mom|mama|parents?|ma|pa|ex|aunt|uncle|husband|wife|boyfriend|pap[aá]s?|mam[aá]|padres?|madre|abuel[oa]|t[ií][oa]|espos[oa]|padrastro|madrastra)(?:\s+(?:of|de)\s+(?:my|mis?|sus?|los|las|el|la)\s+\w+)?"
)
_WHO = (
    r"(?:(?:the|a|el|la|un|una)\s+(?:judge|court|juez|jueza|corte)|i|we|he|she|they|yo|[eé]l|ella|"
    rf"(?=(?:his|her|their|my|our|the|su|sus|el|la|mi)\s){PARENT})"
)
_HOW = r"(?:now|only|still|just|also|currently|always|already|ya|s[oó]lo|solamente|todav[ií]a|ahora)"
_ARTICLE = r"(?:an?|una?|some|unos|unas)"
_DEGREE = (
    r"(?:really|very|super|so|such|quite|pretty|bad|badly|severe(?:ly)?|mild|slight|high|low|terrible|awful|nasty|lingering|chronic|acute|serious|possible|"
    r"suspected|confirmed|recurr(?:ing|ent)|constant|bit\s+of|touch\s+of|case\s+of|history\s+of|type\s+\w+|stage\s+\w+|mucha?|muy|alta|fuertes?|poco|poquito|un\s+poco\s+de)"
)
_CAUGHT = (
    r"(?:got|gotten|getting(?:\s+over)?|caught|(?:came|coming|come)\s+down\s+with|(?:sick|ill|out|home|down|in\s+bed)\s+with|fighting|recovering\s+from|diagnosed\s+with|"
    r"tested\s+positive\s+for|(?:was\s+|were\s+|been\s+)?(?:treated|seen|hospitali[sz]ed|admitted)(?:\s+(?:at|in|by)\s+(?:the\s+|an?\s+)?[\w']+)?(?:\s+on\s+(?:the\s+)?\w+)?\s+(?:for|with)|"
    r"(?:enferm|mal)[oa]\s+(?:de|con)|amaneci[oó]\s+con|con|le\s+diagnosticaron|le\s+dio|le\s+salieron|se\s+enferm[oó]\s+de)"
)
_GETS = (
    r"(?:gets?|getting|got|has|have|had|receives?|needs?|uses?|tiene|recibe|necesita|usa|va|anda|est[aá]|lleva|trae|sac[oó]|is|was|are|been|"
    r"being)"
)
_LEAD = {
    "HEALTH": regex.compile(rf"(?<![\w'’-])(?:{_CAUGHT}\s+)?(?:(?:{_ARTICLE}|{_DEGREE})\s+){{0,4}}(?:{_CAUGHT}\s+)?$", regex.IGNORECASE),
    "CUSTODY": regex.compile(
        rf"(?<![\w'’])(?:(?:for\s+now|right\s+now|currently|por\s+ahora)\s+)?(?:{_WHO}\s+)?(?:{_HOW}\s+)?"
        r"(?:(?:have|has|had|got|gets?|shares?|lost|won|was\s+(?:given|awarded|granted)|were\s+(?:given|awarded|granted)|there\s+is|is\s+under|under|tiene|tengo|tenemos|tienen|perdi[oó]|gan[oó]|hay|con|(?:gave|granted|awarded)\s+(?:me|us|him|her|them)|(?:me|nos|le|les)\s+(?:dio|dieron|otorg[oó]|quit[oó]))\s+)?"
        r"(?:(?:only|s[oó]lo)\s+)?(?:(?:an?|the|our|my|his|her|their|una?|el|la|su|mi|nuestra)\s+)?$",
        regex.IGNORECASE,
    ),
    "GRADES": regex.compile(
        rf"(?<![\w'’])(?:(?:he|she)(?:['’]s|\s+is|\s+was)\s+)?(?:(?:{_GETS}|ha)\s+)?(?:{_HOW}\s+)?(?:with\s+)?(?:(?:an?|una?|his|her|all|mostly|straight)\s+)*$",
        regex.IGNORECASE,
    ),
    "SPECIAL_EDUCATION": regex.compile(
        rf"(?<![\w'’])(?:{_GETS}\s+)?(?:{_HOW}\s+)?(?:(?:in|on|en)\s+(?:the|el|la)\s+)?(?:(?:his|her|their|su|sus|{_ARTICLE}|{_DEGREE})\s+){{0,3}}$",
        regex.IGNORECASE,
    ),
    "DISCIPLINE": regex.compile(
        rf"(?<![\w'’])(?:(?:was|were|is|are|been|being|got|gotten|getting|gets?|given|gave|has|had|have|put|in|into|on|faces|facing|dieron|pusieron|le|les|lo|la|los|las|ha|han|fue|est[aá])\s+){{0,3}}(?:{_HOW}\s+)?"
        r"(?:(?:an?|the|his|her|their|another|una?|el|la|su|otra?)\s+)?$",
        regex.IGNORECASE,
    ),
}
_DATE = (
    r"(?:(?:last|this|on|in|since|as\s+of|el|los|las|en|desde|cada|every|each)\s+)+(?:last\s+|the\s+|este\s+|esta\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|week|month|year|spring|summer|fall|"
    r"lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|semana|mes|año|fines?\s+de\s+semana|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?|\d{1,2}(?:/\d{1,2})?(?:st|nd|rd|th)?(?:\s+(?:de\s+)?(?:of\s+)?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))?)\b"
    r"(?:\s+(?:pasad[oa]|last))?|\s*(?:yesterday|today|ayer|hoy)\b"
)
_STOP = (
    r"(?!(?:and|but|so|because|if|when|while|since|until|till|what|where|who|whom|how|why|which|that|he|she|i|we|they|you|is|was|are|were|can|could|does|did|do|will|would|should|has|have|had|"
    r"please|thanks?|thank|y|pero|porque|si|cuando|hasta|qu[eé]|donde|quien|c[oó]mo|es|est[aá]|puede|pueden|gracias|favor|yo|él|ella|at|school|escuela|iep|504|grade|grado|not|no|my|mi|your|ms|mrs|mr)\b)"
)
_NOUNS = rf"(?:{_STOP}[\w'’-]+)(?:\s+{_STOP}[\w'’-]+){{0,5}}"
_TIMES = (
    r"(?:once|twice|three\s+times|four\s+times|\d+\s+times|a\s+lot|sometimes|often|again|all\s+(?:night|day|week|morning|weekend)|every\s+(?:night|day|morning)|daily|at\s+night|"
    r"(?:dos|tres|cuatro)\s+veces|toda\s+la\s+(?:noche|mañana|semana|tarde)|todo\s+el\s+(?:d[ií]a|fin\s+de\s+semana)|otra\s+vez|a\s+veces|anoche|de\s+nuevo)"
)
_TAIL = {
    "HEALTH": regex.compile(
        r"(?:\s+(?:on|in|of|to)\s+(?:his|her|their|both)\s+(?:left\s+|right\s+)?\w+|\s+(?:en|del?)\s+(?:la|el|su|los|las)\s+(?:rodilla|brazo|pierna|cabeza|o[ií]dos?|coraz[oó]n|garganta|espalda|mano|pie|ojos?|pulm[oó]n(?:es)?|est[oó]mago|piel|cara|nariz|est[oó]mago)\b)?"
        r"(?:\s+(?:with|con)\s+(?:aura|complica\w+|compuls\w+))?(?:\s+(?:very|really|so)?\s*(?:bad|badly)\b)?"
        rf"(?:\s+{_TIMES}\b)?(?:\s+(?:tipo|type|nivel)\s+\w+)?(?:\s+de\s+\d{{2,3}}(?:[.,]\d)?\b)?(?:\s+of\s+1?\d\d(?:\.\d)?\b)?(?:\s+(?:since|desde)\s+(?:last\s+|el\s+|la\s+|yesterday\s+)?(?:midnight|night|yesterday|morning|noon|lunch|breakfast|weekend|week|birth|\w+day|anoche|ayer|medianoche|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|semana|que\s+naci[oó]|beb[eé])\b)?"
        r"(?:\s+out\s+of\s+(?:his|her)\s+\w+\s+\w+)?",
        regex.IGNORECASE,
    ),
    "SPECIAL_EDUCATION": regex.compile(
        r"(?:\s+(?:services?|therapy|support|class|help)\b)?"
        r"(?:\s+(?:once|twice|three\s+times|\d+\s?x|\d+\s+(?:min(?:ute)?s?|hours?|times|days))\s*(?:times\s+)?(?:a|per|each|every|/)\s*(?:day|week|month|year|wk)\b)?"
        r"(?:\s+(?:a|per|each|every)\s+(?:day|week|month|year)\b)?(?:\s+(?:instead\s+of|not)\s+\w+)?(?:\s+(?:los|las|cada|el|on|every)\s+(?:lunes|martes|mi[eé]rcoles|jueves|viernes|d[ií]as?|semana|(?:mon|tues|wednes|thurs|fri)days?)\b)?"
        r"(?:\s+y\s+no\s+(?:le\s+gusta|tolera|soporta|aguanta)\s+(?:el|la|los|las)\s+\w+)?",
        regex.IGNORECASE,
    ),
    "DISCIPLINE": regex.compile(
        rf"(?:\s+all\s+(?:week|day))?(?:\s+{_DATE}(?=\s+(?:for|por|over|because|after)\b))?(?:\s+(?:for|por|over|because\s+of|after|with|con|by)\s+{_NOUNS})?"
        rf"(?:\s+(?:in|at|on|en)\s+(?:the|el|la|su|his|her)\s+(?!bus\s+\d)[\w-]+(?:\s+(?:room|bus|line|yard|patio))?)?",
        regex.IGNORECASE,
    ),
    "CUSTODY": regex.compile(
        r"(?:\s+(?:of|over|de)\s+(?:him|her|them|[eé]l|ella|ellos)\b)?(?:\s+(?:only|solamente|nada\s+m[aá]s)\b)?"
        r"(?:\s+(?:was\s+|were\s+|fue\s+)?(?:granted|awarded|ordered|signed|issued|terminated|dada|otorgada|firmada)(?:\s+(?:in|by|por|en)\s+(?:the\s+|a\s+|el\s+|la\s+|un\s+)?\w+(?:\s+(?:court|judge))?)?)?"
        r"(?:\s*,?\s*(?:(?:on|every|each|los|las|cada|por)\s+(?:\w+\s+){0,2}?(?:weekends?|weeks?|fines?\s+de\s+semana|semanas?|days?|d[ií]as)\b|"
        r"(?:one\s+)?week\s+on(?:\s*,?\s*(?:one\s+)?week\s+off)?|week\s+(?:to|by)\s+week|alternating\s+weeks|semana\s+(?:s[ií]|y)\s+semana(?:\s+no)?|una\s+semana\s+s[ií]\s+y\s+una\s+no))?"
        r"(?:\s+(?:against|contra|en\s+contra\s+de)\s+(?:(?:the|his|her|their|my|el|la|su|mi)\s+(?!as\b|since\b|last\b|and\b)\w+|him|her|them|[eé]l|ella|\w+))?"
        r"(?:\s+(?:now|currently|ahora|already)\b)?",
        regex.IGNORECASE,
    ),
    "GRADES": regex.compile(
        r"(?:\s+(?:with|con)\s+(?:an?\s+|una?\s+)?(?:\d{1,3}(?:\.\d+)?\s?%?|[\"']?[a-f][+-]?[\"']?)(?![\w'-]))?"
        r"(?:\s+(?:sobre|out\s+of|over|de)\s+\d{1,3}(?!\w))?"
        r"(?:\s+(?:on|in|en)\s+(?:an?|the|his|her|every|each|all|this|that|el|la|los|las|su|sus|un|una|cada)\s+(?:\w+\s+)?(?:essays?|tests?|quiz(?:zes)?|exams?|projects?|papers?|homework|assignments?|finals?|midterms?|labs?|"
        r"reports?|class(?:es)?|ex[aá]men(?:es)?|pruebas?|tareas?|proyectos?|ensayos?|clases?|materias?)\b)?"
        r"(?:\s+(?:in|en)\s+(?:math\w*|algebra|geometry|reading|english|writing|science|biology|chemistry|physics|history|spanish|social\s+studies|matem[aá]ticas?|[aá]lgebra|ciencias|historia|ingl[eé]s|lectura|espa[nñ]ol|qu[ií]mica|biolog[ií]a)\b)?(?:\s+(?:average|overall|right\s+now|so\s+far|de\s+promedio)\b)?",
        regex.IGNORECASE,
    ),
}
_BRIDGE = regex.compile(
    r"\s*(?:[,;/&+]|\band\b|\by\b|\be\b|\bor\b|\bo\b|\bni\b|\bnor\b|\bwith\b|\bcon\b|\bplus\b|\bdue\s+to\b|\bfrom\b|\bfor\b|\bpor\b|\bin\b|\bla\b|\bel\b|\bthe\b|\ban?\b|\bhis\b|\bher\b|\bsu\b|\balso\b|\btambi[eé]n\b|\bbecause\b|\bporque\b|\bhe\b|\bshe\b|\bis\b|\bhas\b|\btiene\b|\bes\b|\best[aá]\b|\bcarries\b|\btakes\b|\bneeds\b|\buses\b|\bgets\b|\busa\b|\btoma\b|\blleva\b|\bnecesita\b|\brecibe\b|\s)*"
    r"(?:(?:el|la|su|the|his|her|a)\s+(?:psic\w+|doctora?|psych\w+|pediatr\w+|m[eé]dic[oa]|neur\w+|terapeuta|dr)\s+(?:dice|dijo|says|said|thinks|cree)\s+(?:que\s+|that\s+)?(?:es|tiene|it'?s|it\s+is|he\s+has|she\s+has)\s+)?",
    regex.IGNORECASE,
)
_MAX_BRIDGE = 60
"""Code points between two details that are one: "dyslexia, and her doctor says it is ADHD"."""


def whole(text: str, span: Span) -> Span:
    """The detail with what belongs to it before and after."""
    lead, tail = _LEAD.get(span.kind), _TAIL.get(span.kind)
    before = lead.search(text, max(0, span.start - 70), span.start) if lead else None
    after = tail.match(text, span.end) if tail else None
    return Span(before.start() if before else span.start, after.end() if after else span.end, span.kind, span.score)


def bridged(text: str, spans: Sequence[Span]) -> list[Span]:
    """Details that only small words divide, as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        last = found[-1] if found else None
        if last is not None and span.end <= last.end:
            continue
        if last is not None and (span.start <= last.end or _is_bridge(text, last.end, span.start)):
            found[-1] = Span(last.start, span.end, last.kind, max(last.score, span.score))
        else:
            found.append(span)
    return found


def _is_bridge(text: str, start: int, end: int) -> bool:
    return end - start <= _MAX_BRIDGE and "\n" not in text[start:end] and _BRIDGE.fullmatch(text, start, end) is not None
