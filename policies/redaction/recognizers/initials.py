"""People written as initials: a signature ("thx, kv"), a mention ("T.L. hit him"), the letter behind a title ("Mr. A.", "la maestra r.").

A row of letters is a person's unless it is a known abbreviation; what stands alone at the end of a message is a signature even then.
Source: issue 4 (signatures); 20 USC 1232g by 34 CFR 99.3 (a student's initials are personally identifiable where the context tells who).
"""

from collections.abc import Collection, Sequence

import regex

from policies.redaction.lexicon import lexicon
from policies.redaction.spans import Span
from policies.redaction.words import Word

_FLAGS = regex.IGNORECASE | regex.MULTILINE

_STATES = (
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut "
    "vt va wa wv wi wy dc pr gu vi nw ne sw se st ave rd"
)
"""Source: USPS Publication 28 (states, directions, streets)."""
_SCHOOL = (
    "pe pta pto ptsa ap ib id dob ged gpa asap rsvp fyi ot pt slp iep ell el esl stem rotc jv hs es ec ed gt hr sy er cps dhs bip fba lre "
    "sel sat act psat nwea map adhd add odd ocd asd ptsd tdah dcf mtss rti pbis ea ld bd od uc ce dl tk pk vpk cc sl sr jr aa"
)
_EVERYDAY = (
    "am pm us usa uk eu un uu ee eeuu eg ie ps pd po ss ssn aka ba bs rn do dds phd edd iq tv vp ceo oj bc ad ac pc mc na nb rip tbd "
    "tba it qr mr mri tb hiv icu emt aaa atm dmv xl cd dvd gi rx ft hw ii iii iv vii ix xi xx le ls os pp re rv sa si so ta uv up mp vs "
    "km kg lb oz cm mm ml mg ph bf gf lol omg btw idk imo ty thx np jk tia diy faq pin url pdf app usb dui doj doe hoa ymca ywca wic ebt"
)
_STOPPED = (
    "am pm us usa uk eu un uu ee eeuu eg ie ps pd po pe pta pto ptsa ap ib id dob ss ssn aka ba bs rn do md phd edd dc ny nj nc sc nd sd "
    "nm nh wv ri la ged gpa iq tv vp ceo asap rsvp fyi ok ot pt slp iep nw ne sw se na nb rip hs ms er mri icu st rd jv ell esl "
    "stem rotc dare wic cps lol tb hiv vs oj rv"
)
_WITH_STOPS = frozenset(_STOPPED.split())
"""What is also written with full stops ("P.E."); other letters with full stops are a person's."""
_ABBREVIATIONS = frozenset(f"{_STATES} {_SCHOOL} {_EVERYDAY}".split())
_LITTLE = (
    "ok pm am ps ty id us it no go tv to so do is in on at up we me my he if of or as an by be hi ya si se de la el un te le lo al en "
    "es su mi tu ni da va yo ay oh ha ja lol omg thx btw fyi asap iep pta pto usa tia jk np idk pdf app url pin cps dmv gpa esl ell sat "
    "act fin bye xo yes ten her him you and the que por con sin las los una mas ver eso"
)
_NEVER_SIGNED = frozenset(_LITTLE.split())
"""Short words that end a message without being anybody's initials."""
_DOTTED = regex.compile(r"(?<![\w.@/'’-])(?:\p{L}(?:\.\p{L}){1,2}\.?(?![\w@]|\.\w)|\p{Lu}\. \p{Lu}\.(?! ?\w\.))")
_AFTER_A_NUMBER = regex.compile(r"\d\s?$|\d\s?-\s?$")
_BEFORE_A_NUMBER = regex.compile(r"\s?(?:#\s?)?\d")
_SIGN_OFF = regex.compile(
    r"(?:\b(?:than+ks?|thank\s?(?:you|u)|thx|tx|thnx|tks|ty|sincerely|regards|wishes|best|respectfully|cheers|love|cordially|g+r+a+c*i+as|grax|saludos|"
    r"att?e?|atentamente|cordialmente|bendiciones|abrazos?|antemano|signed|firma(?:do)?|sent\s+by)\b[\s,.!;:-]*|(?<![\w-])[-~*]{1,3}\s*|\n\s*)$",
    _FLAGS,
)
_SENTENCE = regex.compile(r"(?:[.!?)\]]\s+|,\s*|\s{2,})$")
_TAIL = regex.compile(r"[.\s!)]*(?:$|\n\s*$|(?:(?:cell|tel|ph(?:one)?|c)\b\W*)?[+(]?\d[\d\s().-]{6,}\s*$)")
_STRICT_TITLE = r"(?:mr|mrs|ms|mx|dr)"
_LOOSE_TITLE = (
    r"(?:miss|coach|profe|prof|maestr[oa]s?|profesora?|se[nñ]or(?:a|ita)?|sra?|srta|teacher|nurse|counselor|principal|enfermer[oa]|entrenadora?|"
    r"consejer[oa]|directora?|doctora?|do[nñ]a?|mister|missus)"
)
_TITLED = regex.compile(
    rf"(?<![\w.])(?:(?P<strict>{_STRICT_TITLE})|{_LOOSE_TITLE})\b\.?[ \t]+(?P<letter>\p{{L}})(?P<dot>\.)?(?!\w|['’](?!s\b)|\.\w)", _FLAGS
)
_VOWELS = frozenset("aeiouyáéíóú")
_SMALL_WORDS = _VOWELS | frozenset("nqkdxwr")
"""Letters that stand for a word in quick writing ("la maestra q me dijo", "coach n me")."""


def find(text: str, words: Sequence[Word], cued: Collection[int]) -> list[Span]:
    """Initials that stand for a person. `cued` are the places where a strong cue says that a name begins."""
    published = [(word.start, word.end) for word in words if word.is_protected]
    found = _titled(text, words) + _dotted(text) + _signed(text, words) + _bare(text, words, cued)
    return [span for span in found if not any(span.start < end and start < span.end for start, end in published)]


def _titled(text: str, words: Sequence[Word]) -> list[Span]:
    capitals = {word.start for word in words if word.is_capital}
    found: list[Span] = []
    for match in _TITLED.finditer(text):
        letter = match["letter"].lower()
        is_small = match.start("letter") not in capitals and not match["strict"] and letter in _SMALL_WORDS
        if match["dot"] is None and (letter == "i" or is_small):
            continue
        found.append(Span(match.start("letter"), match.end("letter"), "STAFF", 0.8))
    return found


def _dotted(text: str) -> list[Span]:
    found: list[Span] = []
    for match in _DOTTED.finditer(text):
        letters = regex.sub(r"\P{L}", "", match.group()).lower()
        if letters in _WITH_STOPS:
            is_clock = letters in {"am", "pm"} and _AFTER_A_NUMBER.search(text, max(0, match.start() - 3), match.start())
            is_one_of_two = letters in {"am", "pm"} and match.group()[0].isupper() and _beside_initials(text, match.start(), match.end())
            if is_clock or not (is_one_of_two or _is_signature(text, match.start(), match.end(), letters)):
                continue
        elif text[max(0, match.start() - 3) : match.start()].lower().lstrip().startswith(("a ", "an ")):
            continue  # "an E.D. form"
        elif len(letters) > 2 and lexicon().is_word(letters):
            continue  # "Watch D.O.G."
        elif _AFTER_A_NUMBER.search(text, max(0, match.start() - 3), match.start()) and _BEFORE_A_NUMBER.match(text, match.end()):
            continue
        found.append(Span(match.start(), match.end(), "PERSON", 0.7))
    return found


_JOINED_BEFORE = regex.compile(r"(?:^|\W)\p{Lu}\.\p{Lu}\.?\s*(?:and|&|y|,)\s*$")
_JOINED_AFTER = regex.compile(r"\.?\s*(?:and|&|y|,)\s*\p{Lu}\.\p{Lu}\b")


def _beside_initials(text: str, start: int, end: int) -> bool:
    """Whether other initials are joined to these ("T.L. and A.M.")."""
    return _JOINED_BEFORE.search(text, max(0, start - 12), start) is not None or _JOINED_AFTER.match(text, end) is not None


def _is_signature(text: str, start: int, end: int, letters: str) -> bool:
    """Whether letters stand alone at the end of a message, behind a sign-off, a dash, a line break or a whole sentence."""
    if letters in _NEVER_SIGNED and "." not in text[start:end]:
        return False
    if letters in {"ps", "pd"} or not _TAIL.match(text, end):
        return False
    if _SIGN_OFF.search(text, max(0, start - 24), start):
        return True
    ending = _SENTENCE.search(text, max(0, start - 4), start)
    if ending is None or len(letters) != 2 or not text[start].isupper():
        return False
    return not ending.group().startswith(",") or letters not in _ABBREVIATIONS


def _signed(text: str, words: Sequence[Word]) -> list[Span]:
    """Two or three letters without dots at the end, and a single one behind a dash or a sign-off."""
    found: list[Span] = []
    for word in words[-2:]:
        if not 1 <= len(word.text) <= 3 or not word.text.isalpha() or (word.is_ordinary and not word.text.isupper()):
            continue
        if len(word.text) == 1 and not (word.text.isupper() and _SIGN_OFF.search(text, max(0, word.start - 24), word.start)):
            continue
        if len(word.text) == 3 and not (word.text.isupper() and word.low not in _ABBREVIATIONS):
            continue
        if _is_signature(text, word.start, word.end, word.low):
            found.append(Span(word.start, word.end, "PARENT", 0.7))
    return found


_JOINED = regex.compile(r"\s*(?:&|and|y|\+|/|,)\s*")
_ACTS = regex.compile(
    r"(?:'s)?\s+(?:was|were|is|are|has|had|says?|said|got|gets|needs?|went|told|hit|pushed|lives?|rides?|wants?|left|lost|will|did|does|"
    r"est[aá]n?|fue|tiene|dice|dijo|quiere|va)\b",
    _FLAGS,
)


def _end_of_pair(text: str, words: Sequence[Word], index: int) -> int:
    """Where these initials end, or others that are joined to them ("CK & MK")."""
    joint = _JOINED.match(text, words[index].end)
    following = words[index + 1] if index + 1 < len(words) else None
    if joint is None or following is None or joint.end() != following.start:
        return words[index].end
    is_pair = len(following.text) == 2 and following.text.isupper() and following.low not in _ABBREVIATIONS
    return following.end if is_pair else words[index].end


def _bare(text: str, words: Sequence[Word], cued: Collection[int]) -> list[Span]:
    """Two capitals without dots that act as people do, stand behind a strong cue, or read like a name ("TJ says", "my son KV")."""
    if sum(word.text.isupper() and len(word.text) > 1 for word in words) * 3 > max(6, len(words)):
        return []
    found: list[Span] = []
    for index, word in enumerate(words):
        if len(word.text) != 2 or not word.text.isupper() or not word.text.isascii() or word.low in _ABBREVIATIONS or word.is_listed:
            continue
        end = _end_of_pair(text, words, index)
        does = _ACTS.match(text, end) is not None
        if word.start in cued or word.name >= 0.5 or (does and (word.name >= 0.1 or end > word.end)):
            found.append(Span(word.start, word.end, "PERSON", 0.7))
    return found
