"""The parts of a Word document beside its body: footnotes, review comments, page headers and footers, embedded files, properties."""

import re
import xml.etree.ElementTree as ET

from ingest.reading.cleaning import clean
from ingest.reading.composing import Composer
from ingest.reading.packages import Package


def read_footnotes(package: Package) -> dict[str, ET.Element]:
    """Footnotes and endnotes by the kind's first letter and their id."""
    found: dict[str, ET.Element] = {}
    for kind in ("footnotes", "endnotes"):
        for part in package.related_parts(package.main, kind):
            for entry in package.xml(part):
                if entry.get("type") is None:
                    found[f"{kind[0]}{entry.get('id')}"] = entry
    return found


def note_outside(package: Package, composer: Composer) -> None:
    """Review comments, page headers and footers: seen by some readers or on every page, never part of the text."""
    for code, kinds, detail in (
        ("comment", ("comments",), "A review comment beside the text."),
        ("header_footer", ("header", "footer"), "A page header or footer; it repeats on every page and is not part of the text."),
    ):
        for kind in kinds:
            for part in package.related_parts(package.main, kind):
                for paragraph in package.xml(part).iter("p"):
                    words = clean("".join(found.text or "" for found in paragraph.iter("t")))
                    if words and not re.fullmatch(r"(?:Page |Página )?\d*(?: of \d*)?", words):
                        composer.note(code, detail, words, place=kind)
    for name in sorted(package.names):
        if "/embeddings/" in name or "/activeX/" in name:
            composer.note(
                "attachment", "A file is embedded in the document; it was not opened.", name.rsplit("/", 1)[-1], place="embedded file"
            )


def read_properties(package: Package) -> dict[str, str]:
    """What the properties of the document say of it, by their names; only those that hold words."""
    if not package.has("docProps/core.xml"):
        return {}
    root = package.xml("docProps/core.xml")
    said = {name: clean(root.findtext(name) or "") for name in ("title", "subject", "description", "keywords", "category")}
    return {name: words for name, words in said.items() if words}
