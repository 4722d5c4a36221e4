"""Draws names, things and words for the messages that the name head is trained on."""

import random
import re
from functools import cache
from importlib.resources import files

from bench.redaction import training_things as things
from policies.redaction import word_counts
from policies.redaction.lexicon import lexicon
from policies.redaction.surface import CALENDAR

SHORT_GIVEN = (
    "Paw Htoo", "Naw Paw", "Eh Doh", "Hser Ku", "Saw Wah", "Moo Paw", "Ler Say", "Eh Ku", "Naw Lah", "Saw Htoo", "Klo Htoo", "Say Paw", "Ku Paw", "Mu Wah", "Shee Nay", "Htee Ler", "Thaw Mu", "Kler Moo", "Eh Paw", "Christ Wah", "Bleh Say", "Naw Mu", "Plo Doh",
    "Pa Chee", "Mai Yer", "Chue Neng", "Kou Meng", "Nhia Pao", "Tou Ger", "Yer Mee", "Bao Nhia", "Pa Kou", "Mai See", "Ka Zoua", "Gao Nou", "Yia Tou", "Pang Der", "See Ya", "Blia Mai", "Fue Chong", "Tou Lue", "Mee Xee", "Kia Sher",
    "My Linh", "Thi Anh", "Bao Chau", "Thu Ha", "Kim Ngan", "Minh Tam", "Duc Huy", "Anh Thu", "Van Long", "Thanh Mai", "Jia Yi", "Wei Min", "Xin Yue", "Zi Hao", "Yu Tong", "Mei Lin", "Min Jun", "Ji Woo", "Seo Yeon", "Ha Eun", "Do Yun",
    "Aye Chan", "Thet Paing", "Su Su", "Nay Lin", "Khin Mya", "Zaw Min", "Mya Thu", "Lal Ram", "Cung Lian", "Van Bik", "Za Hu", "Mang Tha",
    "Jo", "Bo", "Al", "Bea", "Vy", "An", "Oz", "Ty", "Cy", "Lu", "Mo", "Di", "Flo", "Gus", "Ike", "Ned", "Liv", "Pia", "Uma", "Ari", "Ola", "Ute", "Jae", "Koa", "Zev", "Ziv", "Tre", "Dax", "Jax", "Rex", "Lux", "Fox", "Wes", "Mei", "Kai", "Sky", "Jet", "Zen", "Rio", "Eva", "Luz", "Sol", "Mar", "Paz", "Cruz", "Lía", "Noa", "Zoé", "Iñigo", "Ian", "Yae", "Nia", "Aya", "Isa",
)  # fmt: skip
"""Given names of two words and names of few letters, as Karen, Hmong, Vietnamese, Chinese, Korean and Burmese families have them."""
SHORT_FAMILY = (
    "Ho", "Ng", "Vo", "Do", "Le", "Ly", "Oo", "Htoo", "Moo", "Say", "Wah", "Paw", "Doh", "Ku", "Thaw", "Soe", "Win", "Aye", "Her", "Vue", "Thao", "Moua", "Xiong", "Yang", "Lor", "Cha", "Kue", "Hang", "Fang", "Vang", "Chang", "Lo", "Lee", "Song", "Sin", "Oh", "Ma", "Fu", "Hu", "Xu", "Ye", "Hau", "Tho", "Mang", "Bik", "Par", "Tial", "Zo", "Gray", "Wood", "Ray", "Hand", "Bell", "Rose", "Long", "Ball", "Dix", "Lux", "Paz", "Rey", "Gil", "Sáez", "Luz", "Roa", "Cid",
)  # fmt: skip


@cache
def _frequent_words(language: str) -> list[str]:
    """Words of a language that are not seldom in lower case."""
    lists = (files("policies.redaction").joinpath("lists", f"{kind}_{language}.txt") for kind in ("words", "rare_words"))
    words = {word for path in lists for word in path.read_text("utf-8").splitlines()}
    return sorted(word for word in words if len(word) > 2 and word.isalpha() and word.islower() and word_counts.counts(word)[0] > 0.5)


class Names:
    """Draws names of every kind."""

    def __init__(self, rng: random.Random) -> None:
        known = lexicon()
        self._rng = rng
        self.given, self.family = sorted(known.given), sorted(known.family)
        counted = word_counts.every_name()
        self._many_given = sorted(word for word, (given, _) in counted.items() if given)
        self._many_family = sorted(word for word, (_, family) in counted.items() if family)
        self._lower = {language: _frequent_words(language) for language in ("en", "es")}
        self._school = sorted(known.school)
        self._word_names = sorted(known.word_names) + 4 * sorted(CALENDAR)
        self._words = [
            word
            for word in sorted(known.words)
            if 3 <= len(word) <= 9 and not known.is_function_word(word) and not known.is_school_word(word)
        ]
        self._starts: dict[str, list[str]] = {}
        for name in self.given + self.family:
            padded = f"^^{name}$"
            for i in range(len(padded) - 2):
                self._starts.setdefault(padded[i : i + 2], []).append(padded[i + 2])

    def coined(self) -> str:
        """A name that nobody has."""
        out = "^^"
        while not out.endswith("$") and len(out) < 14:
            out += self._rng.choice(self._starts[out[-2:]])
        return out.strip("^$")

    def word(self) -> str:
        """An ordinary word."""
        return self._rng.choice(self._words)

    def frequent_word(self, language: str) -> str:
        """A word of one language as often as not seldom: whatever is written there, in lower case it is no name."""
        return self._rng.choice(self._lower[language])

    def school_word(self) -> str:
        """A word of school administration."""
        return self._rng.choice(self._school)

    def part(self, is_given: bool, is_lower: bool = False) -> str:
        """One name of any kind; in lower case hardly ever an ordinary word."""
        draw = self._rng.random()
        if draw < (0.06 if is_lower else 0.15):
            return self._rng.choice(self._word_names)
        if draw < 0.35:
            return self._rng.choice(self.given if is_given else self.family)
        if draw < 0.72:
            return self._rng.choice(self._many_given if is_given else self._many_family)
        if draw < 0.8:
            return self._rng.choice(SHORT_GIVEN if is_given else SHORT_FAMILY)
        return self.word() if draw < 0.83 and not is_lower else self.coined()

    def person(self, is_lower: bool = False) -> str:
        """A given name, often with a family name."""
        draw = self._rng.random()
        given = self.part(True, is_lower)
        if draw < 0.5:
            return given
        if draw < 0.58:
            return f"{given[0]}. {self.part(False, is_lower)}"
        if draw < 0.62:
            return f"{given} {self.part(True, is_lower)} {self.part(False, is_lower)}"
        return f"{given} {self.part(False, is_lower)}" + (f" {self.part(False, is_lower)}" if draw > 0.94 else "")

    def staff(self, is_lower: bool = False) -> str:
        """Mostly a family name."""
        return self.part(False, is_lower) if self._rng.random() < 0.75 else self.person(is_lower)

    def of_words(self, n_words: int, is_lower: bool) -> str:
        """A whole name of about so many words."""
        parts = [self.part(True, is_lower)]
        parts += [self.part(False, is_lower) for _ in range(min(n_words, 3) - len(parts[0].split()))]
        return " ".join(parts)


def cased(words: str, style: str, rng: random.Random) -> str:
    """A name as people write it in a message of this style."""
    if style in {"lower", "lower names"} or (style == "mixed" and rng.random() < 0.15):
        return words.lower()
    if style == "upper":
        return words.upper()
    return re.sub(r"(?:^|(?<=[ .'-]))\w", lambda match: match.group().upper(), words)


def thing(rng: random.Random, names: Names, spanish: bool) -> str:
    """A programme, a title, a product, a place: no person, though a name may stand in it."""
    draw = rng.random()
    if draw < 0.6:
        return rng.choice(things.COSAS if spanish else things.THINGS)
    word = cased(names.word(), "title", rng)
    if spanish:
        return f"{rng.choice(things.CABEZAS)} {word}"
    other = cased(names.word(), "title", rng)
    if draw < 0.68:
        return f"{word} {rng.choice(things.HEADS)}"
    if draw < 0.74:
        return f"{word}{rng.choice((' of the ', ' for ', ' with ', ' and ', ' on the ', ' in the ', ' to '))}{other}"
    if draw < 0.8:
        return f"the {cased(names.staff(), 'title', rng)} {rng.choice(things.HEADS)}"
    if draw < 0.85:
        return word if word.endswith("s") else f"{word}s"
    if draw < 0.93:  # a product: two words run together, or one with an ending
        return word + (other.lower() if rng.random() < 0.4 else rng.choice(things.ENDINGS))
    return f"{word} {other} {rng.choice(things.HEADS)}"
