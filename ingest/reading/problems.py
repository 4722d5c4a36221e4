"""Every way in which a document cannot be read: one code, one sentence, one remedy; never a word of the document.

Source: issue "Documents a district can govern", Bad input; the codes are part of the contract (`subject.problem`).
"""

from policies.errors import TooLarge, Unreadable

_TOO_LARGE: dict[str, tuple[str, str]] = {
    "document.too_large": (
        "The file is larger than this district's policy allows.",
        "Split the document, or have `documents.max_bytes` raised in the policy.",
    ),
    "document.too_many_pages": (
        "The document has more pages than this district's policy allows.",
        "Split the document, or have `documents.max_pages` raised in the policy.",
    ),
    "document.too_long": (
        "The document holds more text than this district's policy allows.",
        "Split the document, or have `documents.max_chars` raised in the policy.",
    ),
}

_UNREADABLE: dict[str, tuple[str, str]] = {
    "document.empty": ("The file is empty.", "Check the file on your own computer and upload it again."),
    "document.bad_name": (
        "The file name holds control characters or is missing.",
        "Rename the file with plain letters and its usual ending, then upload it again.",
    ),
    "document.unsupported_type": (
        "This kind of file cannot be read.",
        "Save it as PDF, DOCX, XLSX, PPTX, CSV, HTML, Markdown or plain text and upload that.",
    ),
    "document.wrong_type": (
        "The content of the file does not match the ending of its name.",
        "Open the file in the program that made it, save it again in the right format, and upload that.",
    ),
    "document.not_utf8": (
        "The text of the file is not in UTF-8, so its letters cannot be trusted.",
        "Save it again with the encoding UTF-8 (in Excel: 'CSV UTF-8') and upload that.",
    ),
    "document.encrypted": (
        "The file is protected by a password or by encryption.",
        "Remove the protection in the program that made it, save a copy, and upload the copy.",
    ),
    "document.damaged": (
        "The file is damaged or incomplete.",
        "Open it in the program that made it, save it again, and upload the new copy.",
    ),
    "document.macro": (
        "The file carries macros, which are never accepted.",
        "Save it without macros (as DOCX, XLSX or PPTX) and upload that.",
    ),
    "document.active_content": (
        "The file declares entities or a document type inside its XML, which is never accepted.",
        "Open it in an office program, save it again as DOCX, XLSX or PPTX, and upload that.",
    ),
    "document.unsafe_archive": (
        "The package inside the file names paths outside itself.",
        "Open it in an office program, save it again, and upload the new copy.",
    ),
    "document.too_complex": (
        "Reading the file would take more memory or work than allowed.",
        "Remove pictures and empty parts, or split the document, and upload it again.",
    ),
    "document.timed_out": (
        "Reading the file took longer than this district's policy allows.",
        "Split the document into smaller files, or export it again as a plain PDF.",
    ),
    "document.no_text": (
        "No text that a person can see was found in the file.",
        "If it is a scan, run text recognition (OCR) and export it as text, or install tesseract on the server.",
    ),
}

CODES = frozenset(_TOO_LARGE) | frozenset(_UNREADABLE)


def problem(code: str) -> TooLarge | Unreadable:
    """The error for a code, ready to raise. An unknown code (a child that was taken over) reads as damaged."""
    if code in _TOO_LARGE:
        return TooLarge(code, *_TOO_LARGE[code])
    if code not in _UNREADABLE:
        code = "document.damaged"
    return Unreadable(code, *_UNREADABLE[code])
