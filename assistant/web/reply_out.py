"""The approved words on their way out, by the person's own hand: an e-mail draft to open, a file to keep. Nothing is sent from here."""

from email.message import EmailMessage
from urllib.parse import quote

from policies.words.items import Answer

SUBJECTS = {"en": "Your question", "es": "Su pregunta"}
MAX_LINK_CHARS = 1900
"""Longer addresses are cut or refused by mail programs and browsers. Source: common limits of about 2,000 characters."""


def subject(answer: Answer) -> str:
    """The subject of a reply, in its language."""
    return SUBJECTS.get(answer.language, SUBJECTS["en"])


def mail_link(answer: Answer) -> str | None:
    """A `mailto:` address that opens an unsent e-mail with the words; None when they are too long for one. Source: RFC 6068."""
    body = quote(answer.text.replace("\n", "\r\n"), safe="")
    link = f"mailto:?subject={quote(subject(answer), safe='')}&body={body}"
    return link if len(link) <= MAX_LINK_CHARS else None


def mail_file(answer: Answer) -> bytes:
    """The words as an unsent e-mail without sender and receiver. `X-Unsent` opens it for writing. Source: RFC 5322."""
    mail = EmailMessage()
    mail["Subject"] = subject(answer)
    mail["X-Unsent"] = "1"
    mail.set_content(answer.text)
    return bytes(mail)
