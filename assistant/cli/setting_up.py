"""`countersign init` and `countersign serve`."""

import json as json_module
from typing import Annotated

import typer

from assistant.cli.door import Json, Progress, say


def register(app: typer.Typer) -> None:
    """Add both commands to the root."""
    app.command()(init)
    app.command()(serve)


def init(
    demo: Annotated[bool, typer.Option("--demo", help="Load the fictional district with its documents and users.")] = False,
    json: Json = False,
) -> None:
    """Make the data folder, the database, the policy and the first administrator. Safe to run again: nothing is overwritten.

    Example: countersign init --demo
    """
    from assistant.founding import found

    made = found(is_demo=demo, progress=Progress("documents"))
    if json:
        say(json_module.dumps({"data": str(made.data), "policy": str(made.policy_file), "is_new": made.is_new}))
        say(json_module.dumps({"tokens": made.tokens}))
        return
    say(f"Data folder: {made.data}")
    say(f"Policy:      {made.policy_file} (version {made.policy_version})")
    for role, (username, password) in made.passwords.items():
        say(f"Sign in as {role}: user name {username}, password {password}")
    if not made.passwords:
        say("It was set up already; users keep their passwords.")
    say("Next: countersign serve")


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; default: COUNTERSIGN_HOST or 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; default: COUNTERSIGN_PORT or 8000.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=16, help="Processes that answer requests.")] = 1,
) -> None:
    """Serve the web app and the HTTP API. One server at a time on a data folder.

    Example: countersign serve --port 8080
    """
    from assistant.serving import serve_forever

    serve_forever(host, port, workers)
