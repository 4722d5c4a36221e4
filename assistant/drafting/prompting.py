"""Builds the prompt of the generative drafter from its text files; passages and question go in as marked data."""

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from policies.errors import WrongConfiguration
from policies.words.documents import Evidence, Passage
from policies.words.questions import RedactedText

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_FILES: Mapping[str, frozenset[str]] = {
    "system": frozenset({"language", "max_sentences", "max_words"}),
    "user": frozenset({"mark", "passages", "question", "language"}),
    "translate_system": frozenset({"language"}),
    "translate_user": frozenset({"mark", "sentences", "language"}),
}
_LANGUAGES = {"en": "English", "es": "Spanish"}
CHARS_PER_TOKEN = 3
"""Characters one token holds at least, on average, in English and Spanish; a low figure keeps the prompt inside the window."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: messages as (role, text), the passages by their number (the first is 1), and the hash.

    `hash` is SHA-256 hex of the messages with the random mark left out: the same question and evidence give the same hash.
    """

    messages: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    hash: str


@lru_cache(maxsize=len(_FILES))
def load_template(name: str) -> str:
    """A prompt file. Raises: WrongConfiguration prompt.placeholders when it does not hold exactly the placeholders it must."""
    text = resources.files("assistant.drafting.prompts").joinpath(f"{name}.txt").read_text("utf-8")
    return check_template(name, text)


def check_template(name: str, text: str) -> str:
    """The text, when its placeholders are the agreed ones. Raises: WrongConfiguration prompt.placeholders."""
    found = frozenset(_PLACEHOLDER.findall(text))
    if found != _FILES[name]:
        raise WrongConfiguration(
            "prompt.placeholders",
            f"The prompt {name}.txt must hold exactly the placeholders {', '.join(sorted(_FILES[name]))}.",
            "Bring back the prompt file that came with this version.",
        )
    return text


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its placeholders filled in one pass, so that data which looks like a placeholder stays data."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def build_prompt(
    question: RedactedText,
    evidence: Sequence[Evidence],
    language: str,
    *,
    max_sentences: int,
    max_words: int,
    max_prompt_tokens: int,
    make_mark: Callable[[], str] = lambda: secrets.token_hex(8),
) -> Prompt:
    """The prompt of one question. Passages that do not fit into `max_prompt_tokens` are left out, the last first."""
    settings = {"language": _LANGUAGES.get(language, "English"), "max_sentences": str(max_sentences), "max_words": str(max_words)}
    system = fill(load_template("system"), settings)
    left = max_prompt_tokens * CHARS_PER_TOKEN - len(system) - len(load_template("user")) - len(question)
    passages: list[Passage] = []
    for one in evidence:
        left -= len(shown(one.passage)) + 120
        if left < 0:
            break
        passages.append(one.passage)
    mark = _mark_outside("\n".join((question, *(shown(passage) for passage in passages))), make_mark)

    def user(mark: str) -> str:
        blocks = [f"passage {number} {mark}\n{shown(passage)}\nend {mark}" for number, passage in enumerate(passages, start=1)]
        values = {"mark": mark, "passages": "\n\n".join(blocks), "question": str(question), "language": settings["language"]}
        return fill(load_template("user"), values)

    return Prompt((("system", system), ("user", user(mark))), tuple(passages), _digest(system, user("")))


def build_translation_prompt(
    sentences: Sequence[str], language: str, *, make_mark: Callable[[], str] = lambda: secrets.token_hex(8)
) -> Prompt:
    """The prompt that asks for these sentences in another language. Neither the question nor the passages around them are sent."""
    named = _LANGUAGES.get(language, "English")
    system = fill(load_template("translate_system"), {"language": named})
    mark = _mark_outside("\n".join(sentences), make_mark)

    def user(mark: str) -> str:
        blocks = [f"sentence {number} {mark}\n{text}\nend {mark}" for number, text in enumerate(sentences, start=1)]
        return fill(load_template("translate_user"), {"mark": mark, "sentences": "\n\n".join(blocks), "language": named})

    return Prompt((("system", system), ("user", user(mark))), (), _digest(system, user("")))


def _mark_outside(data: str, make_mark: Callable[[], str]) -> str:
    """A mark that the data does not hold."""
    mark = make_mark()
    while mark in data:
        mark = make_mark()
    return mark


def _digest(system: str, user: str) -> str:
    return hashlib.sha256("\x1e".join((system, user)).encode()).hexdigest()


def shown(passage: Passage) -> str:
    """A passage as the model sees it: where it stands, then its words; a table row with each cell named by its header."""
    place = f"from: {passage.header}"
    if passage.school_year:
        place += f" ({passage.school_year})"
    return f"{place}\n{passage.readable}"
