"""`countersign`: the commands, and how their errors are told."""

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from assistant.cli import (
    backup,
    document_care,
    evaluation,
    governance,
    governance_pack,
    metrics,
    pilot,
    policy,
    privacy,
    questions,
    review,
    setting_up,
    switch,
    users,
)
from policies.errors import CountersignError

app = typer.Typer(
    name="countersign",
    help="Governed answers for school families: drafted only from approved documents, countersigned by a person.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
setting_up.register(app)
app.add_typer(document_care.app, name="documents")
app.add_typer(questions.app, name="questions")
app.add_typer(review.app, name="review")
app.add_typer(metrics.app, name="metrics")
app.add_typer(pilot.app, name="pilot")
app.add_typer(governance_pack.app, name="governance")
app.add_typer(evaluation.app, name="eval")
policy.register(governance.policy)
app.add_typer(governance.policy, name="policy")
app.add_typer(governance.ledger, name="ledger")
app.add_typer(privacy.app, name="privacy")
app.add_typer(backup.app, name="backup")
app.add_typer(users.app, name="users")
app.add_typer(switch.app, name="switch")
app.add_typer(governance.database, name="db")
app.add_typer(governance.models, name="models")
review.register_trace(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"countersign {version('countersign')}")
        raise typer.Exit


@app.callback()
def main(
    _version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Governed answers for school families: drafted only from approved documents, countersigned by a person.

    Start with `countersign init --demo` and `countersign serve`.
    """


def run() -> None:
    """Entry point: exit 0 on success, 2 on a usage error, 1 on a refusal with its code and remedy on stderr.

    Whatever is written, here and by the server's workers, is for the user who runs this alone (mode 0600): database, index, exports.
    """
    os.umask(0o077)
    try:
        app()
    except CountersignError as error:
        print(f"{error.code}: {error.detail}\n{error.remedy}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        sys.exit(130)


if __name__ == "__main__":
    run()
