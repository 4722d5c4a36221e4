"""Headless Chromium on a running app: what a person sees and presses."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

CHROMIUM = shutil.which("chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: make system-packages brings it")


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The app on a port of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def opened_page(address: str, cookie: str, width: int = 1280, tolerated: str | tuple[str, ...] = (), **more: Any) -> Iterator[Any]:
    """A page of a fresh browser, signed in by its session cookie. Errors on its console fail the test, except `tolerated` ones."""
    from playwright.sync_api import sync_playwright

    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        context.add_cookies([{"name": "countersign", "value": cookie, "url": address, "httpOnly": True}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(f"{line.text} {line.location['url']}") if line.type == "error" else None)
        yield page
        context.close()
        browser.close()
    expected = (tolerated,) if isinstance(tolerated, str) else tolerated
    untold = [words for words in wrong if not any(part in words for part in expected)]
    assert untold == [], untold
