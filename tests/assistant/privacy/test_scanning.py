"""The search finds a canary however it is written, names its kind and door, and finds nothing where nothing is."""

import base64
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from assistant.privacy.canaries import KINDS, Canary, canaries_of, joined
from assistant.privacy.proof import DOORS
from assistant.privacy.report import Report, is_signed, read_report, signed, signing_key, write_report
from assistant.privacy.scanning import FORMS, Leak, Scanner
from policies.errors import BadInput, WrongConfiguration
from policies.redaction import placeholders, spans
from tests.demo_house import lending_house

CANARY = Canary("STUDENT", 3, "en", "My son Zephyrine Quillstonne", ("Zephyrine Quillstonne", "Quillstonne"))


def _zipped(raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner.txt", raw)
    return out.getvalue()


WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda word: word.encode(),
    "capitals": lambda word: word.upper().encode(),
    "utf-16-le": lambda word: word.encode("utf-16-le"),
    "utf-16-be": lambda word: word.encode("utf-16-be"),
    "base64": lambda word: base64.b64encode(f"my son {word} is".encode()),
    "base64, shifted once": lambda word: base64.b64encode(f"my  son {word} is".encode()),
    "base64, shifted twice": lambda word: base64.b64encode(f"my   son {word} is".encode()),
    "base64 for addresses": lambda word: base64.urlsafe_b64encode(f"??>>{word}??".encode()),
    "hexadecimal": lambda word: word.encode().hex().upper().encode(),
    "in an address": lambda word: quote_plus(word).encode(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("before", [0, 3_999_990])
def test_a_planted_canary_is_found_in_every_way_of_writing_also_where_two_chunks_meet(way: str, before: int) -> None:
    found = Scanner([CANARY]).find("log", b"\x00" * before + WAYS[way]("Quillstonne") + b"\xff" * 40)
    assert {(leak.place, leak.kind, leak.door) for leak in found} == {("log", "STUDENT", 3)}


def test_letters_beyond_ascii_are_found_as_json_and_addresses_write_them() -> None:
    canary = Canary("UNREAD", 1, "en", "", ("Przemyśl47wicz",))
    for content in (json.dumps("Przemyśl47wicz"), quote_plus("Przemyśl47wicz"), "PRZEMYśL47WICZ"):
        assert Scanner([canary]).find("x", content.encode()), content


@pytest.mark.parametrize("pack", [gzip.compress, _zipped])
def test_packed_files_and_names_of_files_are_searched(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "archive.bin").write_bytes(pack(b"x" * 1000 + b"Quillstonne" + b"y" * 1000))
    (tmp_path / "quillstonne.txt").write_bytes(b"")
    leaks, files = Scanner([CANARY]).find_in_files(tmp_path)
    assert {leak.place.split(" (")[0] for leak in leaks} == {"in/archive.bin", "the name of quillstonne.txt"}
    assert {name for name, _n in files} == {"in/archive.bin", "quillstonne.txt"}


def test_nothing_is_found_in_noise_and_in_the_districts_own_words() -> None:
    scanner = Scanner(canary for door in range(len(DOORS)) for canary in canaries_of(door))
    assert scanner.find("noise", random.Random(1).randbytes(3_000_000)) == []
    own = b"".join(path.read_bytes() for path in (Path(__file__).parents[3] / "assistant" / "demo").rglob("*") if path.is_file())
    assert len(own) > 100_000
    assert scanner.find("district", own) == []


def test_every_entity_type_has_a_canary_and_every_door_other_ones() -> None:
    known = set(placeholders.SHAPE.pattern[4 : placeholders.SHAPE.pattern.index(")")].split("|")) | spans.KINDS
    assert known - {"MARKED"} == KINDS
    doors = [{s for canary in canaries_of(door) if canary.is_of_one_door for s in canary.secrets} for door in range(len(DOORS))]
    assert sum(map(len, doors)) == len(set().union(*doors))


def test_the_redactor_hides_every_canary_alone_and_joined() -> None:
    redactor = lending_house().redactor
    texts = [(canary.text, canary.language, canary.secrets) for canary in canaries_of(7)]
    texts.append(
        (joined(canaries_of(8)), "en", tuple(s for c in canaries_of(8) if c.language == "en" and c.kind != "UNREAD" for s in c.secrets))
    )
    for text, language, secrets in texts:
        kept = redactor.redact(text, language).text.lower()
        assert [secret for secret in secrets if secret.lower() in kept] == []


def _report(**more: object) -> Report:
    plain: dict[str, object] = {
        "made_at": "2026-11-22T15:00:00.000000Z", "code_version": "1", "policy_version": "x", "seconds": 1.0, "kinds": ("SSN",),
        "n_canaries": 1, "n_patterns": 9, "forms": FORMS, "doors": (), "n_files": 1, "n_bytes": 1, "places": ("a",),
        "n_model_requests": 1, "n_answers_searched": 1, "faults": (), "leaks": (),
    }  # fmt: skip
    return Report(**(plain | more))  # type: ignore[arg-type]


def test_a_report_is_signed_and_any_change_of_it_is_seen(tmp_path: Path) -> None:
    key = signing_key(tmp_path, is_made=True)
    assert (tmp_path / "privacy.key").stat().st_mode & 0o777 == 0o600
    assert signing_key(tmp_path, is_made=False) == key
    file = tmp_path / "out" / "report.json"
    write_report(signed(_report(leaks=(Leak("log", "SSN", 1, "utf-8"),)), key), file)
    body = read_report(file)
    assert body["ok"] is False
    assert is_signed(body, key)
    assert not is_signed(body, b"other key" * 4)
    assert not is_signed(body | {"ok": True, "leaks": []}, key)
    assert not is_signed({name: value for name, value in body.items() if name != "signature"}, key)


def test_a_leak_or_a_closed_door_is_no_proof_and_a_missing_key_is_said(tmp_path: Path) -> None:
    assert _report().is_ok
    assert not _report(leaks=(Leak("log", "SSN", 1, "utf-8"),)).is_ok
    assert not _report(faults=("question over HTTP: nothing was taken in",)).is_ok
    with pytest.raises(WrongConfiguration, match=r"proof\.key"):
        signing_key(tmp_path, is_made=False)
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(BadInput, match=r"proof\.unreadable"):
        read_report(tmp_path / "x.json")
