"""A real `countersign serve` in its own process, and an HTTP client of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

START_SECONDS = 240
"""A loaded machine takes long to load the models; a free one needs ten seconds."""


def environment(data: Path, **more: str) -> dict[str, str]:
    """What a server process is started with. Compiled modules are kept: every start would compile them again."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("COUNTERSIGN_")}
    return {**kept, "COUNTERSIGN_DATA": str(data), **more}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def countersign(data: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """One command in its own process."""
    command = [sys.executable, "-m", "assistant.cli.main", *words]
    return subprocess.run(command, env=environment(data, **more), capture_output=True, text=True, check=False, timeout=START_SECONDS)


@dataclass
class Server:
    """A running server. Its output goes to a file, so that it can be searched."""

    data: Path
    log: Path
    port: int
    process: "subprocess.Popen[bytes]"

    @classmethod
    def start(cls, data: Path, log: Path) -> "Server":
        """Start it and wait until it answers."""
        port = free_port()
        command = [sys.executable, "-m", "assistant.cli.main", "serve", "--port", str(port)]
        with log.open("ab") as out:
            process = subprocess.Popen(command, env=environment(data), stdout=out, stderr=out, start_new_session=True)
        server = cls(data, log, port, process)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            try:
                if httpx.get(f"{server.address}/healthz", timeout=2).status_code == 200:
                    return server
            except httpx.HTTPError:
                time.sleep(0.1)
        server.kill()
        raise AssertionError(log.read_text("utf-8", errors="replace")[-2000:])

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, token: str) -> httpx.Client:
        """A program with a token."""
        return httpx.Client(base_url=self.address, headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def kill(self) -> None:
        """End it as a power cut does: no goodbye."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


def ask(client: httpx.Client, text: str, key: str, **more: str) -> Any:
    """One question; the item. Raises: httpx.HTTPError when the server went away."""
    answer = client.post("/api/v1/questions", json={"text": text, **more}, headers={"Idempotency-Key": key})
    answer.raise_for_status()
    return answer.json()
