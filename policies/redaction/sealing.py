"""The one place where new text becomes `RedactedText`."""

from policies.words.questions import RedactedText


def seal(text: str) -> RedactedText:
    """Mark text as redacted. Called only at the end of `Redactor.redact`; a house test holds that."""
    return RedactedText.from_record(text)
