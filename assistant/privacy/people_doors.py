"""Doors through which people write in their own words besides questions: the families' form, feedback, files of mail, training, reasons."""

from assistant.privacy.canaries import Canary, joined
from assistant.privacy.doors import Driven, Server, post
from policies.words.people import Role

MAIL = "From: {sender}\r\nTo: office@example.org\r\nSubject: {subject}\r\nMessage-ID: <{number}@example.org>\r\n\r\n{text}\r\n"


def families(server: Server, driven: Driven) -> None:
    """The form without an account: every canary, a text over the limit, a school that is none; and what the sender then reads."""
    with server.visitor() as family:
        for canary in driven.canaries:
            sent = driven.note(post(family, "/families", "/families", {"text": canary.text, "school": ""}))
            if sent.status_code == 303:
                driven.shown.append(family.get(sent.headers["location"]).content)
        words = joined(driven.canaries)
        driven.note(post(family, "/families", "/families", {"text": words * 20, "school": ""}))
        driven.note(post(family, "/families", "/families", {"text": "When is lunch?", "school": words}))


def feedback(server: Server, driven: Driven) -> None:
    """What people say about a page, too long a note, and a page that is none; then the list that administrators read."""
    with server.browser(Role.STAFF) as staff, server.browser(Role.ADMIN) as admin:
        for language in ("en", "es"):
            driven.note(post(staff, "/feedback", "/feedback", {"page": "/ask", "text": joined(driven.canaries, language)}))
        words = joined(driven.canaries)
        driven.note(post(staff, "/feedback", "/feedback", {"page": "/ask", "text": words * 20}))
        driven.note(post(staff, "/feedback", "/feedback", {"page": f"/ask?q={words[:200]}", "text": "The page is fine."}))
        driven.shown.append(admin.get("/feedback").content)


def brought_in(server: Server, driven: Driven) -> None:
    """Files of messages that a person brings in on the page: letters, a table, and a file that is none."""
    with server.browser(Role.STAFF) as staff:
        for name, content in (
            *((f"letter-{number}.eml", _letter(number, canary)) for number, canary in enumerate(driven.canaries)),
            ("table.csv", ("text,language\n" + "".join(f'"{one.text}",{one.language}\n' for one in driven.canaries[:4])).encode()),
            ("letters.exe", joined(driven.canaries).encode()),
        ):
            driven.note(post(staff, "/ask/import", "/ask/import", {}, files={"file": (name, content)}))


def _letter(number: int, canary: Canary) -> bytes:
    sender = f"{canary.secrets[0].encode('ascii', 'ignore').decode()} <parent@example.org>"
    return MAIL.format(sender=sender, subject="Question", number=number, text=canary.text).encode()


def written_aside(server: Server, driven: Driven) -> None:
    """Answers of a training's test that are words, and the reason of a switch."""
    words = joined(driven.canaries)
    with server.browser(Role.STAFF) as staff, server.browser(Role.ADMIN) as admin:
        driven.note(post(staff, "/training/staff", "/training/staff", {f"question-{n}": words for n in range(4)}))
        driven.note(post(staff, "/training/staff", "/training/staff", {"question-0": "1", "note": words}))
        for turn in ("off", "on"):
            reason = driven.canaries[0].text[:280]
            driven.note(post(admin, "/operations", "/operations/switch", {"scope": "district", "turn": turn, "reason": reason}))
        driven.shown.append(staff.get("/ask").content)
