"""The schema that the migrations make is the one that the tables declare; an older database comes up with its items."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from assistant import schema
from policies.errors import Conflict
from policies.records import Database
from review_queue import items, store
from review_queue.items import Filter
from tests.review_queue.desk import Desk


def test_the_migrations_make_what_the_tables_declare(database: Database) -> None:
    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": not database.is_sqlite})
        assert compare_metadata(context, schema.metadata()) == []
        assert schema.current(session) == schema.newest()


def test_an_item_written_before_review_had_its_columns_is_read_listed_and_decided(database: Database) -> None:
    new = ("claimed_at", "opened_policy", "proposal", "proposed_by", "told_asker", "evidence", "origin")
    with database.write() as session:
        desk = Desk(session)
        item = desk.submit()
        cleared = ", ".join(f"{name} = NULL" for name in new)
        session.execute(text(f"UPDATE items SET {cleared}, due_at = submitted_at"))
        session.execute(text("DELETE FROM item_versions"))
        session.expire_all()
        assert [one.id for one in items.page(session, Filter(is_open=True), desk.now).items] == [item.id]
        desk.decide(desk.claim(item))
        assert desk.answer(item)
        session.execute(text("UPDATE answers SET bound = NULL, attested = '[]'"))
        session.expire_all()
        assert desk.answer(store.get_item(session, item.id))
        session.execute(text("UPDATE answers SET text = 'other'"))
        session.expire_all()
        with pytest.raises(Conflict, match=r"answer\.changed"):
            desk.answer(item)
