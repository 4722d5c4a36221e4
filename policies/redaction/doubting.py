"""What the second look doubts: writing that neither pass can read in full, and details that only together point to one child.

The first is masked as far as it is seen, and the message is held for a person; the second is a warning to the person who asks. Doubts and
warnings are codes, never words of the message. Source: issue 4; 34 CFR 99.31(b)(1) ("reasonable determination that a student's identity is
not personally identifiable ... taking into account other reasonably available information").
"""

from collections.abc import Callable, Sequence

import regex

from policies.redaction.spans import Span

MAX_UNREAD_CHARS = 12
"""Letters of another script that may be masked without holding the message: a name. More is a part of the message that nobody read."""

_SPELLED = regex.compile(
    r"(?<![\w.@-])(?:\p{L}[ ]?[-_*~·|/][ ]?){3,}\p{L}(?![\w-])|(?<![\w.'’-])(?:\p{L} ){4,}\p{L}(?![\w'’-])"
    r"|(?<![\w.])(?:\p{L}\.[ ]?){5,}\p{L}?(?!\w)"
)
_GRADES_IN_A_ROW = regex.compile(r"(?i)(?:[a-f][\W_]*)+|(?:[a-z][\W_]*)*a[\W_]*b[\W_]*c[\W_]*d(?:[\W_]*[a-z])*")
_ENCODED = regex.compile(
    r"(?<![\w/@.-])(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[a-z])(?=[A-Za-z0-9+/_-]*[A-Z])[A-Za-z0-9+/_-]{24,}={0,2}(?![\w/])"
    r"|(?:%[0-9A-Fa-f]{2}){4,}|(?:\\u[0-9A-Fa-f]{4}){3,}|(?<!\w)(?:[01]{8}[ ]?){3,}(?!\w)"
)
_OTHER_SCRIPT = regex.compile(r"(?V1)[\p{L}--\p{Latin}][\p{L}\p{M}--\p{Latin}]*(?:[ ·・]?[\p{L}\p{M}--\p{Latin}]+)*")

_GRADE = regex.compile(
    r"(?i)\b(?:(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)[\s-]+grade[r]?|grade\s+\d{1,2}|kindergart\w+|"
    r"pre-?k|freshman|sophomore|junior|senior|(?:primer|segundo|tercer|cuarto|quinto|sexto|s[eé]ptimo|octavo|noveno)(?:\s+grado)?|\d{1,2}\s?(?:er|do|to|mo|vo|no)\s+grado|k[ií]nder)\b"
)
_COMMON = regex.compile(
    r"(?i)\b(?:fevers?|fiebre|flu|gripe|gripa|colds?|coughs?|tos|strep|asthma|asma|allerg\w+|al[eé]rgic\w+|alergia\w*|adhd|add|tdah|anxiety|ansiedad|"
    r"inhaler\w*|inhalador\w*|headaches?|migraines?|lice|piojos|covid|sick|vomit\w*|stomach|ear|throat|tylenol|ibuprofen\w*|epi-?\s?pen\w*)\b"
)
_RARE = regex.compile(
    r"(?i)\b(?:the\s+)?only\s+(?:\w+\s+){0,2}?(?:girl|boy|student|child|kid|one|black|hispanic|asian|muslim|jewish|native|white|deaf|blind|autistic)\b|"
    r"\bla?\s+[uú]nic[oa]\s+(?:\w+\s+)?(?:niñ[oa]|alumn[oa]|estudiante)\b|"
    r"\b(?:refugees?|asylum|immigrants?|undocumented|green\s+card|deport\w+|refugiad[oa]s?|asilo|inmigrantes?)\b|"
    r"\b(?:came|arrived|moved|fled|llegamos|llegó|vino|venimos)\s+(?:here\s+)?(?:from|de)\s+\p{Lu}\p{L}+|"
    r"\b(?:triplets|quadruplets|trillizos|adopted|adoptad[oa]|foster|wheelchair|silla\s+de\s+ruedas|prosthe\w+|pr[oó]tesis|service\s+dog|transgender|pregnant|embarazada)\b"
)


def masked(text: str, taken: Sequence[tuple[int, int]]) -> list[Span]:
    """What cannot be read and is masked where it stands. `taken` are stretches that stay (published, stand-ins)."""
    found = [Span(match.start(), match.end(), "OTHER_ID", 0.4) for match in _ENCODED.finditer(text)]
    found += [
        Span(match.start(), match.end(), "PERSON", 0.4)
        for match in _SPELLED.finditer(text)
        if not _GRADES_IN_A_ROW.fullmatch(match.group())
    ]
    found += [Span(match.start(), match.end(), "UNREAD", 0.4) for match in _OTHER_SCRIPT.finditer(text) if len(match.group()) > 1]
    return [span for span in found if not any(span.start < high and low < span.end for low, high in taken)]


def doubts(plain: str) -> tuple[str, ...]:
    """Why a message of a language that is read should still be looked at by a person: codes, in the order of their weight."""
    codes: list[str] = []
    if any(not _GRADES_IN_A_ROW.fullmatch(match.group()) for match in _SPELLED.finditer(plain)):
        codes.append("spelled_out")
    if _ENCODED.search(plain):
        codes.append("encoded")
    if sum(len(match.group()) for match in _OTHER_SCRIPT.finditer(plain)) > MAX_UNREAD_CHARS:
        codes.append("other_script")
    return tuple(codes)


def warnings(plain: str, spans: Sequence[Span], *, names_school: Callable[[str], bool]) -> tuple[str, ...]:
    """`quasi_identifier` where a school, a grade and something rare stand together: the condition may be hidden, the child still known."""
    if not _GRADE.search(plain):
        return ()
    is_rare = any(span.kind in {"HEALTH", "SPECIAL_EDUCATION"} and not _COMMON.search(plain, span.start, span.end) for span in spans)
    return ("quasi_identifier",) if (is_rare or _RARE.search(plain)) and names_school(plain) else ()
