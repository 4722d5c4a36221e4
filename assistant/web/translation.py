"""The pages' languages: which one a browser asks for, and the words of each. English words are the keys; catalogs are gettext files.

Templates write `{{ _("English words") }}` or `{% trans %}…{% endtrans %}`; what the house says in values (`detail`, `remedy`,
`outcome_detail`) goes through `told(...)`, which also knows sentences with something filled in: `{0}` in the catalog.
"""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from assistant.web.foundations import is_https
from assistant.web.identity import cookies_of

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LOCALE = Path(__file__).parent / "locale"
LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Español"}
"""What a page can be shown in, each named in itself."""
SLOT = re.compile(r"\{(\d)\}")
LISTS = (re.compile(r"(\. )(?=sentence \d)"), re.compile("(; )"), re.compile("(, )"))
"""How sayings stand in a row: sentences that were dropped, reasons, names. The outermost comes first."""


def language_cookie(is_secure: bool) -> str:
    """Name of the cookie that keeps the language a person chose."""
    return "__Host-countersign-language" if is_secure else "countersign-language"


def language_of(request: Request) -> str:
    """The language of a page: chosen before in this browser, else the first one the browser asks for, else English."""
    chosen = cookies_of(request.headers).get(language_cookie(is_https(request.app.state.house.settings)), "")
    return chosen if chosen in LANGUAGES else asked_language(request.headers.get("accept-language", ""))


def asked_language(header: str) -> str:
    """The language of `Accept-Language` that is spoken here and weighs most. Source: RFC 9110, 12.5.4."""
    best, heaviest = "en", 0.0
    for part in header[:500].split(","):
        name, _, weight = part.partition(";")
        language = name.strip().lower().split("-")[0]
        if language in LANGUAGES and (weighs := _weight(weight)) > heaviest:
            best, heaviest = language, weighs
    return best


def _weight(words: str) -> float:
    name, _, value = words.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence with slots: how it is recognised in English, and how it is said."""

    pattern: re.Pattern[str]
    said: str


class Words(gettext.NullTranslations):
    """The words of one language, as Jinja's i18n extension asks for them. Words without a translation stay English."""

    def __init__(self, messages: Mapping[str, str | tuple[str, ...]]) -> None:
        super().__init__()
        self.messages = messages
        slotted = sorted((key for key in messages if SLOT.search(key)), key=lambda key: -len(SLOT.sub("", key)))
        self.sayings = tuple(Saying(_pattern(key), _one(messages[key])) for key in slotted)

    def gettext(self, message: str) -> str:
        """The words for English words."""
        found = self.messages.get(message)
        return message if found is None else _one(found)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The words for one or for several; both languages here count as English does."""
        found = self.messages.get(msgid1)
        if isinstance(found, tuple) and len(found) > 1:
            return found[0] if n == 1 else found[1]
        return msgid1 if n == 1 else msgid2

    def told(self, words: str) -> str:
        """A sentence that the house says, with whatever was filled in; words from outside come back as they are."""
        if not self.messages or not words:
            return words
        found = self.messages.get(words)
        if found is not None:
            return _one(found)
        for saying in self.sayings:
            match = saying.pattern.fullmatch(words)
            if match:
                filled = [self._part(part) for part in match.groups()]
                return "".join(part if n % 2 == 0 else filled[int(part)] for n, part in enumerate(SLOT.split(saying.said)))
        return words

    def _part(self, words: str) -> str:
        """What was filled in may be of the house too, one saying or several in a row."""
        said = self.told(words)
        if said != words:
            return said
        for mark in LISTS:
            parts = mark.split(words)
            if len(parts) > 1:
                return "".join(self._part(part) if n % 2 == 0 else part for n, part in enumerate(parts))
        return words


def _one(found: str | tuple[str, ...]) -> str:
    return found if isinstance(found, str) else found[0]


def _pattern(key: str) -> re.Pattern[str]:
    parts = SLOT.split(key)
    return re.compile("".join(re.escape(part) if n % 2 == 0 else "(.{0,600}?)" for n, part in enumerate(parts)), re.DOTALL)


@cache
def words_of(language: str) -> Words:
    """The words of a language, read once from its catalogs. English needs none."""
    messages: dict[str, Any] = {}
    for path in catalog_paths(language):
        for message in read_catalog(path):
            if message.id and message.string and not message.fuzzy:
                key = message.id if isinstance(message.id, str) else message.id[0]
                messages[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return Words(messages)


def catalog_paths(language: str) -> list[Path]:
    """The catalogs of a language, one file for each area of pages."""
    return sorted((LOCALE / language).glob("*.po"))


def read_catalog(path: Path) -> "Catalog":
    """One catalog. Babel is loaded here, so that commands without pages never do."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name)
