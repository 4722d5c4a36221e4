"""Whether one word of a school's name alone is the school or a person of that name ("late at Carver", "Carver was late").

A word that is also a given name must be shown to be the school by what stands beside it; one that is hardly a given name is the school
unless something speaks for a person. Where nothing decides, the rarer error is the lost fact: a given name is left to the recognisers.
"""

import re

from policies.redaction.lexicon import Lexicon

_KIN = (
    r"(?:sons?|daughters?|kids?|child|children|boys?|girls?|student|grand\w+|step\w+|nephew|niece|brother|sister|sis|cousin|friend|husband|wife|hubby|mom|dad|mother|father|"
    r"uncle|aunt|baby|twins?|teen|hij[oa]s?|niñ[oa]s?|niet[oa]s?|sobrin[oa]s?|herman[oa]s?|prim[oa]s?|amig[oa]s?|espos[oa]|marido|t[ií][oa]|beb[eé]|alumn[oa])"
)
_PERSON_BEFORE = re.compile(
    rf"(?:\b(?:mr|mrs|ms|miss|mx|dr|prof|sr|sra|srta|se[nñ]or|se[nñ]ora|se[nñ]orita|coach|principal|teacher|nurse|officer|counselor|director[a]?|maestr[oa]|profe|profesora?|"
    rf"enfermer[oa]|don|do[nñ]a|familia|family|rev|sgt|pastor|judge|grandma|grandpa|granny|abuel[oa]|uncle|aunt|t[ií][oa])\.?\s+"
    rf"|\b(?:my|his|her|our|their|your|mi|mis|su|tu|nuestr[oa])\s+(?:\w+\s+)?{_KIN}\s*[,:(]?\s*"
    r"|\b(?:named|called|name\s+is|name|nombre|name's|se\s+llama|llamad[oa]|soy|i\s+am|i'm|this\s+is|signed|love|thanks|thank\s+you|gracias|atte|atentamente|sincerely|regards|tell|ask|dear|hi|hello|hola)"
    r"\s*[.,:]?\s+|\b[a-z]\.\s?|_\d+>\s)$",
    re.IGNORECASE,
)
_SCHOOL_LABEL = re.compile(
    r"\b(?:schools?|campus|building|site|escuela|plantel|attends|asiste\s+a)\s*(?:is|was|name|es|era)?\s*[:=-]?\s*$", re.IGNORECASE
)
_AT = re.compile(
    r"(?:@\s?|\b(?:at|inside|outside|attends?|attending|attended|enrolled\s+(?:at|in)|zoned\s+(?:for|to)|zoned|(?:school|preschool|prek|pre-k|campus)\s+(?:is|was|will\s+be)|"
    r"(?:go(?:es|ing)?|went|bus+ed|bus|walks?|drives?|transfer\w*|chang\w+|mov(?:e|ed|es|ing)|switch(?:ed|ing)?|return(?:s|ed)?|back|come|comes|sent|over|from\s+[\w.]+)\s+(?:back\s+|over\s+)?(?:to|from)|"
    r"versus|vs\.?|against|across\s+from|in\s+front\s+of|en|desde|hasta|contra|frente\s+a|cerca\s+de|toca(?:n|r[ií]a|ba)?(?:\s+(?:a|ir\s+a))?|"
    r"escuela(?:\s+\w+){0,4}\s+es|va(?:n|mos)?\s+a|asisten?\s+a)\s+(?:the\s+|la\s+|el\s+)?)$",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:to|from|for|near|behind|by|of|de|del|al|a|por|para|is|does|will|will\s+the|when\s+does|when\s+is|entering|starting|visit|play|plays)\s+(?:the\s+|la\s+|el\s+)?$",
    re.IGNORECASE,
)
_SCHOOL_THING = re.compile(
    r"\b(?:bus(?:es)?|registration|enroll\w*|calendars?|schedules?|offices?|number|phone|principal|menus?|list|address|hours|application|map|website|page|transcripts?|mascot|boundar\w+|zone|"
    r"open\s+house|times?|bell|uniforms?|dress\s+code|graduation|games?|conferences?|yearbooks?|handbook|supplies|kids|students|teachers?|pta|orientation|delay|closed|band|team|horarios?|oficina|"
    r"n[uú]mero|calendario|inscripci\w+|director[a]?|autob[uú]s|cami[oó]n|men[uú]|lista|tel[eé]fono|direcci[oó]n|junta|clases|ni[nñ]os|alumnos|maestros|p[aá]gina)\s+"
    r"(?:\w+\s+){0,2}(?:to|from|for|of|at|near|by|de|del|al|a|por|para)\s+(?:the\s+|la\s+|el\s+)?$",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?:behind|entering|starting|visit|plays?|will\s+the|when\s+does|when\s+is)\s+(?:the\s+|la\s+|el\s+)?$", re.IGNORECASE
)
_TYPE_AFTER = re.compile(
    r"\s+(?:elem\w*|middle|high|hs|ms|jr|junior|academy|acad|school|k-?8|primaria|secundaria|preparatoria|prepa)\b", re.IGNORECASE
)
_SCHOOL_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:front\s+)?(?:office|desk|campus|gym|library|cafeteria|parking|playground|football|soccer|basketball|volleyball|band|choir|students?|kids|families|parents|teachers|staff|website|"
    r"newsletter|pt[ao]|mascot|calendar|zone|boundary|boundaries|bell|open\s+house|registration|orientation|carnival|building|field|stadium|auditorium|principal|elem\w*|middle|mid|high|"
    r"ms|hs|jh|academy|acad|school|k-?8|primaria|secundaria|preparatoria|prepa|vs|versus)\b",
    re.IGNORECASE,
)
_SCHOOL_DOES = re.compile(
    r"\s+(?:still\s+|already\s+|also\s+|even\s+)?(?:offers?|opens?|closes?|closed|starts?|begins?|ends?|hosts?|charges?|requires?|accepts?|dismiss\w*|lets?\s+out|get(?:s)?\s+out|provides?|"
    r"be\s+(?:open|closed|willing|hosting|having)|having|hosting|have\s+(?:a|an|any|one|the|school|after|before|summer|late|early|free|its)\b(?!\s+(?:fever|cold|rash|cough|seizure|doctor|dentist|concussion))|"
    r"open|los[te]\s+power|on\s+(?:a\s+)?delay|out\s+of|in\s+session|do(?:es)?|tiene\s+(?:clases|un\s+programa|alberca|uniforme)|abre|cierra|ofrece|empieza)\b",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    r"(?:['’]s?\s+(?!front|office|gym|campus|library|cafeteria|playground|got|website)\w+"
    r"|\s+(?:(?:was|is|has\s+been|were|will\s+be|will|has|had|got|gets|came|comes|went|won'?t|can'?t|cannot|didn'?t|hasn'?t|isn'?t|wasn'?t)\s+(?:not\s+|still\s+|very\s+|so\s+|been\s+|be\s+)*"
    r"(?:late|absent|sick|ill|tardy|home|hurt|crying|scared|bullied|suspended|allergic|diagnosed|feeling|having\s+(?:trouble|a\s+hard)|struggling|refus\w+|out\s+(?:sick|today)|gone|upset|in\s+(?:trouble|the\s+hospital|\w+\s+grade|grade)|"
    r"miss\w*|asthma|autis\w+|adhd|a\s+(?:fever|cold|rash|seizure|doctor|dentist|nut|peanut|concussion|tutor)|an\s+(?:iep|appointment|allergy|inhaler)|his|her|my|picked|hit|sent\s+home|ride|eat|sleep)"
    r"|misses|missed|forgot|left|lost|threw|cried|cries|felt|feels|hates|loves|wants|takes|rides|eats|needs|broke|fell|hit|bit|punched|kicked|said|says|told|tells|came\s+home|"
    r"est[aá]\s+(?:enferm\w+|mal|triste|llorando)|tuvo|falt[oó]|lleg[oó]|va\s+a\s+faltar|no\s+va|no\s+fue|se\s+(?:cay[oó]|siente|lastim[oó]|enferm[oó])|dice|dijo|llora|quiere|necesita)\b)",
    re.IGNORECASE,
)
_GRADE_BEFORE = re.compile(
    r"(?:\b(?:k|pre-?k|tk|kinder\w*|freshman|sophomore|junior|senior|\d{1,2}(?:st|nd|rd|th|ro|ero|do|to|mo|vo|no)?(?:\s+gr(?:ade|ado)?)?|gr(?:ade|ado)?\.?\s*\d{1,2}|\w+\s+grade(?:r)?|de\s+\w+))\s*,\s*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:['’]s)?\s*(?:[.;)\n]|$)")
_ADDRESS_BEFORE = re.compile(r"\d\s+(?:[nsew]\.?\s+)?$", re.IGNORECASE)
_ADDRESS_AFTER = re.compile(
    r"-[^\W\d_]{3,}|\s+(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|ct|court|blvd|boulevard|way|pl|place|cir|circle|apts?|apartments?|ter|terrace|pkwy|parkway|hwy|trl|trail)\b|\s*,?\s*(?-i:[A-Z]{2})\.?(?:\s+\d{5}|\s*$|\s*[.\n])",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)[ ]{1,2}$")
_WORD_AFTER = re.compile(r"[ ]{1,2}([^\W\d_]+(?:['’-][^\W\d_]+)*)")
_GIVEN_AFTER_COMMA = re.compile(r",[ ]([^\W\d_]+)")
_NAME_BEFORE_COMMA = re.compile(r"([^\W\d_]+|<[A-Z_]+_\d+>)[ ]?,[ ]$")
_SIGNATURE = re.compile(r"(?:\n\s*|[-–—~]\s?)$")
_ALSO_GIVEN = frozenset(["carver", "clemente", "coleman", "douglass", "lincoln", "marshall"])
"""Family names of schools that children are called too and that no list of given names holds."""


_RARELY_GIVEN = _ALSO_GIVEN - {"lincoln", "marshall"}
_THE = re.compile(r"\b(?:the|every|another|any)\s+$", re.IGNORECASE)
_KIN_AFTER = re.compile(rf"\s+(?:{_KIN}|family|household|residence|house)\b", re.IGNORECASE)


def speaks_for_a_person(text: str, start: int, end: int, lexicon: Lexicon, *, is_whole: bool = False) -> bool:
    """Whether what stands right beside the word makes it part of a person's name: a title, kin, another name, or a street.

    `is_whole`: two words or more that a school is named after, which a place before them and a name before them leave the school's.
    """
    before = text[max(0, start - 48) : start]
    if _SCHOOL_LABEL.search(before) and not before.rstrip().lower().endswith("family"):
        return False
    if _PERSON_BEFORE.search(before) or _ADDRESS_BEFORE.search(before) or _ADDRESS_AFTER.match(text, end):
        return True
    if is_whole and _AT.search(before):
        return False
    beside = None if is_whole else _WORD_BEFORE.search(before)
    if beside and _is_name(beside[1], lexicon, opens=beside.start() == 0 or before[: beside.start()].rstrip()[-1:] in ".!?\n"):
        return True
    following = _WORD_AFTER.match(text, end)
    if following and text[end : end + 1] == " " and _is_family(text[start:end], following[1], lexicon):
        return True
    turned = _GIVEN_AFTER_COMMA.match(text, end)
    if turned and lexicon.is_given(turned[1]) and turned[1][:1].isupper() and not _AT.search(before):
        return True
    return _SIGNATURE.search(before) is not None and text[end:].strip(" .!\n") == ""


def stands_for_a_school(text: str, end: int) -> bool:
    """Whether what follows a name is said of a school ("Carver PTA")."""
    return _SCHOOL_AFTER.match(text, end) is not None


def is_the_school(text: str, start: int, end: int, lexicon: Lexicon, *, is_person_elsewhere: bool, is_misspelt: bool = False) -> bool:
    """Whether the word alone stands for the school here. Nothing beside it makes it part of a person's name."""
    before = text[max(0, start - 60) : start]
    word = text[start:end].lower()
    if is_misspelt and (lexicon.is_listed_name(word) or lexicon.is_word(word)):
        return _TYPE_AFTER.match(text, end) is not None
    if _AT.search(before) or _SCHOOL_LABEL.search(before) or _SCHOOL_AFTER.match(text, end):
        return True
    if _ENDS.match(text, end) and _GRADE_BEFORE.search(before):
        return True
    may_be_given = lexicon.is_given(word) or (word in lexicon.word_names and word not in lexicon.family) or word in _ALSO_GIVEN
    if _PERSON_AFTER.match(text, end) and not _SCHOOL_DOES.match(text, end):
        return False
    if _SCHOOL_DOES.match(text, end) or _PLACES.search(before) or _SCHOOL_THING.search(before):
        return not is_person_elsewhere
    if _THE.search(before) and not _KIN_AFTER.match(text, end):
        return True
    if _TOWARDS.search(before) and (not may_be_given or word in _RARELY_GIVEN):
        return not is_person_elsewhere
    if is_misspelt or is_person_elsewhere or lexicon.is_word(word):
        return False
    named = _NAME_BEFORE_COMMA.search(before)
    if named and text[end:].strip(" .!\n") == "" and not lexicon.is_word(named[1]):
        return not lexicon.is_given(word)  # "Ana, Carver" under a message
    return not may_be_given


def _is_name(word: str, lexicon: Lexicon, *, opens: bool) -> bool:
    low = word.lower()
    if lexicon.is_function_word(word) or lexicon.is_school_word(word):
        return lexicon.is_given(word) and word[:1].isupper() and not opens and not word.isupper()
    if lexicon.is_listed_name(word):
        return not lexicon.is_word(word) or (word[:1].isupper() and not opens)
    if not lexicon.is_word(word):
        return not lexicon.is_slip_of_word(word)
    return low in lexicon.word_names and word[:1].isupper() and not opens


def _is_family(word: str, following: str, lexicon: Lexicon) -> bool:
    """Whether the next word is a family name to this one ("Carver Jones", "carver jones")."""
    if lexicon.is_function_word(following) or lexicon.is_school_word(following):
        return False
    if lexicon.is_family(following) or lexicon.is_given(following):
        return not lexicon.is_word(following) or (following[:1].isupper() and not following.isupper())
    return following[:1].isupper() and not word.isupper() and not lexicon.is_word(following)
