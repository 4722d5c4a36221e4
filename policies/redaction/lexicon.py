"""What is known of single words: ordinary words, given names, family names; and words that are a slip away from an ordinary one."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ACCENTS = str.maketrans("áéíóúüàèìòùâêîôûäëïöçñ", "aeiouuaeiouaeiouaeiocn")

# Endings of Spanish verbs and nouns that names hardly have. Source: RAE, Nueva gramática, chapters 4 and 5.
_SPANISH_ENDINGS = (
    "aron", "ieron", "aban", "ían", "ando", "iendo", "amos", "emos", "imos", "aremos", "arán", "erán", "irán", "aría", "ería", "iría",
    "mente", "ción", "ciones", "cion", "dades", "idad", "ados", "adas", "idos", "idas", "ándo", "arme", "arlo", "arla", "arle", "arse",
    "erlo", "erla", "irse", "iste", "aste", "ancia", "encia", "miento", "mientos", "ismo", "istas", "adora", "edora", "tivo", "tiva",
)  # fmt: skip
_WITH_PRONOUN = re.compile(
    r"(?P<infinitive>\w+[aei]r)(?:me|te|se|nos|les?|l[oa]s?|(?:me|te|se|nos)l[oa]s?)|"
    r"\w*[áéíóú]\w*[ae]n?(?:me|te|se|nos|les?|l[oa]s|(?:me|te|se|nos)l[oa]s?)"
)
"""An infinitive or a command with pronouns behind it ("darlo", "mándeme"); a command bears an accent. Source: RAE, gramática, 16.4."""
_FUTURE = re.compile(r"(?P<infinitive>\w*[aei]r)(?:á|é|án|ás|emos|ía|ían)")
_PREFIXES = (
    "anti", "auto", "bio", "co", "contra", "counter", "cyber", "de", "des", "extra", "fore", "hyper", "inter", "intra", "micro", "mid",
    "mini", "mis", "multi", "non", "out", "over", "post", "pre", "re", "self", "semi", "sobre", "socio", "step", "sub", "super", "tele",
    "trans", "un", "under", "video",
)  # fmt: skip
"""What begins words that no list holds ("intradistrict", "cyberbullying"). Source: Merriam-Webster, combining forms."""
_ENGLISH_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "r",
    "rs",
    "ly",
    "ness",
    "less",
    "able",
    "y",
    "ful",
    "ish",
    "est",
    "ment",
    "tion",
    "ize",
    "izes",
    "ized",
)
MIN_RARE_CHARS = 8
"""A rare word this long is nobody's name in lower case; shorter ones may be a name of a language that the lists know little of."""
_NAME_STARTS = frozenset(
    ["da", "de", "del", "des", "di", "du", "fitz", "ja", "jo", "ka", "la", "le", "mac", "mc", "o", "san", "st", "ste", "te", "van", "von"]
)
"""What begins a surname with a capital inside, and a new given name."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzáéíóúñ"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case word sets. `words` are ordinary words of both languages."""

    words: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    school: frozenset[str]
    everyday: frozenset[str]
    function: frozenset[str]
    word_names: frozenset[str]
    rare: frozenset[str]
    """Rarer words, without accents: no name by themselves, but no frequent word that a slip may have turned into another."""
    longest: int
    """Code points of the longest ordinary word: what is longer by two is a slip of none."""

    def is_word(self, word: str) -> bool:
        """Whether this is an ordinary English or Spanish word, inflected forms included."""
        low = word.lower().rstrip("'")
        if low in self.words or low in self.everyday:
            return True
        if len(low) >= 7 and low.endswith(_SPANISH_ENDINGS) and low not in self.given and low not in self.family:
            return True
        if len(low) >= 5 and low.endswith(("ó", "é")) and _plain(low) not in self.given and _plain(low) not in self.family:
            return True
        if self._is_spanish_verb(low) or self._is_preterite(low):
            return True
        bare = low.removesuffix("'s")
        if bare in self.words or bare in self.everyday or _plain(low) in self.rare or self._is_compound(low):
            return True
        return "-" in low and all(part in self.words or part in self.everyday or not part for part in low.split("-"))

    def _is_spanish_verb(self, low: str) -> bool:
        """Whether this is a verb with pronouns or in the future: forms that no list holds in full."""
        match = _FUTURE.fullmatch(low) or (_WITH_PRONOUN.fullmatch(low) if len(low) > 4 else None)
        if match is None or _plain(low) in self.given or _plain(low) in self.family:
            return False
        stem = match["infinitive"]
        return stem is None or stem in self.words or stem in self.rare

    def _is_preterite(self, low: str) -> bool:
        """Whether this is the past of a verb that is listed ("pasé", "comí"), and no name."""
        if not low.endswith(("é", "ó", "í")) or _plain(low) in self.given or _plain(low) in self.family:
            return False
        return any(low[:-1] + ending in self.words or low[:-1] + ending in self.rare for ending in ("ar", "er", "ir"))

    def _is_inflected(self, low: str) -> bool:
        stems = [low.removesuffix(ending) for ending in _ENGLISH_ENDINGS if low.endswith(ending)]
        if any(len(stem) >= 3 and (stem in self.words or stem + "e" in self.words) for stem in stems):
            return True
        return len(low) >= 5 and low.endswith(("ó", "é", *_SPANISH_ENDINGS))

    def _is_compound(self, low: str) -> bool:
        if len(low) < 9 or not low.startswith(_PREFIXES):
            return False
        rests = [low.removeprefix(prefix) for prefix in _PREFIXES if low.startswith(prefix)]
        return any(len(rest) >= 5 and rest in self.words for rest in rests)

    def is_made_of_words(self, word: str) -> bool:
        """Whether this is a product or a code with capitals inside: of ordinary words ("TalkingPoints") or of letters ("MenACWY")."""
        parts = re.findall(r"[^\W\d_a-zà-ÿ]?[a-zà-ÿ]+|[^\W\d_a-zà-ÿ]+", word)
        if len(parts) < 2 or not word.isalpha():
            return False
        if all(self.is_word(part) and not self.is_listed_name(part) for part in parts) or any(
            part.isupper() and len(part) > 2 for part in parts[1:]
        ):
            return True
        if any(self.is_listed_name(part) and not self.is_word(part) for part in parts):
            return False  # "DeShawn", "AnaMaria"
        if parts[0].lower() in _NAME_STARTS or all(self.is_listed_name(part) for part in parts):
            return False  # "VanDyke", "RoseHope"
        return sum(len(part) for part in parts if len(part) > 3 and part.lower() in self.words) * 2 > len(word)

    def is_function_word(self, word: str) -> bool:
        """Whether this is a word that is hardly ever a name, however it is written."""
        return word.lower() in self.function

    def is_school_word(self, word: str) -> bool:
        """Whether this is a word of school administration, which is hardly ever a name."""
        low = word.lower().removesuffix("'s")
        return low in self.school or low in self.everyday

    def is_given(self, word: str) -> bool:
        """Whether this is a known given name."""
        return _plain(word) in self.given

    def is_family(self, word: str) -> bool:
        """Whether this is a known family name."""
        return _plain(word) in self.family

    def is_listed_name(self, word: str) -> bool:
        """Whether this stands in a name list, hyphenated parts included."""
        plain = _plain(word)
        if plain in self.given or plain in self.family:
            return True
        parts = [part for part in plain.replace("'", "-").split("-") if part]
        return len(parts) > 1 and any(part in self.given or part in self.family for part in parts if len(part) > 1)

    def is_plain_word(self, word: str) -> bool:
        """Whether this is an ordinary word that hardly anybody is named after: in lower case it is no name ("hoodies", "fever")."""
        low = word.lower().removesuffix("'s")
        if low in self.word_names or self.is_listed_name(word):
            return False
        if not self.is_word(word):
            return False
        return len(low) >= MIN_RARE_CHARS or low in self.words or _plain(low) not in self.rare or self._is_inflected(low)

    def is_swapped_word(self, word: str) -> bool:
        """Whether two neighbouring letters swapped back make an ordinary word that nobody is named after ("mtoher")."""
        low = word.lower()
        if not 5 <= len(low) <= self.longest or low in self.given or low in self.family or self.is_word(low):
            return False
        turned = (low[:i] + low[i + 1] + low[i] + low[i + 2 :] for i in range(len(low) - 1))
        return any((one in self.words or len(one) >= MIN_RARE_CHARS) and self.is_plain_word(one) for one in turned)

    def is_slip_of_word(self, word: str) -> bool:
        """Whether two neighbouring letters swapped, or one dropped, doubled or mistyped, turn this into a frequent word."""
        low = word.lower()
        if not 4 <= len(low) <= self.longest + 1 or low in self.given or low in self.family:
            return False
        cuts = [(low[:i], low[i:]) for i in range(len(low) + 1)]
        if any(a + b[1] + b[0] + b[2:] in self.words for a, b in cuts if len(b) > 1):
            return True
        if len(low) >= 5 and any(a + b[1:] in self.words for a, b in cuts if b):
            return True
        if any(a + letter + b in self.words for a, b in cuts if a for letter in _LETTERS):
            return True
        return len(low) >= 8 and any(a + letter + b[1:] in self.words for a, b in cuts if a and b for letter in _LETTERS)


def without_accents(low: str) -> str:
    """A word in lower case as it is written without accents."""
    return low.translate(_ACCENTS)


def _plain(word: str) -> str:
    return without_accents(word.lower().removesuffix("'s"))


def read_list(name: str) -> frozenset[str]:
    """The lines of one shipped list."""
    text = files("policies.redaction").joinpath("lists", name).read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line)


@cache
def lexicon() -> Lexicon:
    """The shipped lists, read once (about 0.05 s). Source: `lists/README.md`."""
    school = read_list("school_words.txt") | read_list("known_things.txt")
    everyday, function = read_list("everyday_words.txt"), read_list("function_words.txt")
    words = read_list("words_en.txt") | read_list("words_es.txt") | school | everyday | function
    return Lexicon(
        words=words,
        rare=read_list("rare_words_en.txt") | read_list("rare_words_es.txt"),
        given=read_list("given_names.txt"),
        family=read_list("family_names.txt"),
        school=school,
        everyday=everyday,
        function=function,
        word_names=read_list("word_names.txt"),
        longest=max(map(len, words)),
    )
