"""Office files with the same bytes every time: entries in one order, one time stamp, stored without compression."""

import io
import re
import zipfile

_STAMP = (2026, 7, 1, 8, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def sealed_zip(raw: bytes) -> bytes:
    """The same zip archive without a trace of when or by which compressor it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as write:
        for name in read.namelist():
            data = read.read(name)
            if name == "docProps/core.xml":
                data = _TIMES.sub(rb"\g<1>2026-07-01T08:00:00Z\g<2>", data)
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            write.writestr(entry, data)
    return out.getvalue()
