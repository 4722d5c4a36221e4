"""A copy of the district that the proof may drive: its own database, users, policy, temporary and home folder; nothing live is touched."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import yaml
from sqlalchemy import insert, select

from assistant import schema
from assistant.accounts import tokens, users
from assistant.compose import House
from assistant.services.backup_database import copy_sqlite, sqlite_path
from assistant.settings import Settings
from policies.errors import Unavailable
from policies.policy import Policy, ProviderRules
from policies.records import Database
from policies.words.people import SYSTEM, Role

START_SECONDS = 240
"""A loaded machine takes long to load the models; a free one needs ten seconds."""
_ROLES = (Role.STAFF, Role.REVIEWER, Role.OWNER, Role.ADMIN)


@dataclass
class Scratch:
    """The copy. `root` is searched whole; `inputs` lies beside it, for the files that the proof itself writes."""

    root: Path
    inputs: Path
    models: Path
    provider_key: str = field(default_factory=lambda: f"sk-{secrets.token_hex(16)}")
    tokens: dict[Role, str] = field(default_factory=dict[Role, str])
    users: dict[Role, str] = field(default_factory=dict[Role, str])
    password: str = field(default_factory=lambda: secrets.token_urlsafe(18))

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.root / "data"

    @property
    def settings(self) -> Settings:
        """Settings of a house on it."""
        return Settings(data=self.data, models=self.models, log_level="error")

    def environment(self) -> dict[str, str]:
        """What its processes are started with: whatever they write to home, cache or temp lands where it is searched."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERSIGN_")}
        own = {
            "COUNTERSIGN_DATA": str(self.data),
            "COUNTERSIGN_MODELS": str(self.models),
            "COUNTERSIGN_LOG_LEVEL": "debug",
            "COUNTERSIGN_PROVIDER_KEY": self.provider_key,
            **{name: str(self.root / "tmp") for name in ("TMPDIR", "TMP", "TEMP")},
            "HOME": str(self.root / "home"),
            "XDG_CACHE_HOME": str(self.root / "home" / "cache"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return kept | own


def make_scratch(house: House, folder: Path, model_url: str) -> Scratch:
    """Copy the district into an empty folder, with users of the proof's own and the listening model as its provider."""
    made = Scratch(folder / "searched", folder / "inputs", house.settings.models_folder)
    for path in (made.data, made.root / "tmp", made.root / "home", made.inputs):
        path.mkdir(parents=True, mode=0o700)
    if house.database.is_sqlite:
        copy_sqlite(sqlite_path(house.settings.database_url), made.data / "countersign.db")
    else:
        _copy_rows(house.database, made.settings.database_url)
    policy = _policy_of_the_proof(house.policy, model_url)
    (made.data / "policy.yaml").write_text(yaml.safe_dump(policy.model_dump(mode="json"), allow_unicode=True), "utf-8")
    own = House(made.settings, policy)
    try:
        with own.database.write() as session:
            now = own.clock.now()
            for role in _ROLES:
                user = users.add_user(session, now, SYSTEM, f"proof-{secrets.token_hex(4)}", [role], policy.sign_in, made.password)
                made.users[role] = user.username
                made.tokens[role] = tokens.issue_token(session, now, SYSTEM, user.id, "privacy proof")
    finally:
        own.close()
    return made


def _policy_of_the_proof(policy: Policy, model_url: str) -> Policy:
    """The district's policy with a listening model and no limit on the pace."""
    provider = ProviderRules(
        name="listening", kind="openai_compatible", base_url=model_url, model="listening-1", timeout_seconds=1, max_calls_per_draft=1
    )
    drafting = policy.drafting.model_copy(
        update={"is_enabled": True, "drafter": "generative", "provider": "listening", "providers": (provider,)}
    )
    return policy.model_copy(
        update={
            "drafting": drafting,
            "questions": policy.questions.model_copy(update={"per_user_per_minute": 10_000}),
            "families": policy.families.model_copy(update={"is_open": True, "per_address_per_hour": 1000}),
        }
    )


def _copy_rows(source: Database, to: str) -> None:
    """Every row of every table, for a database whose files cannot be copied."""
    target = Database(to)
    schema.upgrade(target)
    try:
        with source.read() as old, target.write() as new:
            for table in schema.metadata().sorted_tables:
                new.execute(table.delete())
                for rows in old.execute(select(table)).mappings().partitions(500):
                    new.execute(insert(table), [dict(row) for row in rows])
    finally:
        target.close()


class ServerProcess:
    """A real `countersign serve` on the copy. Its output goes to a file in the searched folder."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch = scratch
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def command(self) -> Sequence[str]:
        """What is started."""
        return (sys.executable, "-m", "assistant.cli.main", "serve", "--port", str(self.port))

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers. Raises: Unavailable proof.server."""
        with (self.scratch.root / "server.log").open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                self.command(), env=self.scratch.environment(), stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                if httpx.get(f"{self.address}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        self.stop()
        raise Unavailable("proof.server", "The server on the copy did not start.", "Run `countersign serve` and mend what it says.")

    def stop(self) -> None:
        """Ask it to end, as an administrator does; kill it when it does not."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
