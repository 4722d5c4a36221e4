"""Searches bytes for canaries in every way of writing that software uses, and names the place.

Looked for: UTF-8 and UTF-16 in any case of letters, base64 at each of its three alignments in both alphabets, hexadecimal, percent
and quoted-printable escapes, JSON's `\\u` escapes. Files that gzip or zip packed are opened. Not seen: encrypted or otherwise packed bytes.
"""

import base64
import gzip
import io
import json
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

import numpy as np

from assistant.privacy.canaries import Canary

FORMS = ("utf-8", "utf-16", "base64", "hexadecimal", "escaped")
_CHUNK_BYTES = 4_000_000
_KEY_BYTES = 6
MAX_UNPACKED_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Leak:
    """A canary that stands where it must not: never the canary itself."""

    place: str
    kind: str
    door: int
    form: str


@dataclass(frozen=True, slots=True)
class _Needle:
    pattern: bytes
    canary: Canary
    form: str


class Scanner:
    """Looks for all canaries at once: the time grows with the bytes, hardly with the number of canaries."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        everything = [needle for canary in canaries for secret in canary.secrets for needle in _needles(secret, canary)]
        self.n_patterns = len(everything)
        self._in_any_case = _Table([needle for needle in everything if needle.form not in {"base64"}])
        self._as_written = _Table([needle for needle in everything if needle.form == "base64"])

    def find(self, place: str, content: bytes) -> list[Leak]:
        """Every leak in some bytes, each kind, door and form once."""
        found = [*self._in_any_case.hits(content.lower()), *self._as_written.hits(content)]
        return list(dict.fromkeys(Leak(place, needle.canary.kind, needle.canary.door, needle.form) for needle in found))

    def find_in_files(self, root: Path) -> tuple[list[Leak], list[tuple[str, int]]]:
        """Leaks in every file below a folder, in its name and in what it packs; and each file with its bytes."""
        leaks: list[Leak] = []
        seen: list[tuple[str, int]] = []
        for path in sorted(root.rglob("*")):
            place = path.relative_to(root).as_posix()
            leaks += self.find(f"the name of {place}", place.encode("utf-8", "replace"))
            if path.is_symlink() or not path.is_file():
                continue
            content = path.read_bytes()
            seen.append((place, len(content)))
            leaks += self.find(place, content)
            for name, unpacked in unpacked_parts(content):
                leaks += self.find(f"{place} ({name})", unpacked)
        return leaks, seen


class _Table:
    """Patterns by their first six bytes; two tables of 24 bits sieve the places where one may begin."""

    def __init__(self, needles: Sequence[_Needle]) -> None:
        self._by_key: dict[bytes, list[_Needle]] = defaultdict(list)
        self._first, self._second = np.zeros(1 << 24, np.bool_), np.zeros(1 << 24, np.bool_)
        self._longest = max((len(needle.pattern) for needle in needles), default=0)
        for needle in needles:
            key = needle.pattern[:_KEY_BYTES]
            self._by_key[key].append(needle)
            self._first[int.from_bytes(key[:3], "big")] = True
            self._second[int.from_bytes(key[3:], "big")] = True

    def hits(self, content: bytes) -> Iterator[_Needle]:
        """Every pattern that stands in the content."""
        step = _CHUNK_BYTES
        for start in range(0, max(1, len(content)), step):
            yield from self._hits_in(content[start : start + step + self._longest])

    def _hits_in(self, chunk: bytes) -> Iterator[_Needle]:
        if len(chunk) < _KEY_BYTES:
            return
        raw = np.frombuffer(chunk, np.uint8).astype(np.uint32)
        threes = (raw[:-2] << 16) | (raw[1:-1] << 8) | raw[2:]
        for at in np.flatnonzero(self._first[threes[:-3]] & self._second[threes[3:]]).tolist():
            for needle in self._by_key.get(chunk[at : at + _KEY_BYTES], ()):
                if chunk.startswith(needle.pattern, at):
                    yield needle


def unpacked_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What a gzip, zlib or zip file holds, up to a limit that a hostile file cannot pass."""
    if content.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                for entry in packed.infolist():
                    if entry.file_size <= MAX_UNPACKED_BYTES:
                        yield entry.filename, packed.read(entry)
        except (zipfile.BadZipFile, RuntimeError, OSError, zlib.error, NotImplementedError):
            return
    elif content.startswith(b"\x1f\x8b"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                yield "unpacked", packed.read(MAX_UNPACKED_BYTES)
        except (OSError, EOFError, zlib.error):
            return


def _needles(secret: str, canary: Canary) -> Iterator[_Needle]:
    low = secret.lower()
    plain = low.encode()
    if len(plain) < _KEY_BYTES:
        raise ValueError("a canary's secret needs six bytes or more")
    patterns: dict[bytes, str] = {plain: "utf-8"}
    for form in ("utf-16-le", "utf-16-be"):
        patterns[low.encode(form)] = "utf-16"
    patterns |= dict.fromkeys((plain.hex().encode(), secret.encode().hex().encode(), secret.upper().encode().hex().encode()), "hexadecimal")
    escaped = (quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1], _quoted_printable(secret))
    for text in escaped:
        patterns.setdefault(text.lower().encode(), "escaped")
    for pattern, form in patterns.items():
        yield _Needle(pattern, canary, form)
    for pattern in {form for text in (secret, low, secret.upper()) for form in _base64_forms(text.encode())}:
        if len(pattern) >= _KEY_BYTES:
            yield _Needle(pattern, canary, "base64")


def _base64_forms(raw: bytes) -> set[bytes]:
    """The characters that base64 gives these bytes wherever they fall; only those that no neighbour changes."""
    found: set[bytes] = set()
    for shift in range(3):
        whole = base64.b64encode(b"\x00" * shift + raw)
        inner = whole[(shift * 8 + 5) // 6 : (shift + len(raw)) * 8 // 6]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def _quoted_printable(text: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "".join(f"={byte:02X}" for byte in char.encode()) for char in text)
