"""Whether a word opens a name, goes on with one, or is likely to be one: what cues, lists and probabilities say of single words."""

import re
from collections.abc import Sequence

from policies.redaction.lexicon import lexicon
from policies.redaction.recognizers import after_names, name_cues
from policies.redaction.recognizers.name_limits import MONTHS_AND_SEASONS, NameThresholds, is_titled, school_limit
from policies.redaction.words import Word

MAX_NAME_WORDS = 5
_CUED_ORDINARY = 0.08
"""Least probability of an ordinary word in capitals after a strong cue ("the Parent Teacher Organization" is nobody)."""
_SUFFIX = re.compile(r",? (?:Sr|Jr|III?)\b")
"""What stands only behind a whole name ("Buck Early Sr.")."""
_LETTER_WORDS = frozenset("aeiouyáéíóún")
"""Letters that are words of their own behind a name ("ana y luis", "tim n me")."""
_NEXT_CHILD = re.compile(r",\s+\w+,?\s+(?:K\b|[Pp]re|\d{1,2}(?:st|nd|rd|th)\b)")
_DAY_OF_MONTH = re.compile(r"\s+\d{1,2}(?:st|nd|rd|th)?\b")
_BEFORE_A_NAME = re.compile(
    rf"(?i){name_cues.ADULT}|{name_cues.CHILD}|{name_cues.OTHER}|{name_cues.STAFF}|mrs?|ms|miss|mx|dr|sra?|srta|señor(?:a|ita)?|don|doña|"
    r"thanks?|thank|thx|gracias|hi|hello|hey|hola|dear|estimad[oa]s?|querid[oa]s?|sincerely|atentamente|saludos|regards|from|de|call|tell|"
    r"ask|may|will|can|and|y|with|con|is|for|para|to|by|por|i|a|the|el|la"
)
"""What stands before a name without being part of it."""
_ENDS_MESSAGE = re.compile(
    r"(?:[ '-][^\W\d_][\w'-]*){0,3}(?:[.,]?\s*(?:[+(]?\d[\d\s().-]{6,}[^\n]{0,12})?\s*(?:\Z|\n)|"
    r",\s*(?:(?:the|la|el|his|her|su)\s+)?(?:mam[aá]|pap[aá]|madre|padre|mother|mom|dad|father|t[ií][ao]|abuel[ao]|parent|guardian)\b)"
)
OFFICES = frozenset(
    [
        "registrar", "superintendent", "transportation", "attendance", "enrollment", "admissions", "office", "district", "school",
        "team", "staff", "everyone", "everybody", "teacher", "teachers", "principal", "counselor", "counselors", "nurse",
        "secretary", "coordinator", "administration", "administrator", "administrators", "board", "nutrition", "cafeteria",
        "payroll", "sir", "madam", "ladies", "gentlemen", "parents", "families", "neighbors", "friends", "all", "there", "again",
        "registrars", "librarian", "webmaster", "helpdesk", "support", "maintenance", "facilities", "dispatch", "records",
        "registration", "student", "students", "guidance", "secretaria", "secretario", "directora", "director", "maestra",
        "maestro", "maestras", "maestros", "profesora", "profesor", "profesores", "consejera", "consejero", "enfermera",
        "enfermero", "oficina", "escuela", "distrito", "transporte", "asistencia", "superintendente", "coordinadora", "coordinador",
        "administradora", "administrador", "equipo", "todos", "todas", "señores", "señoras", "señora", "señor", "familias",
        "padres", "inscripciones", "registradora", "encargada", "encargado", "subdirectora", "subdirector", "trabajadora",
        "psicóloga", "psicologa", "intérprete", "interprete", "bibliotecaria", "recepcionista", "antemano",
    ]
)  # fmt: skip
"""Offices and posts that are greeted, written to and thanked, and are nobody's name."""
_SHORTENED = frozenset(
    ["st", "ste", "sta", "sto", "ma", "fco", "gpe", "jr", "sr", "wm", "chas", "geo", "jos", "alex", "rev", "dr", "md", "mohd", "muhd"]
)
"""Parts of names that are written short, with a full stop ("Ma. Elena", "St. Cyr")."""
ABBREVIATED = frozenset({"st", "ste", "md", "mohd", "muhd"})


class NameWords:
    """The words of one message as parts of names."""

    def __init__(self, text: str, words: Sequence[Word], thresholds: NameThresholds) -> None:
        self._text = text
        self._words = words
        self._thresholds = thresholds
        self._at = {word.start: index for index, word in enumerate(words)}

    def _read_name(self, index: int, strength: int) -> int | None:
        """Index after the last word of a name that begins here, or None."""
        first = self._words[index]
        if not self._opens_name(first, strength, index):
            return None
        stop = index + 1
        while stop < len(self._words) and stop - index < MAX_NAME_WORDS and self._continues_name(stop):
            stop += 1
        while stop > index + 1 and self._words[stop - 1].low in name_cues.PARTICLES and not self._words[stop - 1].is_capital:
            stop -= 1
        return stop

    def _opens_name(self, word: Word, strength: int, index: int) -> bool:
        limits = self._thresholds
        if word.is_protected and strength < 2:
            return False
        if word.low in OFFICES or self._is_post(word) or (word.low in MONTHS_AND_SEASONS and _DAY_OF_MONTH.match(self._text, word.end)):
            return False
        if strength == 3 and word.is_capital and not word.is_protected and (not word.is_function or word.is_listed or word.name >= 0.3):
            return True
        if (strength >= 2 or word.name >= 0.5) and word.low in name_cues.PARTICLES and self._is_particle_of_name(index):
            return True
        if len(word.text) == 1 and (word.is_capital or not word.is_school):
            return self._is_initial(index)
        if word.is_function:
            return word.is_listed and (
                word.name >= (0.3 if word.is_capital else 0.9) or (strength >= 2 and word.is_capital and not word.opens_sentence)
            )
        if word.is_school:
            after = self._beside(index)[1]
            is_before_name = after is not None and word.is_capital and after.is_capital and after.name >= 0.5
            return strength >= 2 and word.name >= (0.1 if is_before_name else school_limit(word, strength))
        if strength >= 2:
            if word.is_capital and not word.opens_sentence:
                return not word.is_ordinary or word.is_used_as_name or word.name >= _CUED_ORDINARY or self._is_followed_by_name(index)
            if not word.is_ordinary:
                return word.is_listed or not word.is_slip or word.name >= 0.15
            return word.name >= (0.15 if word.is_listed else 0.3 if word.is_used_as_name else 0.6)
        if word.is_ordinary and word.is_used_as_name and word.is_capital and not word.opens_sentence:
            return word.name >= (0.3 if word.low in MONTHS_AND_SEASONS else 0.5 if is_titled(self._beside(index)) else 0.03)
        if word.is_ordinary:
            return word.name >= (limits.listed * 3 if word.is_listed and word.is_capital else limits.ordinary)
        if word.is_listed:
            return word.is_capital or word.name >= limits.listed / 2
        if word.is_unknown and word.is_capital and not word.opens_sentence:
            return word.name >= 0.02
        return word.name >= (max(limits.ordinary, 0.75) if word.is_slip else limits.unknown / 2)

    def _is_post(self, word: Word) -> bool:
        """Whether a word that is also a name says here what somebody is ("Dean of Students")."""
        return word.low == "dean" and self._text.startswith(" of ", word.end)

    def _is_initial(self, index: int) -> bool:
        word = self._words[index]
        if word.text == "K" and self._text[word.start - 2 : word.start] == ", ":
            return False  # kindergarten, behind a child's name
        after = self._text[word.end : word.end + 1]
        if index + 1 >= len(self._words) or (word.low in {"a", "i", "y", "o", "e"} and after != "."):
            return False
        following = self._words[index + 1]
        gap = self._text[word.end : following.start]
        if gap == ". " and following.low in name_cues.PARTICLES and self._is_particle_of_name(index + 1):
            return True
        return (gap in {". ", "."} and following.name >= 0.1) or (
            gap in {". ", ".", " "} and word.is_capital and self._is_likely(following)
        )

    def _is_before_initial(self, index: int) -> bool:
        """Whether one capital letter, and nothing of a name, follows ("Marquise H")."""
        after = self._beside(index)[1]
        return self._words[index].is_capital and after is not None and len(after.text) == 1 and after.text.isupper() and after.text != "I"

    def _is_part_before(self, index: int) -> bool:
        """Whether the word before this one, which belongs to a name, belongs to it too."""
        before = self._words[index - 1]
        gap = self._text[before.end : self._words[index].start]
        if before.low in ABBREVIATED and gap in {". ", ".  "}:
            return True
        if before.is_protected:
            return False
        if len(before.text) == 1 and (gap in {". ", "."} or (gap == " " and before.low not in {"a", "e", "i", "o", "y"})):
            return True
        return gap in (" ", "-") and (
            (before.is_capital and not before.opens_sentence and self._is_likely(before))
            or (before.is_capital and before.is_used_as_name and not before.is_unlikely)
            or (before.is_capital == self._words[index].is_capital and before.is_unknown)
            or self._is_odd_first(index - 1)
        )

    def _joined_before(self, index: int) -> int | None:
        """The word that "and" joins to the name at this one, when both look alike ("Bee and Choua Lo")."""
        if index < 2 or self._words[index - 1].low not in {"and", "y", "e"}:
            return None
        word, following = self._words[index - 2], self._words[index]
        if self._text[word.end : following.start].lower() not in {" and ", " y ", " e "} or word.is_protected or word.is_function:
            return None
        return index - 2 if word.is_capital and following.is_capital and word.name >= 0.2 else None

    def _is_bare_owner(self, word: Word) -> bool:
        """Whether a name with an "s" owns what follows ("bridgets uniform", "aces state insurance")."""
        stem = word.low.removesuffix("s")
        if word.is_protected or len(stem) < 3 or stem == word.low or not after_names.OWNS.match(self._text, word.end):
            return False
        known = lexicon()
        is_name = known.is_given(stem) or stem in known.word_names
        return (is_name and word.name >= 0.2) or (not word.is_ordinary and not word.is_slip and not known.is_word(stem))

    def _is_odd_first(self, index: int) -> bool:
        """Whether a word before a found name belongs to it though it is an ordinary one elsewhere ("Saw Eh", "Dot Kessler", "pa houa")."""
        word, following = self._words[index], self._words[index + 1]
        if len(word.text) < 2 or word.is_capital != following.is_capital or _BEFORE_A_NAME.fullmatch(word.text):
            return False
        if word.name >= (0.1 if word.is_capital or not word.is_school else 0.3) or (word.low == "my" and word.is_capital):
            return True
        return word.is_capital and word.opens_sentence and _ENDS_MESSAGE.match(self._text, following.end) is not None

    def _is_between(self, index: int) -> bool:
        """Whether a word between two found names is a part of one long name ("jean baptiste pierre")."""
        word = self._words[index]
        before, after = self._beside(index)
        return before is not None and after is not None and not word.is_function and not word.is_protected and word.name >= 0.03

    def _is_followed_by_name(self, index: int) -> bool:
        if index + 1 >= len(self._words):
            return False
        following = self._words[index + 1]
        return self._text[self._words[index].end : following.start] == " " and following.is_capital and self._is_likely(following)

    def _continues_name(self, index: int) -> bool:
        word, before = self._words[index], self._words[index - 1]
        gap = self._text[before.end : word.start]
        if gap not in (" ", "  ", ". ", ".  ", "-", " (", ' "', '" ', ") ") or word.is_protected:
            return False
        is_abbreviated = len(word.text) == 1 and self._text[word.end : word.end + 1] == "."
        if word.low in name_cues.PARTICLES and not (is_abbreviated and word.is_capital):
            return self._is_particle_of_name(index)
        if is_abbreviated:
            return (
                word.is_capital or word.name >= 0.2 or (before.text != before.low and self._text[word.end + 1 : word.end + 2] in {"", "\n"})
            )
        if len(before.text) == 1 and gap.startswith("."):
            return not word.is_function
        if gap == " " and self._is_odd_last(index):
            return True
        if gap.startswith(".") and before.low not in _SHORTENED:
            return "." in before.text and word.is_capital and not word.is_unlikely and self._is_likely(word)
        if len(word.text) == 1 and word.text != "I" and "." not in gap:
            return not self._is_kindergarten(index) and (word.is_capital or word.name >= 0.2 or word.low not in _LETTER_WORDS)
        if word.is_capital and _SUFFIX.match(self._text, word.end):
            return True
        if word.is_school:
            is_inside = word.is_function and word.is_capital and word.name >= 0.03 and self._is_followed_by_name(index)  # "Jesús Us Chitic"
            return is_inside or word.name >= (0.1 if word.is_capital else 0.9 if "(" in gap else 0.2)
        if word.is_function and gap == " " and word.name >= 0.7:
            return True  # "htoo say"
        if word.is_function:
            return word.is_capital and (
                (word.is_listed and word.name >= 0.1)
                or (
                    len(word.text) > 1
                    and gap == " "
                    and before.is_capital
                    and (before.is_listed or not before.is_ordinary or before.name >= 0.3)
                )
            )
        if word.is_capital:
            return not word.is_ordinary or word.is_listed or word.name >= 0.05
        if before.is_capital and not word.is_capital:
            return word.name >= 0.5
        if word.is_ordinary:
            return word.name >= (0.1 if word.is_listed else 0.3)
        return word.is_listed or word.name >= self._thresholds.unknown / 2 or not word.is_slip

    def _is_odd_last(self, index: int) -> bool:
        """Whether a word behind a name closes it: one in no list ("ofelia varnthoki"), or one that ends the clause ("Edna Marsh, who")."""
        word, before, after = self._words[index], self._words[index - 1], self._beside(index)[1]
        if word.is_unknown:
            return (before.is_listed or before.is_unknown) and word.is_capital == before.is_capital
        if word.is_unlikely or word.low in MONTHS_AND_SEASONS or self._text[word.end : word.end + 1] not in {",", ".", ")", ":", ""}:
            return False
        if word.is_slip:
            return before.name >= 0.9
        is_both = before.is_capital and before.is_listed and word.is_capital and not word.text.isupper()
        return is_both and word.low not in OFFICES and word.name >= 0.01 and (after is None or not after.is_capital)

    def _is_kindergarten(self, index: int) -> bool:
        """Whether "K" is the grade behind a whole name or in a list of children with their grades."""
        word = self._words[index]
        if word.text != "K" or self._text[word.end : word.end + 1] == ".":
            return False
        before = self._words[max(0, index - 2) : index]
        is_whole = (
            len(before) == 2 and self._text[before[0].end : before[1].start] == " " and before[0].is_capital and self._is_likely(before[0])
        )
        return is_whole or _NEXT_CHILD.match(self._text, word.end) is not None

    def _is_particle_of_name(self, index: int) -> bool:
        """Whether "de", "de la", "van der" here lead to a further name word."""
        stop = index
        while stop < len(self._words) and self._words[stop].low in name_cues.PARTICLES and stop - index < 3:
            stop += 1
        if stop == len(self._words):
            return False
        gap = self._text[self._words[stop - 1].end : self._words[stop].start]
        if gap.removeprefix("." if self._words[stop - 1].low in ABBREVIATED else "") not in (" ", "  "):
            return False
        following = self._words[stop]
        if stop - index > 1 and index and self._words[index - 1].is_listed and not following.is_ordinary and not following.is_unlikely:
            return True  # "abril de la torre"
        return (
            not following.is_unlikely and self._is_likely(following) and (self._words[index].low not in {"y", "e"} or following.is_capital)
        )

    def _is_likely(self, word: Word) -> bool:
        """Whether a word would be taken for a name with a weak cue."""
        if word.is_unlikely or word.is_protected:
            return False
        if word.is_ordinary:
            return word.name >= (0.05 if word.is_listed else 0.3) or (word.is_listed and word.is_capital and not word.opens_sentence)
        return word.is_listed or word.name >= 0.1 or (word.is_capital and not word.opens_sentence and not word.is_slip)

    def _is_name_like(self, word: Word) -> bool:
        return word.is_listed or word.name >= 0.1 or (not word.is_ordinary and not word.is_slip)

    def _beside(self, index: int) -> tuple[Word | None, Word | None]:
        """The words before and after with nothing but a blank between."""
        word = self._words[index]
        before = self._words[index - 1] if index else None
        after = self._words[index + 1] if index + 1 < len(self._words) else None
        return (
            before if before is not None and self._text[before.end : word.start] == " " else None,
            after if after is not None and self._text[word.end : after.start] == " " else None,
        )
