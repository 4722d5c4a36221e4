"""Content gaps counted again: which questions failed and when a gap closed by SQL, which are alike pair by pair in plain Python."""

import datetime as dt
import json

from ingest.lexical import stems
from tests.assistant.measuring.recounting import Counted, Recount, epoch
from tests.eval.plain_groups import plain_groups

DAYS, LEAST = 180, 0.35
FAILED = f"""
WITH decided AS (
  SELECT item_id, kind, reason_code, row_number() OVER (PARTITION BY item_id ORDER BY number DESC) place FROM decisions
  WHERE is_final AND undone_at IS NULL
), answered AS (
  SELECT item_id, edit_share, row_number() OVER (PARTITION BY item_id ORDER BY id DESC) place FROM answers WHERE undone_at IS NULL
)
SELECT items.id, question ->> '$.text', language, evidence FROM items
LEFT JOIN decided ON decided.item_id = items.id AND decided.place = 1
LEFT JOIN answered ON answered.item_id = items.id AND answered.place = 1
WHERE {epoch("submitted_at")} >= :since AND NOT is_decoy AND flags NOT LIKE '%newsletter%'
  AND outcome <> 'abstained_held_back' AND outcome NOT LIKE 'escalated%'
  AND (outcome IN ('abstained_no_source', 'abstained_expired', 'abstained_conflict', 'failed_check')
    OR (kind = 'reject' AND reason_code IN ('wrong_fact', 'wrong_source', 'out_of_date', 'incomplete'))
    OR (kind = 'approve_with_edits' AND edit_share >= 0.3))
"""
GAPS = f"""
CREATE TEMP TABLE gap AS
WITH member AS (
  SELECT gap, {epoch("submitted_at")} t, evidence ->> '$[0].document_id' document FROM grouped JOIN items ON items.id = grouped.item_id
), votes AS (
  SELECT gap, document, row_number() OVER (PARTITION BY gap ORDER BY count(*) DESC, document) place
  FROM member WHERE document IN (SELECT id FROM documents) GROUP BY gap, document
), span AS (SELECT gap, min(t) first, max(t) latest FROM member GROUP BY gap)
SELECT span.gap, first, latest, document,
  (SELECT min({epoch("approved_at")}) FROM revisions WHERE document_id = document AND {epoch("approved_at")} > latest) closed
FROM span LEFT JOIN votes ON votes.gap = span.gap AND votes.place = 1
"""


def recount_gaps(recount: Recount, now: dt.datetime) -> Counted:
    """How many gaps are open, and the median days that closed ones took, each with its n."""
    failed = recount.sql.execute(FAILED, {"since": (now - dt.timedelta(days=DAYS)).timestamp()}).fetchall()
    every = [(frozenset(stems(words, language)), places_of(evidence)) for _id, words, language, evidence in failed]
    recount.sql.execute("CREATE TEMP TABLE grouped (item_id TEXT, gap INTEGER)")
    for number, group in enumerate(plain_groups(every, LEAST)):
        recount.sql.executemany("INSERT INTO grouped VALUES (?, ?)", [(failed[place][0], number) for place in group])
    recount.sql.execute(GAPS)
    days = "SELECT CAST((closed - first) / 86400 AS INTEGER) d FROM gap WHERE closed IS NOT NULL"
    placed = f"SELECT d, row_number() OVER (ORDER BY d) place, count(*) OVER () n FROM ({days})"
    return {
        "open_gaps": recount.one("SELECT sum(closed IS NULL), count(*) FROM gap"),
        "gap_days_to_close": recount.one(f"SELECT avg(d), max(n) FROM ({placed}) WHERE place IN ((n + 1) / 2, (n + 2) / 2)"),
    }


def places_of(evidence: str | None) -> frozenset[str]:
    """Document and section of the three best passages."""
    return frozenset(f"{note['document_id']} {note['section']}" for note in json.loads(evidence or "[]")[:3])
