"""The JSON of content gaps and of recurring questions. Counts under five are not told."""

from typing import Any

from assistant.measure_shapes import interval_shape
from assistant.services.gaps import Gap
from assistant.services.recurring import Digest
from assistant.shapes import moment
from eval.flow import SMALLEST_CELL, told_counts


def gap_shape(gap: Gap) -> dict[str, Any]:
    """One gap; words only where the report gave them."""
    found = gap.effect
    return {
        "id": gap.id,
        "topic": gap.topic,
        "n": None if gap.is_small else gap.n,
        "is_suppressed": gap.is_small,
        "kinds": told_counts(gap.kinds),
        "first_at": moment(gap.first_at),
        "latest_at": moment(gap.latest_at),
        "days_open": gap.days_open,
        "is_closed": gap.is_closed,
        "document_id": gap.document_id,
        "title": gap.title,
        "section": gap.section,
        "owner": gap.owner,
        "keywords": list(gap.keywords),
        "example": gap.example,
        "published_at": moment(gap.published_at) if gap.published_at else None,
        "effect": {
            "before": found.before,
            "n_before": found.n_before,
            "after": found.after,
            "n_after": found.n_after,
            "difference": interval_shape(found.interval),
            "is_better": found.is_better,
        }
        if found and found.n_after >= SMALLEST_CELL
        else None,
    }


def digest_shape(digest: Digest) -> dict[str, Any]:
    """One week's digest."""
    return {
        "week": digest.monday.isoformat(),
        "n": digest.n,
        "n_week_before": digest.n_week_before,
        "topics": digest.topics,
        "groups": [
            {
                "topic": group.topic,
                "n": group.n,
                "n_week_before": group.n_week_before or None,
                "n_drafted": group.n_drafted if group.n_drafted >= SMALLEST_CELL else None,
                "languages": told_counts(group.languages),
                "example": group.example,
                "answer_item_id": group.answer_item_id,
                "answer": group.answer.text if group.answer else None,
            }
            for group in digest.groups
        ],
        "n_single": digest.n_single,
    }
