"""Office packages (DOCX, XLSX, PPTX): a ZIP of XML parts, opened with limits, in memory only, with plain XML or not at all."""

import io
import posixpath
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from ingest.reading.file_types import FileType
from ingest.reading.problems import problem

MAX_MEMBERS = 5_000
MAX_EXPANDED_BYTES = 300_000_000
MAX_PART_BYTES = 64_000_000
MAX_RATIO = 120  # an honest part of 1 MB and more shrinks 10 to 60 times
MIN_RATIO_BYTES = 1_000_000
MAX_TAGS = 2_000_000

_MAIN: dict[str, FileType] = {
    "wordprocessingml.document.main": FileType.DOCX,
    "wordprocessingml.template.main": FileType.DOCX,
    "spreadsheetml.sheet.main": FileType.XLSX,
    "spreadsheetml.template.main": FileType.XLSX,
    "presentationml.presentation.main": FileType.PPTX,
    "presentationml.slideshow.main": FileType.PPTX,
    "presentationml.template.main": FileType.PPTX,
}
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Package:
    """An opened package. `main` is the path of its main part."""

    def __init__(self, data: bytes, file_type: FileType) -> None:
        """Raises: Unreadable document.damaged, .encrypted, .macro, .unsafe_archive, .too_complex, .wrong_type, .active_content."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            raise problem("document.damaged") from None
        self.names = _checked_names(self._zip.infolist())
        self.main = self._main_part(file_type)

    def has(self, name: str) -> bool:
        """Whether a part is there."""
        return name in self.names

    def xml(self, name: str) -> ET.Element:
        """A part as a tree with plain names: namespaces are cut off, except `r:` on attributes that refer to other parts."""
        data = self.bytes_of(name)
        if data.count(b"<") > MAX_TAGS:
            raise problem("document.too_complex")
        _refuse_declarations(data)
        try:
            root = ET.fromstring(data)  # noqa: S314
        except (ET.ParseError, ValueError, LookupError):
            raise problem("document.damaged") from None
        _plain_names(root)
        return root

    def bytes_of(self, name: str) -> bytes:
        """The expanded bytes of a part."""
        if name not in self.names:
            raise problem("document.damaged")
        try:
            with self._zip.open(name) as part:
                data = part.read(MAX_PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise problem("document.damaged") from None
        if len(data) > MAX_PART_BYTES:
            raise problem("document.too_complex")
        return data

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part: id -> (last word of its type, path of the other part). External targets are left out."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels not in self.names:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(rels).iter("Relationship"):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], path)
        return found

    def related_parts(self, part: str, kind: str) -> list[str]:
        """Paths of the parts of one kind (`footnotes`, `comments`, …) that a part names and that exist."""
        return [path for found, path in self.related(part).values() if found == kind and path in self.names]

    def _main_part(self, file_type: FileType) -> str:
        if "[Content_Types].xml" not in self.names:
            raise problem("document.damaged")
        types = self.xml("[Content_Types].xml")
        kinds = {entry.get("PartName", "").lstrip("/"): entry.get("ContentType", "") for entry in types.iter("Override")}
        said = " ".join((*kinds.values(), *(entry.get("ContentType", "") for entry in types.iter("Default"))))
        if (
            "macroEnabled" in said
            or "vbaProject" in said
            or any("vbaproject" in name.lower() or "macrosheets/" in name.lower() for name in self.names)
        ):
            raise problem("document.macro")
        main = self.related_parts("", "officeDocument")
        if not main:
            raise problem("document.damaged")
        kind = kinds.get(main[0], "").removesuffix("+xml").rsplit("openxmlformats-officedocument.", 1)[-1]
        if kind not in _MAIN:
            raise problem("document.wrong_type" if kinds.get(main[0]) else "document.damaged")
        if _MAIN[kind] is not file_type:
            raise problem("document.wrong_type")
        return main[0]


def _checked_names(members: list[zipfile.ZipInfo]) -> frozenset[str]:
    if len(members) > MAX_MEMBERS:
        raise problem("document.too_complex")
    names: set[str] = set()
    expanded = 0
    for member in members:
        name = member.filename
        if name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or ":" in name or name in names:
            raise problem("document.unsafe_archive")
        if member.flag_bits & 0x1:
            raise problem("document.encrypted")
        expanded += member.file_size
        is_bomb = member.file_size > MIN_RATIO_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1)
        if is_bomb or expanded > MAX_EXPANDED_BYTES:
            raise problem("document.too_complex")
        names.add(name)
    return frozenset(names)


class _PrologueRead(Exception):
    """The first element was reached: no document type was declared before it."""


def _refuse_declarations(data: bytes) -> None:
    """No document type, so no entities: they are the way to bombs and to other files.

    Raises: Unreadable document.active_content, .damaged.
    """

    def refuse(*_: object) -> None:
        raise problem("document.active_content")

    def stop(*_: object) -> None:
        raise _PrologueRead

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(data[:1_000_000], False)
    except _PrologueRead:
        return
    except (expat.ExpatError, ValueError):
        raise problem("document.damaged") from None
    raise problem("document.damaged")


def _plain_names(root: ET.Element) -> None:
    known: dict[str, str] = {}

    def plain(name: str) -> str:
        if name not in known:
            known[name] = f"r:{name.rsplit('}', 1)[-1]}" if name.startswith(_RELATIONSHIPS) else name.rsplit("}", 1)[-1]
        return known[name]

    for element in root.iter():
        element.tag = plain(element.tag)
        if element.attrib:
            element.attrib = {plain(name): value for name, value in element.attrib.items()}


def choices(element: ET.Element) -> Iterator[ET.Element]:
    """The children of an element; where it offers alternatives only the first, as a current office program takes it."""
    for child in element:
        if child.tag == "AlternateContent":
            chosen = child.find("Choice")
            if chosen is None:
                chosen = child.find("Fallback")
            if chosen is not None:
                yield from choices(chosen)
        else:
            yield child
