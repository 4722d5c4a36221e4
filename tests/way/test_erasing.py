"""Erasure: no words of the revision remain at rest, what it shared with others stays, and the certificate says what was found."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.engine import URL

from assistant.accounts.users import add_user
from assistant.services import documents, erasing
from ingest import erasure
from policies import ledger
from policies.errors import CountersignError
from policies.ledger import Tag
from policies.words.documents import Scope
from policies.words.people import SYSTEM
from tests.databases import postgres_copy
from tests.way.quiet_house import Quiet

OWN = "Marigold Lantern families must return the purple heron form before the ferry leaves the north landing."
SHARED = "Every visitor signs in at the front office and wears a badge all day long."
TABLE = "| Stop | Walker of the day |\n|---|---|\n| Oak | Quentin Ashgrove leads the second lantern group |"
TEXT = f"# Lantern walk\n\n{OWN}\n\n{SHARED}\n\n{TABLE}\n"


def _at_rest(quiet: Quiet) -> bytes:
    return b"".join(path.read_bytes() for path in quiet.house.settings.data.rglob("*") if path.is_file())


def _two(quiet: Quiet) -> tuple[str, str]:
    lantern = quiet.publish(TEXT, "The purple heron lantern walk of families", file_name="purple-heron.md")
    quiet.publish(f"# Visitors\n\n{SHARED}\n\nParking is behind the gym.\n", "Visitors")
    return lantern.document.id, lantern.revision.id


def test_nothing_of_an_erased_document_remains_at_rest(quiet: Quiet) -> None:
    document, revision = _two(quiet)
    item = quiet.item(quiet.passage(revision, "Marigold"))
    with quiet.house.database.read() as session:
        quiet.house.index.search(session, "purple heron form", Scope(quiet.today), 5)
    assert b"purple heron form" in _at_rest(quiet)
    done = erasing.erase(quiet.house, quiet.who("admin"), document, "The board withdrew it.")
    assert (done.is_clean, done.left_in, done.recalled, done.revisions) == (True, (), (item,), (revision,))
    assert done.n_runs > 10
    assert done.n_bytes > 100_000
    left = _at_rest(quiet)
    for words in (b"purple heron", b"Quentin Ashgrove", b"Marigold"):
        assert words not in left
    assert SHARED.encode() in left
    assert quiet.status(item) == "recalled"
    (sentence,) = quiet.get(item).draft.sentences  # type: ignore[union-attr]
    assert [(c.quote, c.title, c.section) for c in sentence.citations] == [("[erased]",) * 3]
    assert sentence.text == "[erased]"


def test_what_others_say_too_is_still_found_and_the_erased_words_are_not(quiet: Quiet) -> None:
    document, revision = _two(quiet)
    erasing.erase(quiet.house, quiet.who("admin"), document, "The board withdrew it.")
    with quiet.house.database.read() as session:
        found = quiet.house.index.search(session, "visitor front office badge heron", Scope(quiet.today), 20)
        assert quiet.house.index.unreachable(session) == quiet.house.index.strays(session) == []
    assert not found.is_degraded
    assert {e.passage.title for e in found.candidates} == {"Visitors"}
    shown, gone, passages = documents.show_revision(quiet.house, quiet.who("owner"), document, revision)
    assert (shown.title, gone.file_name, gone.status.value, passages) == ("[erased]", "[erased]", "erased", [])


def test_the_certificate_stands_in_the_ledger_without_words(quiet: Quiet) -> None:
    document, revision = _two(quiet)
    erasing.erase(quiet.house, quiet.who("admin"), document, f"Because it says: {OWN}")
    with quiet.house.database.read() as session:
        assert ledger.verify(session).is_ok
        told = list(ledger.events(session, tags=[Tag.REVISION_ERASED, Tag.ERASURE_CERTIFIED]))
    assert [(event.tag, event.subject) for event in told] == [("revision.erased", revision), ("erasure.certified", document)]
    assert told[1].payload["is_clean"] is True
    assert told[1].payload["revisions"] == [revision]


def test_a_copy_left_in_the_data_folder_is_named(quiet: Quiet) -> None:
    document, _revision = _two(quiet)
    copy = quiet.house.settings.data / "exports" / "note.txt"
    copy.parent.mkdir()
    copy.write_text("x" * 5_000_000 + f"\n{OWN.upper()}\n")
    done = erasing.erase(quiet.house, quiet.who("admin"), document, "The board withdrew it.")
    assert not done.is_clean
    assert [Path(name).name for name in done.left_in] == ["note.txt"]


def test_one_revision_is_erased_and_the_other_serves_on(quiet: Quiet) -> None:
    document, revision = _two(quiet)
    second = quiet.publish(TEXT.replace("purple heron", "green kite"), "The purple heron lantern walk of families")
    assert second.document.id == document
    done = erasing.erase(quiet.house, quiet.who("admin"), document, "Wrong colour.", revision)
    assert (done.is_clean, done.revisions) == (True, (revision,))
    assert b"return the purple heron form" not in _at_rest(quiet)
    assert len(quiet.passages(second.revision.id)) == 2


@pytest.mark.parametrize("who", ["owner", "staff"])
def test_only_an_administrator_erases(quiet: Quiet, who: str) -> None:
    document, _revision = _two(quiet)
    with pytest.raises(CountersignError) as refused:
        erasing.erase(quiet.house, quiet.who(who), document, "The board withdrew it.")
    assert refused.value.code == "role.missing"


def test_what_is_not_there_or_gone_already_is_refused(quiet: Quiet) -> None:
    document, _revision = _two(quiet)
    admin = quiet.who("admin")
    erasing.erase(quiet.house, admin, document, "The board withdrew it.")
    for asked, code in ((document, "revision.unknown"), ("doc_none", "document.unknown")):
        with pytest.raises(CountersignError) as refused:
            erasing.erase(quiet.house, admin, asked, "Once more.")
        assert refused.value.code == code


WORDS = st.lists(st.sampled_from(["oak", "elm", "bus", "stop", "seven", "eight", "walk", "north", "gym", "late"]), min_size=1, max_size=30)


@settings(max_examples=80, deadline=None)
@given(erased=WORDS, kept=WORDS, around=WORDS)
def test_after_striking_no_run_of_the_erased_words_alone_is_left_and_all_others_stay(
    erased: list[str], kept: list[str], around: list[str]
) -> None:
    runs = erasure.distinctive_runs([" ".join(erased)], [" ".join(kept)])
    struck = erasure.strike(f"{' '.join(around)}, {' '.join(erased)}! {' '.join(around)}", runs)
    assert erasure.n_left(struck.encode(), runs) == 0
    assert erasure.strike(" ".join(kept), runs) == " ".join(kept)


def test_on_postgresql_the_tables_are_searched_and_nothing_is_left(quiet: Quiet, postgres_server: URL, postgres_source: str) -> None:
    with postgres_copy(postgres_server, postgres_source) as database:
        with database.write() as session:
            for name, user in quiet.users.items():
                quiet.users[name] = add_user(session, quiet.moment, SYSTEM, name, list(user.actor.roles), quiet.house.policy.sign_in)
        quiet.house.database.close()
        quiet.house.__dict__["_database"] = database
        document, revision = _two(quiet)
        item = quiet.item(quiet.passage(revision, "Marigold"))
        done = erasing.erase(quiet.house, quiet.who("admin"), document, "The board withdrew it.")
        assert (done.left_in, done.recalled) == ((), (item,))
        assert done.n_places > 10
        with database.read() as session:
            told = [str(value) for row in session.execute(text("SELECT draft, outcome_detail FROM items")) for value in row]
        assert "purple heron" not in " ".join(told)
        assert "[erased]" in " ".join(told)
