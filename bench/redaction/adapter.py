"""The redactor as a function for scorers: `redact(text, language) -> {"text", "language", "findings"}`.

COUNTERSIGN_BENCH_DIRECTORY names a JSON file with `schools`, `districts`, `office_emails`, `office_phones`, `url_hosts`.
"""

import json
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from policies.district import District
from policies.policy import RedactionRules
from policies.redaction.redactor import Redactor, make_redactor


def district_of(directory: Mapping[str, Any]) -> District:
    """A District from a plain directory file."""
    names = directory.get("districts") or ["Example School District"]
    return District.model_validate(
        {
            "name": names[0],
            "aliases": names[1:],
            "state": "TX",
            "timezone": "America/Chicago",
            "schools": [
                {"id": f"school-{n}", "name": name, "level": "elementary", "grades": "K-12", "phone": "", "email": ""}
                for n, name in enumerate(directory["schools"])
            ],
            "offices": [{"id": "front", "name": "Front Office", "phone": "", "email": ""}],
            "front_office": "front",
            "programs": directory.get("programs", []),
            "public_hosts": directory.get("url_hosts", []),
            "public_phones": directory.get("office_phones", []),
            "public_emails": directory.get("office_emails", []),
            "school_years": [{"name": "2026-2027", "starts_on": "2026-07-01", "ends_on": "2027-06-30"}],
        }
    )


def redactor_for(directory: Path | None) -> Redactor:
    """A loaded redactor for a directory file; without one, a district with one school that no message names."""
    data: Mapping[str, Any] = json.loads(directory.read_text("utf-8")) if directory else {"schools": ["Unnamed Example School"]}
    redactor = make_redactor(district_of(data), RedactionRules())
    redactor.load()
    return redactor


@cache
def _redactor() -> Redactor:
    given = os.environ.get("COUNTERSIGN_BENCH_DIRECTORY")
    return redactor_for(Path(given) if given else None)


def redact(text: str, language: str) -> dict[str, Any]:
    """One message, as the HTTP door would answer it."""
    redaction = _redactor().redact(text, language)
    return {
        "text": str(redaction.text),
        "language": redaction.language,
        "findings": [
            {"start": f.start, "end": f.end, "entity_type": f.entity_type, "placeholder": f.placeholder} for f in redaction.findings
        ],
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(redact(line.rstrip("\n"), "en"), ensure_ascii=False))
