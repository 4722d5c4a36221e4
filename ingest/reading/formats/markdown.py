"""Markdown: rendered as a site would render it, then read as a page, so that what hides in raw HTML is found the same way."""

import importlib
import re
from typing import Any, cast

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.composing import Composer
from ingest.reading.decoding import decode
from ingest.reading.file_types import FileType
from ingest.reading.formats.html import write_page
from ingest.reading.problems import problem

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,16000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read(data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument:
    """Read a Markdown file; YAML front matter becomes metadata. Raises: Unreadable document.damaged (front matter is not YAML)."""
    from markdown_it import MarkdownIt

    text = decode(data, composer=composer)
    metadata: dict[str, str] = {}
    found = _FRONT_MATTER.match(text)
    if found:
        metadata = _front_matter(found.group(1))
        text = text[found.end() :]
    environment: dict[str, Any] = {}
    page = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable(["table", "strikethrough"]).render(text, environment)
    if text.strip() and page.strip():
        write_page(page, composer, limits, is_saved_page=False)
    for label, reference in cast("dict[str, dict[str, str]]", environment.get("references", {})).items():
        title = reference.get("title", "")
        if title or f"[{label.lower()}]" not in text.lower().replace(f"[{label.lower()}]:", ""):
            composer.note(
                "hidden_text", "A link definition that is not shown holds text.", f"{label} {title}".strip(), place="reference definition"
            )
    return composer.document(FileType.MARKDOWN.value, None, metadata)


def prepare() -> None:
    """Load what every document needs, before the serving process forks."""
    for name in ("markdown_it", "yaml"):
        importlib.import_module(name)


def _front_matter(block: str) -> dict[str, str]:
    import yaml

    try:
        for token in cast("Any", yaml).scan(block, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                raise problem("document.damaged")
        values: Any = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        raise problem("document.damaged") from None
    if not isinstance(values, dict):
        raise problem("document.damaged")
    return {str(name): _word(value) for name, value in cast("dict[Any, Any]", values).items() if value is not None}


def _word(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in cast("list[Any]", value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
