"""The doors of the command line: a question from standard input, and files of messages."""

import csv
import io
import json
import mailbox
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

from assistant.privacy.canaries import Canary
from assistant.privacy.doors import Driven, Server
from assistant.privacy.scratch import Scratch
from policies.words.people import Role

COMMAND_SECONDS = 240


def asked_on_the_command_line(server: Server, driven: Driven) -> None:
    """A question on standard input, and one that is refused."""
    words = "\n\n".join(canary.text for canary in driven.canaries if canary.kind != "UNREAD")
    _command(server.scratch, driven, ["questions", "ask", "--stdin", "--as", server.scratch.users[Role.STAFF], "--json"], words.encode())


def imported_files(server: Server, driven: Driven) -> None:
    """Mail and tables, one file with every canary; lines that cannot be read are in it."""
    folder = server.scratch.inputs
    for file in (_mbox(folder, driven.canaries[::3]), _table(folder, driven.canaries[1::3]), _broken_lines(folder, driven.canaries)):
        _command(server.scratch, driven, ["questions", "import", str(file), "--as", server.scratch.users[Role.STAFF], "--json"])


def _command(scratch: Scratch, driven: Driven, words: list[str], sent: bytes = b"") -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "assistant.cli.main", *words],
        env=scratch.environment(),
        input=sent,
        capture_output=True,
        check=False,
        timeout=COMMAND_SECONDS,
    )
    driven.statuses[f"exit {done.returncode}"] += 1
    name = f"command-{words[0]}-{words[1]}-{sum(driven.statuses.values())}"
    (scratch.root / f"{name}.out").write_bytes(done.stdout)
    (scratch.root / f"{name}.err").write_bytes(done.stderr)


def _mbox(folder: Path, canaries: tuple[Canary, ...]) -> Path:
    file = folder / "inbox.mbox"
    kept = mailbox.mbox(file)
    for canary in canaries:
        mail = EmailMessage()
        mail["Subject"], mail["From"] = f"Question: {canary.text[:40]}".replace("\n", " "), f"{canary.secrets[0]} <someone@mailbox.example>"
        mail["Date"] = "Sat, 21 Nov 2026 10:00:00 +0000"
        mail.set_content(canary.text)
        if canary.kind == "PHONE":
            mail.add_alternative(f"<p>{canary.text}</p>", subtype="html")
        kept.add(mail)
    kept.close()
    return file


def _table(folder: Path, canaries: tuple[Canary, ...]) -> Path:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["id", "question", "language", "school"])
    for canary in canaries:
        rows.writerow([canary.secrets[0], canary.text, canary.language, ""])
    rows.writerow(["", canaries[0].text, "", canaries[0].secrets[0]])
    file = folder / "inbox.csv"
    file.write_text(out.getvalue(), "utf-8")
    return file


def _broken_lines(folder: Path, canaries: tuple[Canary, ...]) -> Path:
    file = folder / "inbox.jsonl"
    file.write_text(json.dumps({canaries[0].secrets[0]: canaries[0].text}) + "\n" + canaries[1].text, "utf-8")
    return file
