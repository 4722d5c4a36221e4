"""Brings the fictional district into a data folder through the same services that a district uses."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from assistant.accounts import users
from assistant.compose import House
from assistant.services import documents
from ingest.documents import DocumentFacts
from policies.errors import NotFound
from policies.words.documents import Audience
from policies.words.people import Actor

FOLDER = Path(__file__).parent / "district"


def load_documents(house: House, progress: Callable[[int, int], None]) -> int:
    """Add every document of the district and bring it to the state it is meant to stand in; what is there already is left alone.

    Gives the number of documents added.
    """
    entries: list[dict[str, Any]] = yaml.safe_load((FOLDER / "documents.yaml").read_text("utf-8"))
    actors = _actors(house)
    ids = {revision.file_name: document.id for document, revisions in documents.list_all(house, actors["admin"]) for revision in revisions}
    todo = [entry for entry in entries if entry["file"] not in ids]
    order = sorted(todo, key=lambda entry: (entry["replaces"] is not None, entries.index(entry)))
    for number, entry in enumerate(order, start=1):
        ids[entry["file"]] = _load(house, entry, actors, ids)
        progress(number, len(order))
    return len(order)


def _actors(house: House) -> dict[str, Actor]:
    with house.database.read() as session:
        return {user.username: user.actor for user in users.list_users(session)}


def _load(house: House, entry: dict[str, Any], actors: dict[str, Actor], ids: dict[str, str]) -> str:
    replaced = entry["replaces"]
    if replaced is not None and replaced not in ids:
        raise NotFound("document.unknown", f"{replaced} must be loaded before {entry['file']}.", "Mend documents.yaml.")
    facts = DocumentFacts(
        title=entry["title"],
        kind=entry["kind"],
        owner_id=entry["owner"],
        schools=tuple(entry["schools"]),
        audience=Audience(entry["audience"]),
        school_year=entry["school_year"],
        language=entry["language"],
        document_id=ids.get(replaced or ""),
    )
    data = (FOLDER / "documents" / entry["file"]).read_bytes()
    added = documents.add(house, actors[entry["uploader"]], data, entry["file"], facts)
    revision, owner = added.revision, actors[entry["owner"]]
    if entry["state"] == "rejected":
        documents.reject(house, owner, revision.document_id, revision.id, entry["reason"])
    elif entry["state"] != "pending":
        start, end = (_date(entry[name]) for name in ("effective_from", "expires_on"))
        documents.approve(house, owner, revision.document_id, revision.id, start, end)
        if entry["state"] == "revoked":
            documents.revoke(house, owner, revision.document_id, revision.id, entry["reason"])
    return revision.document_id


def _date(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
