"""Well-known things with a name in them (festivals, books, makers, roles, places) and what shows that a name means a thing.

In such a stretch no word is a person's name, whatever the recognisers say; addresses and details may still hold it. Lists are written for
this project; a figure of history whose name a child may bear counts only beside a word for the thing ("Jim Thorpe Fun Run").
"""

import re
from functools import cache
from itertools import pairwise

import regex

from policies.redaction.lexicon import Lexicon, lexicon, read_list
from policies.redaction.recognizers.needs import Letters, Sieve, chosen
from policies.redaction.school_names import alternatives, folded

_WORD = r"(?:(?!(?i:mrs?|ms|miss|dr|coach|sra?|mom|dad|my|his|her)(?![\w]))\p{Lu}[\p{L}-]*\.?(?:['’](?!s(?!\w))\p{L}+)?)"
_EVENTS = (
    r"(?:fun\s+run|run|walk|jog|jamboree|week|day|night|room|wing|commons|dance|contest|fair|festival|fest|carnival|gala|musical|play|club|squad|awards?|scholarships?|"
    r"strings|oratory|auditorium|gym(?:nasium)?|stadium|librar(?:y|ies)|lab|hall|theat(?:er|re)|tournament|invitational|challenge|bowl|cup|fundraiser|parade|project|"
    r"assembly|concert|showcase|recital|birthday|museum|center|garden|courtyard|pavilion|stage|lobby|lounge|field|park|walk-?a-?thon|round|debate|exhibit\w*|movies?|"
    r"books?|stem|steam|math|reading|science|party|christmas|camp|program|breakfast|luncheon|tea)"
)
_PLACES = (
    r"(?:Hall|Room|Gym|Gymnasium|Auditorium|Wing|Stadium|Field|Fieldhouse|Library|Center|Commons|Theat(?:er|re)|Building|Pool|Lab|"
    r"Courtyard|Pavilion|Lobby)"
)
_PLACED = r"(?:sala|laboratorio|campo|biblioteca|auditorio|gimnasio|estadio|parque|teatro|museo|edificio|pabell[oó]n|centro|cancha|patio)"
_HELD = (
    r"(?:carrera|caminata|festival|feria|fiesta|torneo|copa|premio|beca|club|concurso|campamento|desfile|marat[oó]n|mariachi|ballet|"
    r"semana|noche|d[ií]a|baile|proyecto)"
)
_GENERAL = tuple(
    regex.compile(pattern)
    for pattern in (
        # "the Henderson Room", "our Amelia wing": no person's name stands behind an article and before such a word
        rf"(?<![\w'’-])(?i:the|our|annual|every|each|next|el|la)\s+(?P<what>(?:{_WORD}\s+){{1,4}}?(?i:{_EVENTS})(?![\w'’-]))(?!\s*#?\d)",
        rf"(?<![\w'’-])(?:at|in|inside|At|In)\s+(?P<what>(?:{_WORD}\s+){{1,3}}?{_PLACES}(?![\w'’-]))(?!\s*#?\d)",
        rf"(?<![\w'’-])(?i:{_PLACED}|cl[ií]nica|iglesia|fundaci[oó]n|mercado)\s+(?P<what>\p{{Lu}}\p{{Ll}}+(?:\s+\p{{Lu}}\p{{Ll}}+){{0,2}})(?![\w'’-])",
        r"(?<![\w'’-])(?i:carrera|caminata|torneo|copa|premio|beca|club|concurso|campamento|festival|marat[oó]n|mariachi)\s+(?P<what>\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+){0,2})(?![\w'’-])",
        r"(?<![\w'’-])(?<!\b(?i:una?|otr[oa]|cada|medi[oa]|primera?|[uú]ltim[oa]|est[ea])\s)(?i:caminata|natalicio|festival|desfile|torneo|semana|d[ií]a)\s+de(?:\s+la|l)?\s+(?P<what>\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+){1,2})(?![\w'’-])",
        r"(?<![\w'’-])(?P<what>\p{Lu}\p{Ll}+)(?=,?\s+(?i:the|our|el|la|the\s+class|our\s+class|the\s+school)\s+(?:(?i:class|school|therapy)\s+)?(?i:hamster|bunny|rabbit|guinea\s+pig|turtle|tortoise|lizard|gecko|snake|goldfish|"
        r"frog|raccoon|elf|bear|bison|cat|tiger|eagle|hawk|goat|chicken|parakeet|mascot|snowman|dinosaur|pig|mouse|reindeer)(?!\w))",
        r"(?i:(?<![\w'’-])(?:class\s+pet|hamster|bunny|guinea\s+pig|gerbil|tortoise|gecko|goldfish|mascot|mascota|therapy\s+dog|goat)(?:'s\s+name\s+is|\s+(?:is\s+)?named|\s+called|\s+que\s+se\s+llama)?)\s+(?P<what>(?:M(?:r|rs|s)\.?\s+)?\p{Lu}\p{Ll}+)(?!\s+\p{Lu}\p{Ll})",
    )
)
_LANGUAGE = regex.compile(
    r"(?i)(?<!\w)(?:speaks?|speaking|spoken|in|into|interpreter\s+for|language(?:\s+is)?|habl[ao]|hablan|idioma|or|and|,)\s+(?P<what>karen)(?!['’\w])(?!\s+(?-i:\p{Lu}\p{Ll}))"
    r"|(?<!\w)(?P<what>karen)(?=\s+(?:language|interpret\w+|translat\w+|line|speak(?:er|ing)\w*|famil(?:y|ies)|liaison|community|version|dialect|and\s+(?:burmese|hmong|somali|spanish)))"
)
_SPEAKS_OF_LANGUAGES = re.compile(
    r"(?i)\b(?:languages?|interpret\w+|translat\w+|bilingual|biliteracy|hmong|burmese|somali|speaks?|spanish|english|idiomas?)\b"
)
_COLOURS = (
    r"(?:rosa|blanc[oa]|morad[oa]|azul|verde|roj[oa]|gris|negr[oa]|caf[eé]|amarill[oa]|naranja|pink|violet|white|purple|blue|green|red|gr[ae]y|black|brown|yellow|orange|"
    r"gold|silver)"
)
_COLOUR = regex.compile(
    rf"(?i)(?<!\w)(?:de\s+color|en\s+color|color|colou?red|color\s+de|tono)\s+(?P<what>\w+)(?!\w)|(?<!\w)(?P<what>{_COLOURS}(?:\s*,\s*{_COLOURS}){{0,3}},?\s+(?:(?:o|or|y|and)\s+)?{_COLOURS})(?!\w)"
    r"|(?<!\w)(?P<what>(?:light|dark|navy|royal|bright)\s+(?:blue|green|brown|gray|grey|red|pink))(?!\w)"
)
_IDIOMS = regex.compile(
    r"(?i)(?<!\w)(?:(?P<what>hope)\s+(?:this|you|that|it|all|everyone|everybody|to|we|i)(?!\w)|(?P<what>pat)\s+yoursel\w+|a\s+(?P<what>ray\s+of(?:\s+sunshine)?)|(?P<what>chance)\s+of(?!\w)"
    r"|(?P<what>(?:summer|winter|spring|fall)\s+h\w{2}rs|summer\s+horus)|(?P<what>(?:wall|roll|code|guard|list)\s+of\s+honou?r)|(?P<what>paz)\s+y\s+(?:calma|amor|bien|salud)|qu[eé]\s+(?P<what>lind[oa])(?!\w)"
    r"|such\s+an?\s+(?P<what>(?-i:\p{Ll}+))|(?:such|so\s+much|more|any|some|no|full\s+of)\s+(?P<what>(?-i:grace|hope|joy|faith|mercy|harmony|honou?r|charity|patience|sunshine|love))(?!\w)"
    r"|(?P<what>mark)\s+(?:me|us|him|her|them|my\s+\w+)\s+(?:down|for|as|in|off|present|absent|late)(?!\w)"
    r"|(?:(?:recibos?|cuentas?|facturas?|pagos?|cortes?)\s+de(?:\s+la)?|(?:cort|apag|prend|enciend|quit|reconect)\w*(?:\s+la)?|(?:va|fue|iba|ido)\s+la|(?:hay|hubo|sin)(?:\s+la)?)\s+(?P<what>(?-i:luz))(?!\w)(?!\s+(?-i:\p{Lu}))"
    r"|(?:camisas?|blusas?|playeras?|polos?|pantal[oó]n(?:es)?|faldas?|faldita|calcetas?|medias|zapatos?|tenis|su[eé]ter(?:es)?|ropa|chamarras?|shirts?|pants|socks|servilletas?|cartulinas?|hojas?|papel(?:es)?|copias?|carpetas?|plumas?|pizarra)"
    r"\s+(?:de\s+)?(?:color\s+)?(?P<what>(?-i:blanc[oa]s?|rosas?|azul(?:es)?|celestes?|violetas?|esmeraldas?|perla))(?!\w)"
    r"|(?:hag[ao]|hace|hizo)\s+(?:mucho\s+)?(?P<what>sol)(?!\w)"
    r"|(?:pls|plz|please)\s+(?P<what>mark)(?=\s+[\w-]+(?:\s+[\w-]+)?\s+(?:absent|present|tardy|late|excused))|(?P<what>\w+)\s+ribbons?(?!\w)"
    r"|(?:pasando|antes\s+de|despu[eé]s\s+de|hasta|para)\s+(?P<what>reyes)(?=\s*[.,?!)]|$)|(?:(?<!\w\s)|(?<=\b(?:on|for|by|until|this|next)\s))(?P<what>sun)(?=,?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+\d)"
    r"|(?P<what>(?:booth|gate|door|section|row|lot|package|plan|track|level|group|wing|entrance)\s+[a-h])(?![\w'’.-])"
    r"|(?:with|con|see|visit|photos?|pictures?|breakfast|si|if|when|is|a|de)\s+(?P<what>santa)(?!\s+(?-i:\p{Lu}))(?!['’\w]))"
)
"""Set phrases in which a word that is also a name is none."""
_MOVED = regex.compile(
    r"(?i:(?<!\w)(?:(?:moved|moving|relocated|mudamos|mud[eé])\s+(?:here\s+|back\s+)?(?:from|de|desde)|(?:flight|trip|vuelo|viaje)\s+(?:to|from|a|de)|(?:trip|excursi[oó]n|paseo|gira|viaje)\s+(?:to\s+the|al|a\s+la|a|to)"
    r"|(?:famil(?:ia|iares|y)|abuel[oa]s|t[ií][oa]s|relatives|grandparents)\s+(?:vienen?|llegan?|viajan?|coming|come|travell?ing|flying)\s+(?:de|desde|from))\s+)"
    r"(?P<what>\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+){0,2})(?!['’\w])(?!\s+\p{Lu}\p{Ll})"
)
_DAY = (
    r"(?:(?:the|on|el|by|until|between)\s+)?(?:\d{1,2}(?:st|nd|rd|th)(?:\s*(?:and|or|to|-|&)\s*(?:the\s+)?\d{1,2}(?:st|nd|rd|th))?"
    r"|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\s+\d{1,2})"
)
_ONLY_DAYS = regex.compile(rf"(?i){_DAY}(?:\s+(?:and|or|y|o|to|a))?(?:\s+(?-i:\p{{Ll}}+))?")
_DAY_OR_SUM = regex.compile(
    r"(?i)\d{1,2}\s+de\s+(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?:\s+(?:en|a|y|de|del))?"
    r"|(?:(?:on|by|el)\s+)?\d{1,2}/\d{1,2}|\d+(?:[.,]\d\d)?\s+(?:d[oó]lares|dollars|pesos)(?:\s+\w+){0,2}"
    r"|paseo\s+del?\s+(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)(?:\s+\d{1,2})?"
)
_NTH = regex.compile(r"(?i)(?<![\w/])\d{1,2}(?:ro|ero|do|to|mo|vo|no|er|st|nd|rd|th)(?![\w/])")
_ALL_PLAIN = regex.compile(
    r"(?<![\w'’-])(?P<before>(?:\p{Lu}[\p{L}-]*[ ]){1,4})"
    r"(?:Day|Night|Week|Party|Fair|Dance|Club|Run|Walk|Contest|Jog|Carnival)s?(?![\w'’-])"
)
"""An event in capitals: no person's where none of its words is a name ("Purple Up Day")."""
_CHEER = regex.compile(r"(?<!\w)(?i:go|vamos|let'?s\s+go),?\s+(?P<team>\p{Lu}\p{L}+s)(?!\w)(?=\s*(?:[!.,]|$|\n))")
"""A cheer for a team ("Go Wildcats")."""
_QUOTED = regex.compile(r"[\"“«](?P<what>[^\"”»\n]{4,70})[\"”»]")
_JOINED = regex.compile(r"(?<!\w)(?:the|of|for|in|de\s+l[ao]s|del|de\s+la)\s+\p{Lu}")
_NICKNAMED = regex.compile(r"\p{Lu}[\p{L}.'’-]*[ ]$")
"""A name before words in quotation marks: they are what somebody is called."""
_CAPITAL = regex.compile(r"\p{Lu}[\p{L}'’-]+")
_HEAD_AFTER = re.compile(rf"(?:\s+[\w'’-]+)?\s+{_EVENTS}(?!\w)")
_HEAD_BEFORE = re.compile(rf"(?:{_HELD}|{_PLACED})\s+(?:de\s+(?:la\s+)?|del\s+)?$")
_ARTICLE_BEFORE = re.compile(r"(?:^|\W)(?:the|our)\s+$")
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:my|our|his|her|mi|su|nuestr[oa])\s+(?:\w+\s+)?(?:son|daughter|kid|child|boy|girl|student|hij[oa]|ni[nñ][oa]|niet[oa]|grand\w+|brother|sister|nephew|niece|friend)\s*,?\s+"
    r"|\b(?:mr|mrs|ms|sra?|coach|i\s+am|i'm|named|called|soy|se\s+llama)\.?\s+)$"
)


_SIFTED = (_COLOUR, _IDIOMS, _MOVED, *_GENERAL, _ALL_PLAIN)


@cache
def _sieve() -> Sieve:
    return Sieve((pattern.pattern, pattern.flags) for pattern in _SIFTED)


def stretches(text: str, letters: Letters | None = None) -> list[tuple[int, int]]:
    """Half-open stretches in which no word is a person's name."""
    low = folded(text)
    known = lexicon()
    found = [_with_head(low, match) for match in _known().finditer(low) if not _is_of_a_person(text, low, *match.span(), known)]
    for match in _figures().finditer(low):
        has_head = _HEAD_AFTER.match(low, match.end()) or _HEAD_BEFORE.search(low, max(0, match.start() - 30), match.start())
        is_thing = has_head or _ARTICLE_BEFORE.search(low, max(0, match.start() - 6), match.start())
        if is_thing and not _is_of_a_person(text, low, *match.span(), known):
            found.append(_with_head(low, match))
    here = set(chosen(_SIFTED, _sieve().passing(letters or Letters(text))))
    if _COLOUR in here:
        found += [match.span("what") for match in _COLOUR.finditer(text) if match["what"][1:].islower()]
    phrases = [pattern for pattern in (_IDIOMS, _MOVED) if pattern in here]
    found += [span for pattern in phrases for match in pattern.finditer(text) for span in match.spans("what") if match["what"]]
    found += [match.span("what") for pattern in _GENERAL if pattern in here for match in pattern.finditer(text)]
    found += [match.span() for match in _NTH.finditer(text)]
    if "karen" in low and _SPEAKS_OF_LANGUAGES.search(text):
        found += [match.span("what") for match in _LANGUAGE.finditer(text)]
    found += [
        match.span()
        for match in _CHEER.finditer(text)
        if known.is_word(match["team"]) and not known.is_family(match["team"].lower()) and not known.is_given(match["team"].lower())
    ]
    if _ALL_PLAIN in here:
        found += [match.span() for match in _ALL_PLAIN.finditer(text) if _is_plain(match["before"], known)]
    for match in _QUOTED.finditer(text):
        if _is_heading(match["what"], known) and not _NICKNAMED.search(text, max(0, match.start() - 20), match.start()):
            found.append(match.span("what"))
    return found


def is_no_place(words: str) -> bool:
    """Whether these words are days of a month or a sum and nothing of a street ("12th and do", "4 DE ENERO EN", "25 dólares dos veces")."""
    return (_ONLY_DAYS.fullmatch(words) or _DAY_OR_SUM.fullmatch(words)) is not None


def _is_of_a_person(text: str, low: str, start: int, end: int, known: Lexicon) -> bool:
    """Whether kin, a title or another name stands right before, or a family name right behind."""
    if _PERSON_BEFORE.search(low, max(0, start - 40), start):
        return True
    before = re.search(r"([^\W\d_]+) $", text[max(0, start - 20) : start])
    if before and before[1][:1].isupper() and known.is_listed_name(before[1]) and not known.is_word(before[1]):
        return True
    after = re.match(r" ([^\W\d_]+)", text[end : end + 20])
    return after is not None and known.is_family(after[1]) and not known.is_word(after[1]) and after[1][:1].isupper()


def _is_plain(words: str, known: Lexicon) -> bool:
    """Whether each of these words is an ordinary one that nobody is called, or letters ("PLC")."""
    return all(
        (known.is_word(word) and not known.is_listed_name(word) and word.lower() not in known.word_names)
        or (word.isupper() and 1 < len(word) < 5 and not known.is_listed_name(word))
        for word in words.split()
    )


def _with_head(low: str, match: "re.Match[str]") -> tuple[int, int]:
    """The name with the word for the thing behind it ("dr seuss day")."""
    head = _HEAD_AFTER.match(low, match.end())
    return match.start(), head.end() if head else match.end()


def _is_heading(words: str, known: Lexicon) -> bool:
    """Whether quoted words are a title: words in capitals, one of them an ordinary word nobody is called, and not a name with it."""
    capitals = [match.group().removesuffix("'s") for match in _CAPITAL.finditer(words)]
    n_small = len(re.findall(r"(?<![\w'’])[a-z]{4,}", words))
    plain = [word for word in capitals if known.is_word(word) and not known.is_listed_name(word) and word.lower() not in known.word_names]
    is_joined = len(capitals) > 1 and _JOINED.search(words) is not None
    if not (plain or is_joined) or n_small > len(capitals) // 2:
        return False
    return not any(known.is_given(one) and known.is_family(other) and f"{one} {other}" in words for one, other in pairwise(capitals))


@cache
def _lines() -> tuple[str, ...]:
    return tuple(line for line in sorted(read_list("named_things.txt")) if not line.startswith("#"))


@cache
def _known() -> "re.Pattern[str]":
    return alternatives(line for line in _lines() if not line.startswith("? "))


@cache
def _figures() -> "re.Pattern[str]":
    return alternatives(line.removeprefix("? ") for line in _lines() if line.startswith("? "))
