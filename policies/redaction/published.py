"""Words written beside a draft: what the draft's sources publish already stays, everything else personal goes."""

from policies.redaction.redactor import Redactor
from policies.redaction.sealing import seal
from policies.words.questions import RedactedText


def redact_beside(redactor: Redactor, text: str, published: str) -> RedactedText:
    """A reviewer's words after the redactor. A staff name or number that stands in `published` (the draft) is not hidden.

    Raises: as `Redactor.redact`.
    """
    redaction = redactor.redact(text)
    told = published.casefold()
    if all(text[finding.start : finding.end].casefold() in told for finding in redaction.findings):
        return seal(text)
    return redaction.text
