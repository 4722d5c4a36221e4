"""Text as a person sees it: white space collapsed, invisible signs taken out (and reported)."""

import re
import unicodedata

# Signs without a shape: zero width, joiners inside Latin text, bidirectional overrides, soft hyphen, variation selectors, tag letters.
# Source: Unicode 15.1, general category Cf and the Tags block U+E0000.
_SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ue5e5]+")
_LIGATURES = {ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"}
_TAG_LETTERS = re.compile("[\U000e0020-\U000e007e]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")  # one selects a shape; a row of them carries bytes
_ROW_OF_NOTHING = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{16,}")
_OVERRIDES = re.compile("[\u202d\u202e]")


def clean(text: str) -> str:
    """One line of visible text: no shapeless signs, no controls, single spaces, ligatures as letters, NFC."""
    if text.isascii():
        return " ".join(_CONTROL.sub(" ", text).split())
    text = _CONTROL.sub(" ", _SHAPELESS.sub("", text)).translate(_LIGATURES)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()


def smuggled(text: str) -> str:
    """What the shapeless signs of a text say, or an empty string: tag letters are ASCII in disguise; overrides reverse what is seen."""
    if text.isascii():
        return ""
    letters = "".join(chr(ord(sign) - 0xE0000) for run in _TAG_LETTERS.findall(text) for sign in run)
    if letters:
        return letters
    selected = bytes(_selected(sign) for run in _SELECTORS.findall(text) for sign in run).decode("utf-8", errors="replace")
    if selected:
        return clean(selected) or "signs that select no shape"
    if _ROW_OF_NOTHING.search(text):
        return "a long row of signs of no width"
    return clean(text) if _OVERRIDES.search(text) else ""


def _selected(sign: str) -> int:
    """The byte that a variation selector stands for. Source: Unicode 15.1, VS1 to VS256."""
    return ord(sign) - 0xFE00 if ord(sign) < 0xFE10 else ord(sign) - 0xE0100 + 16
