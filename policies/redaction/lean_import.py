"""Imports a library without the heavy ones that it would load for parts nobody here uses.

Presidio and spaCy import transformers and torch wherever they are installed (3 CPU seconds of every start) for models that the
redactor does not have; both say in their own code that they do without. Only the importing thread is refused them, while it imports.
"""

import importlib.abc
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Refusing(importlib.abc.MetaPathFinder):
    def __init__(self, roots: frozenset[str]) -> None:
        self._roots = roots
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Nothing, so that the next finder is asked; for a refused library the error that a missing one raises."""
        if fullname.partition(".")[0] in self._roots and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is left out here", name=fullname)
        return None


@contextmanager
def leaving_out(*roots: str) -> Generator[None]:
    """Import as if these were not installed; what is already loaded stays so."""
    finder = _Refusing(frozenset(roots))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
