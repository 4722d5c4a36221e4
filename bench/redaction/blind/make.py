"""Makes the messages of one part of the blind set.

`python -m bench.redaction.blind.make OUT.jsonl --half PART [--seed N]`; from c on they are written out message by message, with no slots and no noise; the directory goes beside it as OUT.directory.json. The form is that
of the shared development data (`text, lang, spans, must_keep, template, noise`) plus `names`, where the family's names come from.
"""

import argparse
import json
import random
import re
import unicodedata
from pathlib import Path
from typing import Any

from bench.redaction.blind.names import DIRECTORIES, GIVEN, SCHOOLS
from bench.redaction.blind.values import Cast, slots

MARK = re.compile(r"\{(?P<slot>\w+)\}|[\[(](?P<type>[A-Z_]+)\|(?P<words>[^\])]+)[\])]")
# From part d on a mark may hold round brackets, as in (509) 555-0101. Parts a to c keep the mark they were measured with.
NESTED = re.compile(r"\{(?P<slot>\w+)\}|\[(?P<type>[A-Z_]+)\|(?P<words>[^\]]+)\]|\((?P<fact>[A-Z_]+)\|(?P<said>(?:[^()]|\([^()]*\))+)\)")
READABLE = ("a", "b", "c", "d", "e", "f", "g", "i", "j", "k", "l", "m", "n", "h", "o", "p", "q", "r", "t", "u", "v", "w", "x", "y", "z", "aa", "ab", "ac", "ad", "ae", "af", "ag", "ah", "ai", "tb", "tc", "td", "te", "tn")  # fmt: skip
"""Parts whose messages have been read: c, d, f, h, i and o to z and aa to ai were blind until 2026-11-27; e, g, j to n and tb to tn were written to be read. The messages of i, t, u, w to aa and ac to ai come
from templates with noise."""
NOISES = ("", "", "", "", "", "", "lower", "lower", "lowername", "lowername", "upper", "nopunct", "typo", "typo", "zerowidth", "homoglyph", "spaces", "plain")  # fmt: skip
TIMES: dict[str, int] = {"english": 2, "spanish": 3}
TWINS = str.maketrans({"a": "\u0430", "e": "\u0435", "o": "\u043e", "i": "\u0456"})
Piece = tuple[str, str]


def _pieces(template: str, half: str, origin: str, rng: random.Random) -> list[Piece]:
    values = slots(half, Cast(half, origin, rng), rng) if half in SCHOOLS else {}
    held: dict[str, Piece] = {}
    pieces: list[Piece] = []
    position = 0
    for match in (NESTED if half not in {"a", "b", "c"} else MARK).finditer(template):
        pieces.append(("", template[position : match.start()]))
        if match["slot"]:
            slot = match["slot"]
            held.setdefault(slot, values[slot]())
            pieces.append(held[slot])
        else:
            kept = "+" if template[match.start()] == "(" else ""
            kind, words = (part for part in match.groups()[1:] if part)
            pieces.append((kept + kind, words))
        position = match.end()
    return [*pieces, ("", template[position:])]


def _swapped(words: str, rng: random.Random) -> str:
    """Two letters swapped inside one long lower-case word."""
    long_words = list(re.finditer(r"\b[a-z]{5,}\b", words))
    if not long_words:
        return words
    chosen = rng.choice(long_words)
    at = rng.randrange(chosen.start() + 1, chosen.end() - 2)
    return words[:at] + words[at + 1] + words[at] + words[at + 2 :]


def _noisy(kind: str, words: str, noise: str, rng: random.Random) -> str:
    is_name = kind.startswith("NAME")
    is_code = kind in {"CREDENTIAL", "URL_TOKEN", "+URL_PUBLIC"}
    match noise:
        case "lower" if not is_code:
            return words.lower()
        case "lowername" if is_name:
            return words.lower()
        case "upper" if not is_code:
            return words.upper()
        case "nopunct" if not kind:
            return re.sub(r"[,;!?¿¡]", "", words)
        case "typo" if not kind:
            return _swapped(words, rng)
        case "zerowidth" if is_name and len(words) > 3:
            return words[:2] + "\u200b" + words[2:]
        case "homoglyph" if is_name:
            return words.translate(TWINS)
        case "spaces":
            return re.sub(r" (?=\S)", lambda _: rng.choice((" ", " ", "\u00a0", "  ")), words) if not is_code else words
        case "plain" if not is_code:
            return "".join(letter for letter in unicodedata.normalize("NFD", words) if not unicodedata.combining(letter))
        case _:
            return words


def message(template: str, number: str, language: str, half: str, rng: random.Random) -> dict[str, Any]:
    """One annotated message."""
    origin, noise = (rng.choice(list(GIVEN)), rng.choice(NOISES)) if half in SCHOOLS else ("", "")
    if half in SCHOOLS and language == "es" and rng.random() < 0.6:
        origin = "hispanic"
    text = ""
    spans: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    for kind, words in _pieces(template, half, origin, rng):
        words = _noisy(kind, words, noise, rng)
        if kind:
            span = {"start": len(text), "end": len(text) + len(words), "type": kind.lstrip("+")}
            (kept if kind.startswith("+") else spans).append(span)
        text += words
    return {"id": f"blind-{half}-{language}-{number}", "lang": language, "text": text, "spans": spans, "must_keep": kept, "template": f"{half}-{language}-{number.split('.')[0]}", "noise": [noise] if noise else []} | ({"names": origin} if origin else {})  # fmt: skip


def messages(half: str, seed: int = 11) -> list[dict[str, Any]]:
    """Every template of the half, several times with other people each time."""
    rng = random.Random(f"{half}{seed}")
    rows: list[dict[str, Any]] = []
    for name, times in TIMES.items():
        file = Path(__file__).parent / f"{name}_{half}.txt"
        templates = file.read_text("utf-8").rstrip("\n").split("\n%%\n") if file.is_file() else []
        rows += [
            message(t, f"{n:03}.{k}", name[:2].replace("sp", "es"), half, rng)
            for n, t in enumerate(templates)
            for k in range(times if half in SCHOOLS else 1)
        ]
    return rows


def main() -> None:
    """Write one half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--half", choices=sorted(DIRECTORIES), required=True)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    rows = messages(given.half, given.seed)
    given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    given.out.with_suffix(".directory.json").write_text(json.dumps(DIRECTORIES[given.half], indent=1, ensure_ascii=False), "utf-8")
    print(f"{len(rows)} messages in {given.out}")


if __name__ == "__main__":
    main()
