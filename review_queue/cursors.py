"""Where a page of the queue ended: the values of its order, opaque to the caller."""

import base64
import binascii
import datetime as dt
import re

from policies.errors import BadInput
from policies.ledger import stamp
from review_queue.tables import ItemRow

ORDER = (ItemRow.rank, ItemRow.due_hour, ItemRow.risk_rank, ItemRow.submitted_at, ItemRow.id)
"""Safety, recalled, the rest; then the hour in which it is due, risk, age."""

_CURSOR = re.compile(r"([01])\|([0-9])\|(-?[0-9]{1,9})\|([0-9])\|([0-9T:.-]+Z)\|(item_[0-9a-f]+)")


def write_cursor(row: ItemRow) -> str:
    """Where the next page starts."""
    told = f"{int(row.is_closed)}|{row.rank}|{row.due_hour}|{row.risk_rank}|{stamp(row.submitted_at)}|{row.id}"
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[bool, int, int, int, dt.datetime, str]:
    """Shape: is_closed, then `ORDER`. Raises: BadInput items.cursor."""
    try:
        found = _CURSOR.fullmatch(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
        if found is None:
            raise ValueError("not a cursor")
        return found[1] == "1", int(found[2]), int(found[3]), int(found[4]), dt.datetime.fromisoformat(found[5]), found[6]
    except (ValueError, binascii.Error):
        raise BadInput("items.cursor", "This cursor is not one of ours.", "Start from the first page.") from None
