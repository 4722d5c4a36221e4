"""Where a bus stops: a corner, what stands there, or the words behind a cue ("gets off at ...")."""

import regex

from policies.redaction.recognizers.place_words import DIRECTION, HOMES, LANDMARK, ORDINAL, PLAIN_SUFFIX, ROAD

_F = regex.IGNORECASE
ENDS = (
    r"(?:was|were|is|are|has|had|have|again|today|yesterday|tomorrow|tonight|this|that|these|those|because|but|so|when|where|what|why|how|which|and|or|not|"
    r"who|can|could|will|would|should|does|did|do|he|she|they|i|it|we|you|him|her|them|me|us|my|our|his|their|your|"
    r"every|late|early|for|since|before|after|instead|if|as|than|then|also|only|just|always|never|now|still|until|till|"
    r"go(?:es)?|gets?|got|getting|lets?|rides?|riding|rode|takes?|took|picks?|picked|drops?|dropped|leaves?|left|comes?|came|needs?|wants?|lives?|waits?|waiting|stands?|standing|walks?|"
    r"stops?|bus|driver|said|says|on|in|at|by|from|to|of|off|with|without|w/|out|up|down|around|about|near|please|thanks?|thank|"
    r"que|pero|porque|cuando|hoy|ayer|mañana|siempre|nunca|no|se|lleg[oó]|tarde|temprano|otra|estaba|est[aá]|fue|es|era|son|y|e|o|ni|con|sin|para|por|desde|hasta|si|ya|solo|"
    r"en|de|del|al|a|como|mi|su|nuestra?|ella|ellos|lo|le|les|me|nos|hay|va|van|tiene|dej\w+|baj\w+|sub\w+|recog\w+|pas[aoó]\w*|sal\w+|gracias|favor|parada|cami[oó]n|autob[uú]s|guagua|ruta|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|minutes?|minutos|grade|grado|school|escuela|am|pm)\b"
)
"""Words that end a place or are no part of one: verbs, time, grammar of either language."""
_NAME = rf"(?!{ENDS})(?!(?:the|la|el|los|las|un|una|a|an)\b)[^\W\d_][\w'’.-]*"
_STREET = (
    rf"(?:(?:{DIRECTION}\s+)?(?:{_NAME}\s+){{1,3}}?{PLAIN_SUFFIX}(?:\s+{PLAIN_SUFFIX})?(?:\s+{DIRECTION})?|{ROAD}(?!\w)|(?:{DIRECTION}\s+)?{ORDINAL}\s+{PLAIN_SUFFIX}|"
    rf"(?:la\s+)?(?:calle|avenida|av\.|ave\.?|camino|carretera|calzada|paseo|boulevard|bulevar|callej[oó]n)\s+(?:{ORDINAL}|\d{{1,3}}\b|(?:del?\s+|la\s+|los\s+|las\s+)*{_NAME}(?:\s(?-i:\p{{Lu}})[\w'-]+)?))"
)
"""A street that says it is one."""
_JOIN = r"(?:\s+(?:and|at|y|e|con|esquina(?:\s+con)?|x)\s+|\s*[&@/+]\s*)"
_AND = r"(?:\s+(?:and|y|e|con|esquina(?:\s+con)?|x)\s+|\s*[&@/+]\s*)"
_ART = r"(?:(?:the|la|el|los|las)\s+)?"
_CAPITALS = (
    r"(?!(?-i:The|La|El|And|At|He|She|It|We|I|My|His|Her|Is|Can|Does|Mr|Mrs|Ms|Dr|Mom|Dad|Sra?|"
    r"Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Jan|Febr)uary|March|April|June|July|August|(?:Septem|Octo|Novem|Decem)ber|Lunes|Martes)\b)"
    r"(?-i:\p{Lu})[\w'’-]*\.?(?:\s(?-i:\p{Lu})[\w'’-]+)?"
)
_PEOPLE = r"(?!\s+(?:-?\s*grade|graders?|grado|semester|period|quarter|hour|of\b|de\b|and\s+\d|or\s+\d))"

CORNER = regex.compile(rf"(?<![\w/-])(?:{_ART}(?:corner|intersection|esquina)\s+(?:of|del?)\s+)?{_ART}{_STREET}{_JOIN}{_ART}{_STREET}", _F)
"""Two streets that say they are."""
HALF_CORNER = regex.compile(
    rf"(?<![\w/-]){_ART}{_STREET}{_JOIN}{_ART}(?:(?:{DIRECTION}\s+)?{ORDINAL}{_PEOPLE}|{_CAPITALS}|{_NAME}|\d{{1,3}}(?=\s*(?:[.,;?!]|$)))"
    rf"|(?<![\w/-]){_ART}(?:(?:{DIRECTION}\s+)?{ORDINAL}{_PEOPLE}|{_CAPITALS}|{_NAME}){_AND}{_ART}{_STREET}"
    rf"|(?<![\w/-])(?<!\b(?:the|in|el)\s)(?:{DIRECTION}\s+)?{ORDINAL}{_PEOPLE}{_JOIN}{_ART}(?!(?:last|foremost|only|middle|up|down|older|younger|again|plays?|does|loves?|likes?)\b){_NAME}{_PEOPLE}"
    rf"|(?<![\w/-]){_ART}(?:{_CAPITALS}|{_NAME}){_JOIN}(?:(?:la|el)\s+)?(?:{DIRECTION}\s+)?{ORDINAL}{_PEOPLE}(?!\s+(?:and|or|y)\s+\d)"
    rf"|(?<![\w/-]){_CAPITALS}(?:\s+y\s+|\s+con\s+)la\s+\d{{1,3}}\b|\b(?:stops?|pick-?up|drop-?off|parada|corner|at|en|on|by)\W{{1,3}}\K{_CAPITALS}(?:/|\x20?@\x20?)(?:{DIRECTION}\s)?(?:{ORDINAL}|{_CAPITALS})",
    _F,
)
"""A street and a word, an ordinal and a word, two capitals with a slash."""
NAMED_CORNER = regex.compile(
    rf"\b(?:at|on|by|en|near|from|to|corner\s+of|(?:corner|intersection|esquina)(?:\s+(?:is|was|es|era|ser[ií]a)|:)|esquina\s+(?:de\s+)?(?:la\s+)?|intersection\s+of|(?<!difference\s)between|entre|where|donde|stop(?:s|\s+is)?:?|parada:?)\s+(?:(?:the|la|el)\s+)?\K"
    rf"(?:{_CAPITALS}|{ORDINAL})\s+(?:and|&|y|con|meets|crosses|hits|(?:se\s+)?cruza\s+con|se\s+junta\s+con)\s+(?:la\s+)?(?![\w'’-]+\s(?:Club|School|Cent(?:er|re)|Department|Committee)\b)(?:{_CAPITALS}|{ORDINAL}{_PEOPLE})|\b{_ART}(?:corner|intersection|esquina)\s+(?:of|de(?:l)?|con)\s+{_ART}{_NAME}(?:\s{_NAME})?(?:{_JOIN}{_ART}(?:{_NAME}(?:\s{_NAME})?|\d+\w*))?",
    _F,
)
"""Two names behind a word of place."""

WHERE = (
    r"(?:in\s+front\s+of|across\s+(?:the\s+street\s+)?from|across|outside(?:\s+of)?|behind|next\s+to|by|near|beside|past|at|on|from|to|before|after|under|in|instead\s+of|frente\s+al?|enfrente\s+del?|(?:a)?fuera\s+del?|detr[aá]s\s+del?|atr[aá]s\s+del?|"
    r"al\s+lado\s+del?|junto\s+al?|cerca\s+del?|a\s+la\s+vuelta\s+del?|en|por|delante\s+del?|hasta|a)"
)
_STREET_TAIL = (
    rf"(?:{_STREET}|(?-i:\p{{Lu}})[\w'’.#&-]*\w(?:\s+(?:(?-i:\p{{Lu}})[\w'’-]+|{PLAIN_SUFFIX}))*"
    rf"|(?:{ORDINAL}|\d{{1,3}})(?!\w|\s*(?:[:/]|am|pm|min)))"
)
AT_LANDMARK = regex.compile(
    rf"\b{WHERE}\s+\K(?!(?:the\s+)?(?:school|bus\s+(?:stop|garage|lot|depot|loop)|front|office)\b)(?:(?:the|a|an|la|el|los|las|un|una|our|my|his|her|their|old|big|little|blue|red|green|white|yellow)\s+)*"
    rf"(?:(?!(?:{WHERE}|(?-i:{ENDS})|the|la|el)\b)[\w'’.-]+\s+){{0,3}}?{LANDMARK}\b(?!-)(?!\s+(?:bus|trip|field\s+trip|van|drain|days?)\b)"
    r"(?:\s+(?:viej[oa]|nuev[oa]|grande|verde|azul|roj[oa]|blanc[oa]))?"
    r"(?:\s+(?!(?-i:Mom|Dad|Mr|Mrs|Ms|Sra?|He|She|I|We|On|At|Is|Can|\w+days?|Lunes|Martes|Mi[eé]rcoles|Jueves|Viernes|Today|Tomorrow|\w+(?:uary|ember)|March|April|May|June|July|August|October)\b)(?-i:\p{Lu})[\w'’-]+(?:\s(?-i:\p{Lu})[\w'’-]+){0,2}(?:,?\s+en\s+la\s+(?-i:\p{Lu})[\w'’-]+)?)?"
    rf"(?:\s+(?:on|at|of|in|off|by|near|de|del|en|que\s+est[aá]\s+en|a\s+lado\s+de)\s+(?!the\s+\d{{1,2}}(?:st|nd|rd|th)\b(?!\s+(?:st|ave|street|avenue)\b)){_ART}(?!(?:time|school|morning|this|mi|my|our|his|her|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lunes|martes|mi[eé]rcoles|jueves|viernes)\b){_STREET_TAIL}"
    rf"|(?:\s+(?:las?|los|el|del?|san|santa))*\s+{_NAME}(?:\s{_NAME})?(?:\s(?-i:\p{{Lu}})[\w'’-]+)?(?<=(?:apartamentos|departamentos|trailas|edificio|colonia|iglesia|parque|apartments|apts|tienda|mercado|rancho|entrada)\s.{{1,40}}))?(?:,\s*(?:exit|salida)\s+\d+)?",
    _F,
)
"""What stands there, behind a word of place."""
STREET_AT_LANDMARK = regex.compile(
    rf"(?<![\w/-]){_STREET}\s*(?:,\s*)?(?:@|\b(?:at|by|near|en|con|frente\s+a)\b)\s*(?:the|la|el|los|las)\s+(?:[\w'’.-]+\s+){{0,2}}?(?:{LANDMARK}|{_NAME})\b",
    _F,
)
ON_STREET = regex.compile(rf"\b(?:on|at|by|near|off|from|en|por|to)\s+\K{_ART}{_STREET}", _F)
"""A street of a sentence that speaks of a ride."""
NAMED_STOP = regex.compile(
    rf"\bthe\s+(?-i:\p{{Lu}})[\w'’.-]+(?:\s+(?-i:\p{{Lu}})[\w'’.-]+){{0,3}}\s+stop\b|\bstop\s*\(\K[^()\n]{{3,50}}(?=\))|"
    rf"\b(?:at|in|by|near|en|los|las|del?|from)\s+(?:los\s+|las\s+)?\K(?-i:\p{{Lu}})[\w'’.-]+(?:\s+(?-i:\p{{Lu}})[\w'’.-]+){{0,2}}\s+{HOMES}(?!\w)",
    _F,
)
"""A stop by its name: "the Courthouse stop", "at the stop (X)", homes by their name."""

_NO_STOP = (
    r"(?!\d{1,2}(?![\w-]))(?!the\s+\d{1,2}(?:st|nd|rd|th)\b(?!\s*(?:and|&|y|st|ave|street|avenue|@)))(?!(?:(?:the\s+|la\s+|el\s+|our\s+|my\s+|mi\s+)?(?:school|escuela|front|main|office|oficina|desk|gym|cafeteria|library|biblioteca|classroom|class|clases?|sal[oó]n|nurse\w*|counselor\w*|principal\w*|teachers?|"
    r"curb|carline|car|loop|end|wrong|right|same|mism[oa]|other|usual|night|bus|next|side|first|last|correct|door|entrance|salida|entrada|conferenc\w+|hospital|day|morning|afternoon|weekends?|time|way|ground|floor|list|lista|drop\s+box)|"
    r"home|noon|casa|time|least|all|any|favor|lunch|semester|dismissal|work|once|las?\s+\d|la\s+una|los\s+ni[nñ]os|tiempo|early|late|that|this|which|what|qu[eé]|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|tomorrow|today|mañana|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre|around|about|\d{1,2}\s*(?:[/:.,;?!)]|$|[ap]\.?m|o|min)|\d{1,3}\s+(?:minutes?|times?|days?|minutos))\b)(?!\d{1,2}\s*(?:[:/]|[.,;?!)]|$))"
)
_WORD = rf"(?!{ENDS})(?!(?:the|la|el|los|las|un|una|a|an)\b)[\w'’.&/#@-]*[\w'’&/#-]"
_RUN = (
    rf"(?:the\s+|la\s+|el\s+|los\s+|las\s+)?{_WORD}"
    rf"(?:\s+(?:(?:on|of|de|del|de\s+la|at|y|and|con|by|in)\s+(?:the\s+|la\s+|los\s+|las\s+)?(?=(?-i:\p{{Lu}})|\d))?{_WORD}){{0,6}}"
)
_PREPOSITION = (
    r"(?:donde(?:\s+est[aá])?|where|at|on|near|outside|behind|past|next\s+to|across\s+from|in\s+front\s+of|en|junto\s+al?|"
    r"(?:en)?frente\s+(?:al?|del?)|afuera\s+del?(?:\s+la)?|atr[aá]s\s+del?|al\s+lado\s+del?|cerca\s+del?)"
)
_CHILD = r"(?:him|her|them|us|me|(?!it\b)[\w'’-]+(?:\s+(?:and|y)\s+[\w'’-]+)?)"
BEHIND_CUE = regex.compile(
    r"\b(?:"
    rf"(?:(?:bus\s+)?stops?,?(?:\s+(?:for\s+[\w'’-]+|spot|requested|location))?|parada(?:\s+(?:del?|de\s+la|de\s+mi)\s+\w+)?)(?:'s)?\s*(?:{_PREPOSITION}|by|from|por|(?:is|are|was|es|est[aá]|era|fue)(?:\s+(?:{_PREPOSITION}|by|por))?(?!\s+(?:not|no)\b)|:)"
    r"|(?:only\s+)?the\s+stop(?=\s+(?-i:\p{Lu}))"
    r"|(?:pick(?:ed)?[\s-]?up|drop(?:ped)?[\s-]?off|subida|bajada)\s*(?:at|on|near|en|:|is|location:?)"
    rf"|(?:let|lets|dropped|left|leaves?|drops?|puts?|picked|picks?)\s+(?:{_CHILD}\s+)?(?:off|out|up|down)\s+{_PREPOSITION}|(?:let|lets|dropped|drops?|leaves?|left)\s+(?:(?:him|her|them|us|(?-i:\p{{Lu}})[\w'’-]+(?:\s(?-i:\p{{Lu}})[\w'’-]+)?)\s+|(?<=(?:dropped|left)\s))(?:{_PREPOSITION}|by)"
    rf"|(?:gets?|got|getting|hops?|let|lets)\s+(?:off|out)\s+(?:the\s+bus\s+)?(?:{_PREPOSITION}|by)|(?:gets?|got|getting|hops?)\s+on\s+(?:the\s+bus\s+)?(?:at|near|by|from)"
    rf"|(?:catch(?:es)?|takes?|boards?|boarding|waits?|waiting|stands?|standing|stood)\s+(?:(?:it|the\s+bus|the\s+\w+\s+bus|for\s+(?:the\s+|his\s+|her\s+)?(?:bus|number\s*\d+))\s+)?(?:{_PREPOSITION}|by|from)"
    rf"|turns?(?:ing)?\s+around\s+{_PREPOSITION}|skip(?:s|ped|ping)?(?=\s+(?:the\s+|(?-i:\p{{Lu}})))|pas(?:a|[oó]|aba|e)\s+por|da(?:r)?\s+(?:la\s+)?vuelta\s+en|walks\s+to|parada\s+de(?=\s+(?:la\s+|el\s+|las\s+|los\s+)?(?-i:\p{{Lu}}))|(?:toma|agarra|coge|aborda)\w*\s+(?:el|la)\s+(?:bus|cami[oó]n|autob[uú]s|ruta|guagua)\s+(?:en|por)|(?:bus|route|van)\s+(?:stops?|picks?\s+\w+\s+up)\s+(?:{_PREPOSITION}|by)"
    rf"|(?:esper(?:a|an|ar|aba|amos)|par[oóa]|para[nr]|se\s+detiene|recog(?:e|en|i[oó]|er\w*)|dej(?:a|an|[oó]|ar\w*|aron)|(?:se\s+)?baj(?:a|an|e|en|[oó]|ar\w*)|(?:se\s+)?sub(?:e|en|a|an|i[oó]|ir\w*)|mand(?:a|an|e|en)|lleva[n]?|trae[n]?)"
    rf"\s+(?:(?:a\s+(?:mi\s+)?[\w'’-]+|el\s+(?:bus|cami[oó]n|autob[uú]s)|al\s+(?:bus|cami[oó]n|autob[uú]s))\s+)?(?:{_PREPOSITION}|por)"
    r")\s+"
    rf"\K{_NO_STOP}(?!(?:my|mi|our|his|her)\b)(?:(?<!\b(?:en|por)\s)|(?=(?:(?:la|el|los|las)\s|(?-i:\p{{Lu}})|\d|\w+\s+(?:y|con|and|&)\s)))(?:{_NAME}\s+(?:and|&|y|con)\s+{_NAME}(?!\s+\w+\s+\w)|{_RUN}(?:,\s*(?:exit|salida)\s+\d+)?)",
    _F,
)
"""A place in free words behind a word for getting on, off or waiting."""
RIDDEN_TO = regex.compile(
    rf"\b(?:bus|rides?|riding|rode)\s+(?:(?:bus|number|no\.?)\s*)?(?:[\w'’#-]+\s+){{0,2}}?(?:to|from)\s+\K{_NO_STOP}(?=(?:the\s+)?(?-i:\p{{Lu}}|\d)){_RUN}",
    _F,
)
MOVED = regex.compile(
    rf"\b(?:mov\w+|chang\w+|switch\w+|transfer\w+|cambi\w+|pas\w+)\s+(?:(?:the|his|her|their|our|my|la|su|el|stop|parada|[\w'’-]+)\s+){{0,3}}?(?:from|del?|desde)\s+(?P<old>{_RUN})\s+(?:to|al?|hasta)\s+(?P<new>{_RUN})",
    _F,
)
"""A stop that moves from one place to another."""
