"""The server: one on a data folder, warm before it answers."""

import gc
import sys
import time
from typing import Any

from filelock import FileLock, Timeout

from assistant import steps, tracing
from assistant.compose import House, data_folder
from assistant.schema import require_newest
from assistant.services import index_care, keeping
from assistant.settings import load_settings
from assistant.way import Asked
from policies.errors import Conflict, WrongConfiguration
from policies.triage.triage import triage


def serve_forever(host: str | None = None, port: int | None = None, workers: int = 1, house: House | None = None) -> None:
    """Serve until stopped. `house` is handed over when it is warm already (one worker only).

    Raises: Conflict server.running; WrongConfiguration data.missing, policy.*, schema.*, model.missing, server.port.
    """
    import uvicorn

    settings = house.settings if house else load_settings(host=host, port=port)
    data_folder(settings)
    lock = FileLock(settings.data / "server.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Conflict(
            "server.running", "A server is already running on this data folder.", "Stop it, or set COUNTERSIGN_DATA to another folder."
        ) from None
    try:
        address = (host or settings.host, port or settings.port)
        _check_port(*address)
        quiet: Any = {"log_level": "warning", "access_log": False, "server_header": False, "proxy_headers": False}
        if workers > 1:
            warm(House(settings)).close()
            uvicorn.run("assistant.serving:app", factory=True, workers=workers, host=address[0], port=address[1], **quiet)
        else:
            from assistant.web.app import make_app

            ready = house or warm(House(settings))
            _say(f"Serving on http://{address[0]}:{address[1]} (stop with Ctrl-C)")
            traces = tracing.start(ready.settings.traces)
            with keeping.Keeper(ready):
                uvicorn.run(make_app(ready), host=address[0], port=address[1], **quiet)
            tracing.stop(traces)
            ready.close()
    finally:
        lock.release()


def app() -> object:
    """One worker's app."""
    from assistant.web.app import make_app

    house = warm(House(load_settings()))
    tracing.start(house.settings.traces)
    keeping.Keeper(house).start()
    return make_app(house)


COLLECT_EVERY = (20_000, 20, 20)
"""New objects before the collector looks for rings among them: a question makes some thousands that end by themselves. Default: 700."""


def warm(house: House) -> House:
    """Load everything a question needs, so that the first one is as fast as the next. Raises: WrongConfiguration; Unavailable."""
    with house.database.read() as session:
        require_newest(session)
    house.database.check()
    for label, load in (
        ("encoder", lambda: house.encoder.encode_query("warm")),
        ("redactor", lambda: (house.redactor.load(), house.redactor.self_test())),
        ("drafter", house.load_drafter),
        ("index", lambda: (keeping.keep(house), index_care.refresh_index(house))),
        ("way", lambda: _walk(house)),
    ):
        began = time.perf_counter()
        load()
        _say(f"{label} ready ({time.perf_counter() - began:.1f} s)")
    gc.collect()
    gc.freeze()  # what was loaded stays; without this every full collection walks through models and libraries
    gc.set_threshold(*COLLECT_EVERY)
    return house


def _walk(house: House) -> None:
    """A first question up to its evidence; not drafted, since a provider may charge for that. Nothing is kept."""
    redaction = house.redactor.redact("When does school start?")
    triage(redaction.text, redaction.language, house.policy)
    understood = steps.read_question(house.way, Asked(redaction.text, "warm"), redaction)
    with house.database.read() as session:
        steps.find_evidence(house.way, session, understood)


def _check_port(host: str, port: int) -> None:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WrongConfiguration(
                "server.port",
                f"Port {port} of {host} cannot be used ({type(error).__name__}).",
                "Choose another: countersign serve --port.",
            ) from None


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
