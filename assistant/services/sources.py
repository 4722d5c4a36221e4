"""What an item's sentences stand on, as a person looks at it: the words around the quote, how long they hold, the page as it looks."""

import datetime as dt
from dataclasses import dataclass

from assistant.compose import House
from assistant.services.questions import get_item
from ingest import documents, store
from ingest.reading.reader import draw_page
from policies.errors import NotFound
from policies.permissions import Permission, require
from policies.words.documents import Passage
from policies.words.drafts import Citation
from policies.words.items import Item
from policies.words.people import Actor


@dataclass(frozen=True, slots=True)
class Source:
    """One citation of an item. `number` counts an item's citations from 0; `state` and dates are the revision's today."""

    number: int
    citation: Citation
    passage: Passage | None
    """The passage the quote stands in; None when it is gone."""
    state: str
    expires_on: dt.date | None
    has_page_image: bool


def citations_of(item: Item) -> list[Citation]:
    """The citations of an item's draft in the order of its sentences."""
    return [citation for sentence in (item.draft.sentences if item.draft else ()) for citation in sentence.citations]


def sources_of(house: House, item: Item) -> list[Source]:
    """Every citation of an item that the caller may see, in the order of its sentences."""
    cited = citations_of(item)
    today = house.clock.today()
    with house.database.read() as session:
        revisions = {c.revision: documents.get_revision(session, c.document_id, c.revision)[1] for c in cited}
        passages = {passage.id: passage for passage, _hash in store.load_passages(session, list(revisions))}
    found: list[Source] = []
    for number, citation in enumerate(cited):
        revision, passage = revisions[citation.revision], passages.get(citation.passage_id)
        has_image = revision.has_page_images and citation.page is not None
        found.append(Source(number, citation, passage, revision.state_on(today), revision.expires_on, has_image))
    return found


def cited_page(house: House, actor: Actor, item_id: str, number: int) -> bytes:
    """The page that a citation of an item names, as a PNG with the quoted words marked. Raises: NotFound item.unknown, page.unknown."""
    cited = citations_of(get_item(house, actor, item_id))
    require(actor, Permission.DOCUMENT_READ)
    image: bytes | None = None
    if 0 <= number < len(cited) and (page := cited[number].page) is not None:
        citation = cited[number]
        with house.database.read() as session:
            _document, revision = documents.get_revision(session, citation.document_id, citation.revision)
            data = documents.get_file(session, revision.id) if revision.has_page_images else b""
        image = draw_page(data, page, documents.limits_of(house.policy), (citation.quote,)) if data else None
    if image is None:
        raise NotFound("page.unknown", "There is no picture of this page.", "Only PDF files have pages that can be shown.")
    return image
