"""Putting documents into the registry, on both databases."""

import json

import pytest
from sqlalchemy import func, select

from ingest import documents, store
from ingest.documents import DocumentFacts
from ingest.tables import DocumentRow, PassageRow, PassageVectorRow, RevisionFileRow, RevisionRow
from policies.errors import BadInput, Conflict, CountersignError, NotFound, TooLarge, Unreadable
from policies.ledger import Tag, events, verify
from policies.records import Database
from policies.words.documents import Audience, RevisionStatus
from policies.words.people import Actor
from tests.ingest.registry import CLERK, NOW, OWNER, Registry, policy

MEALS = "# Meals\n\nLunch costs $3.10.\n\nBreakfast costs $1.80.\n"
KIND = next(iter(policy().documents.kinds))


def tags(database: Database) -> list[str]:
    with database.read() as session:
        return [event.tag for event in events(session)]


def test_a_new_document_is_pending_and_keeps_its_file_text_and_passages(database: Database) -> None:
    with database.write() as session:
        added = Registry(session).add(MEALS, school_year="2026-2027", schools=("whitcomb",), audience=Audience.STAFF)
    with database.read() as session:
        document, revision = documents.get_revision(session, added.document_id, added.id)
        passages = store.load_passages(session, [added.id])
        assert documents.get_file(session, added.id) == MEALS.encode()
        assert session.get_one(RevisionRow, added.id).text.count("$3.10") == 1
    assert revision == added
    assert (revision.status, revision.number, revision.uploaded_by) == (RevisionStatus.PENDING, 1, CLERK.user_id)
    assert (revision.schools, revision.school_year, revision.audience) == (("whitcomb",), "2026-2027", Audience.STAFF)
    assert (document.owner_id, document.kind) == (OWNER.user_id, KIND)
    assert passages
    assert all(passage.revision_id == added.id and passage.document_id == document.id for passage, _hash in passages)
    assert tags(database) == [Tag.DOCUMENT_ADDED, Tag.REVISION_ADDED]


def test_the_ledger_holds_no_word_of_a_document(database: Database) -> None:
    with database.write() as session:
        Registry(session).add("# Secretword\n\nAnother hiddenword stands here.\n", "Titleword")
    with database.read() as session:
        told = json.dumps([event.payload for event in events(session)])
    assert "word" not in told


def test_passages_point_at_their_words_in_the_text(database: Database) -> None:
    with database.write() as session:
        added = Registry(session).add(MEALS)
        text = session.get_one(RevisionRow, added.id).text
        for passage, _hash in store.load_passages(session, [added.id]):
            assert text[passage.start : passage.end] == passage.text


def test_the_same_content_twice_is_one_revision(database: Database) -> None:
    with database.write() as session:
        first = Registry(session).add(MEALS)
    with database.write() as session:
        second = Registry(session).add(MEALS)
    assert second.id == first.id
    assert tags(database) == [Tag.DOCUMENT_ADDED, Tag.REVISION_ADDED]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(RevisionRow)) == 1


def test_another_document_with_the_same_content_is_refused_and_leaves_nothing(database: Database) -> None:
    with database.write() as session:
        first = Registry(session).add(MEALS)
    with pytest.raises(Conflict) as raised, database.write() as session:
        Registry(session).add(MEALS, "Another title")
    assert raised.value.code == "document.same_content"
    assert raised.value.ids["document_id"] == first.document_id
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(DocumentRow)) == 1
        assert verify(session).n_events == 2


def test_changed_content_is_the_next_revision_of_the_same_document(database: Database) -> None:
    with database.write() as session:
        first = Registry(session).add(MEALS)
        second = Registry(session).add(MEALS.replace("3.10", "3.20"))
    assert (second.document_id, second.number) == (first.document_id, 2)
    assert tags(database) == [Tag.DOCUMENT_ADDED, Tag.REVISION_ADDED, Tag.REVISION_ADDED]


def test_the_same_title_in_another_language_is_another_document(database: Database) -> None:
    with database.write() as session:
        english = Registry(session).add(MEALS, "Menu")
        spanish = Registry(session).add("# Menú\n\nEl almuerzo cuesta $3.10.\n", "Menu", language="es")
    assert spanish.document_id != english.document_id


def test_words_that_stand_in_two_revisions_are_embedded_once(database: Database) -> None:
    long = "\n\n".join(f"## Part {i}\n\nRule {i} holds." for i in range(5))
    with database.write() as session:
        registry = Registry(session)
        registry.add(long)
        second = registry.prepare(long.replace("Rule 3", "Rule three"), DocumentFacts("Lunch prices", KIND, OWNER.user_id))
        assert len(second.vectors) == 1
        documents.add_revision(session, NOW, CLERK, second)
        assert session.scalar(select(func.count()).select_from(PassageVectorRow)) == 6
        assert session.scalar(select(func.count()).select_from(PassageRow)) == 10


def test_two_revisions_prepared_at_once_may_share_their_vectors(database: Database) -> None:
    with database.write() as session:
        registry = Registry(session)
        facts = DocumentFacts("Lunch prices", KIND, OWNER.user_id)
        one, two = registry.prepare(MEALS, facts), registry.prepare(MEALS + "\nSnacks cost $1.\n", facts)
        documents.add_revision(session, NOW, CLERK, one)
        documents.add_revision(session, NOW, CLERK, two)
        session.flush()
        assert set(one.vectors) | set(two.vectors) == store.known_hashes(session, [*one.vectors, *two.vectors], one.model)


def test_vectors_come_back_as_they_went_in(database: Database) -> None:
    with database.write() as session:
        prepared = Registry(session).prepare(MEALS, DocumentFacts("Lunch prices", KIND, OWNER.user_id))
        documents.add_revision(session, NOW, CLERK, prepared)
    with database.read() as session:
        found = store.load_vectors(session, [*prepared.vectors, "0" * 64], prepared.model)
        assert store.load_vectors(session, list(prepared.vectors), "another-model") == {}
    assert found.keys() == prepared.vectors.keys()
    assert all((found[hash_] == vector).all() for hash_, vector in prepared.vectors.items())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": "  "}, "document.title"),
        ({"title": "x" * 301}, "document.title"),
        ({"kind": "gossip"}, "document.kind"),
        ({"schools": ("whitcomb", "nowhere")}, "document.school"),
        ({"school_year": "1999-2000"}, "document.year"),
        ({"language": "fr"}, "document.language"),
    ],
)
def test_wrong_facts_are_refused_before_anything_is_read(sqlite_database: Database, change: dict[str, object], code: str) -> None:
    facts: dict[str, object] = {"title": "Lunch", "kind": KIND, "owner_id": OWNER.user_id, **change}
    with pytest.raises(BadInput) as raised, sqlite_database.write() as session:
        Registry(session).prepare(MEALS, DocumentFacts(**facts))  # type: ignore[arg-type]
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("text", "name", "error", "code"),
    [
        ("", "page.md", Unreadable, "document.no_text"),
        ("# Only a heading\n", "page.md", Unreadable, "document.no_text"),
        ("x" * (policy().documents.max_bytes + 1), "page.md", TooLarge, "document.too_large"),
        (MEALS, "..", BadInput, "document.file_name"),
        (MEALS, "page", BadInput, "document.file_name"),
        (MEALS, "\x00\x01", BadInput, "document.file_name"),
    ],
    ids=["empty", "heading", "large", "dots", "no ending", "control"],
)
def test_a_file_without_use_is_refused(sqlite_database: Database, text: str, name: str, error: type[CountersignError], code: str) -> None:
    with pytest.raises(error) as raised, sqlite_database.write() as session:
        Registry(session).prepare(text, DocumentFacts("Lunch", KIND, OWNER.user_id), name)
    assert raised.value.code == code
    with sqlite_database.read() as session:
        assert session.scalar(select(func.count()).select_from(RevisionFileRow)) == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/hours.md", "hours.md"),
        ("C:\\Users\\me\\hours.md", "hours.md"),
        ("ho\nurs\x07.md", "hours.md"),
        ("a" * 300 + ".docx", "a" * 195 + ".docx"),
        ("menu\u0301.md", "menú.md"),
    ],
)
def test_a_file_name_loses_its_folders_and_control_characters(given: str, kept: str) -> None:
    assert documents.clean_file_name(given) == kept


def test_unknown_documents_and_revisions_are_not_found(database: Database) -> None:
    with database.write() as session:
        added = Registry(session).add(MEALS)
        other = Registry(session).add("# Bus\n\nRiders stay seated.\n", "Bus rules")
        for document_id, revision_id in (("doc_no", added.id), (added.document_id, "rev_no"), (added.document_id, other.id)):
            with pytest.raises(NotFound) as raised:
                documents.get_revision(session, document_id, revision_id)
            assert raised.value.code == "revision.unknown"
        with pytest.raises(NotFound):
            documents.get_file(session, "rev_no")
        with pytest.raises(NotFound) as raised:
            Registry(session).add("# New\n\nNew words.\n", document_id="doc_no")
        assert raised.value.code == "document.unknown"


def test_documents_are_listed_by_title_with_the_newest_revision_first(database: Database) -> None:
    with database.write() as session:
        registry = Registry(session)
        registry.add(MEALS, "Zebra")
        registry.add("# Bus\n\nRiders stay seated.\n", "Ant")
        registry.add(MEALS.replace("3.10", "3.20"), "Zebra", actor=Actor("u_other", frozenset()))
    with database.read() as session:
        listed = documents.list_documents(session)
    assert [(document.title, [r.number for r in revisions]) for document, revisions in listed] == [("Ant", [1]), ("Zebra", [2, 1])]
