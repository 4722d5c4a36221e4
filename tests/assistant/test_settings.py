"""The page of settings says what the code reads."""

from pathlib import Path

import assistant
from assistant.settings import Settings

PAGE = Path(assistant.__file__).parent.parent / "docs" / "settings.md"


def test_every_setting_stands_in_the_documentation_in_its_own_words() -> None:
    rows = [line.split("|")[1:3] for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `COUNTERSIGN_")]
    told = {name.strip().strip("`"): words.strip() for name, words in rows}
    assert told == {f"COUNTERSIGN_{name.upper()}": field.description for name, field in Settings.model_fields.items()}
