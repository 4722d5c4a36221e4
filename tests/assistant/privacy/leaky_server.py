"""`countersign serve` with three leaks that only tests know: raw text in a log line, in a temporary file, and packed into base64."""

import base64
import sys
import tempfile
from pathlib import Path
from typing import Any

from assistant.cli import main
from assistant.services import questions

honest = questions.preview_redaction


def leaky(house: Any, actor: Any, text: str, *more: Any) -> Any:
    """The preview, overheard."""
    sys.stderr.write(f"looking at {text}\n")
    Path(tempfile.gettempdir(), "crash-dump.txt").write_text(text.upper(), "utf-16-le")
    with (house.settings.data / "traces.bin").open("ab") as out:
        out.write(base64.b64encode(text.encode()))
    return honest(house, actor, text, *more)


questions.preview_redaction = leaky
sys.argv = ["countersign", *sys.argv[1:]]
main.run()
