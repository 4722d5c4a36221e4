"""What a pattern cannot match without: most patterns of numbers need a digit, and most questions have none."""

import importlib
import re
from typing import Any

op: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")
_DIGITS = range(ord("0"), ord("9") + 1)


def needs_digit(pattern: str, flags: int) -> bool:
    """Whether the pattern matches only in texts with a digit, as far as the standard parser can tell; False where it cannot read it.

    `\\K`, the regex module's mark of where the value begins, is unknown to that parser and changes nothing here.
    """
    try:
        return _any_needs(parser.parse(pattern.replace(r"\K", ""), flags))
    except (re.error, RecursionError):
        return False


def _any_needs(parts: Any) -> bool:
    return any(_needs(kind, given) for kind, given in parts)


def _needs(kind: Any, given: Any) -> bool:
    """Whether one part is never met without a digit; all that is not named here may be."""
    if kind is op.LITERAL:
        return given in _DIGITS
    if kind is op.IN:
        return all(_is_digit(one, what) for one, what in given)
    if kind is op.BRANCH:
        return all(_any_needs(branch) for branch in given[1])
    if kind is op.SUBPATTERN:
        return _any_needs(given[3])
    if kind is op.ASSERT:
        return _any_needs(given[1])
    if kind is op.ATOMIC_GROUP:
        return _any_needs(given)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return given[0] >= 1 and _any_needs(given[2])
    return False


def _is_digit(kind: Any, given: Any) -> bool:
    if kind is op.CATEGORY:
        return given is op.CATEGORY_DIGIT
    if kind is op.RANGE:
        return given[0] in _DIGITS and given[1] in _DIGITS
    return kind is op.LITERAL and given in _DIGITS
