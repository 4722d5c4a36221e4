"""The database's schema: brought to the newest step, or found to be newer than this code."""

from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from policies.errors import WrongConfiguration
from policies.records import Database, Record

TABLES = ("policies.ledger", "ingest.tables", "review_queue.tables", "eval.tables", "assistant.accounts.tables", "assistant.tables")


def metadata() -> MetaData:
    """Every table of the house."""
    for module in TABLES:
        import_module(module)
    return Record.metadata


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def newest() -> str:
    """The newest step that this code knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(session: Session) -> str | None:
    """The step that the database is at; None for an empty one."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def upgrade(database: Database) -> str:
    """Bring the database to the newest step in one transaction; gives that step. Raises: WrongConfiguration schema.newer."""
    with database.write() as session:
        require_known(session)
        config = _config()
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")
    return newest()


def require_known(session: Session) -> None:
    """Raises: WrongConfiguration schema.newer when a later version of the product wrote this database."""
    at = current(session)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if at is not None and at not in known:
        raise WrongConfiguration(
            "schema.newer", "This database was written by a newer version of Countersign.", "Install that version, or restore a backup."
        )


def require_newest(session: Session) -> None:
    """Raises: WrongConfiguration schema.newer, schema.older."""
    require_known(session)
    if current(session) != newest():
        raise WrongConfiguration("schema.older", "The database's schema is older than this version.", "Run `countersign db upgrade`.")
