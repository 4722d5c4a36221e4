"""A scratch district over a folder of documents: founded, loaded and approved by the same services that a real one uses."""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.accounts import users
from assistant.compose import House
from assistant.demo.loading import FOLDER
from assistant.founding import found
from assistant.services import documents
from assistant.settings import Settings
from ingest.documents import DocumentFacts
from ingest.embedding.encoder import Encoded, Encoder, Encoding
from policies.policy import load_policy
from policies.words.documents import Audience

OWN = FOLDER / "documents"
READABLE = {".md", ".txt", ".html", ".docx", ".pdf", ".xlsx", ".csv"}
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


class RememberingEncoder:
    """An encoder that keeps question vectors in a file, so that a second run encodes nothing. Implements `encoder.Encoder`."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        self._encoder, self._file = encoder, file
        self.model, self.n_dimensions = encoder.model, encoder.n_dimensions
        self._known: dict[str, NDArray[np.float32]] = dict(np.load(file)) if file.exists() else {}
        self._is_changed = False

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self._remembered("q", [text])[0]

    def begin_query(self, text: str) -> Encoding:
        return Encoded(self.encode_query(text))

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._remembered("p", texts)

    def _remembered(self, kind: str, texts: Sequence[str]) -> NDArray[np.float32]:
        keys = [kind + hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
        missing = [i for i, key in enumerate(keys) if key not in self._known]
        if missing:
            chosen = [texts[i] for i in missing]
            made = self._encoder.encode_passages(chosen) if kind == "p" else np.stack([self._encoder.encode_query(t) for t in chosen])
            self._known.update({keys[i]: vector for i, vector in zip(missing, made, strict=True)})
            self._is_changed = True
        return np.stack([self._known[key] for key in keys]) if keys else np.zeros((0, self.n_dimensions), np.float32)

    def save(self) -> None:
        """Keep what was encoded."""
        if self._is_changed:
            np.savez(self._file, **self._known)  # type: ignore[arg-type]


def open_district(folder: Path, scratch: Path, *, is_fresh: bool = False) -> House:
    """The district over a folder of documents; loaded once, found again by the folder's content. With `is_fresh` nothing is remembered."""
    files = sorted(f for f in folder.iterdir() if f.suffix in READABLE)
    digest = hashlib.sha256(b"".join(f.name.encode() + f.read_bytes() for f in files)).hexdigest()[:12]
    data = scratch / f"{folder.parent.name}-{digest}"
    settings = Settings(data=data)
    is_own = folder.resolve() == OWN.resolve()
    if not (data / "loaded").exists():
        print(f"loading {len(files)} documents into {data} …", flush=True)
        found(is_demo=is_own, settings=settings)
        if not is_own:
            _load(settings, files)
        (data / "loaded").touch()
    policy = load_policy(settings.policy_file)
    house = House(settings, policy)
    if not is_fresh:
        house.__dict__["_encoder"] = RememberingEncoder(house.encoder, data / "question_vectors.npz")
    return house


def _load(settings: Settings, files: Sequence[Path]) -> None:
    house = House(settings)
    try:
        rules = house.policy.documents.model_copy(update={"uploader_may_approve": True, "blocking_findings": ()})
        house.policy = house.policy.model_copy(update={"documents": rules})
        with house.database.read() as session:
            user = users.find_user(session, "admin")
        assert user is not None
        today = house.clock.today()
        for number, file in enumerate(files, start=1):
            facts = document_facts(file, user.id, set(house.policy.documents.kinds))
            added = documents.add(house, user.actor, file.read_bytes(), file.name, facts)
            documents.approve(house, user.actor, added.document.id, added.revision.id, today, today + dt.timedelta(days=300))
            if number % 25 == 0:
                print(f"  {number}/{len(files)}", flush=True)
    finally:
        house.close()


def document_facts(file: Path, owner: str, kinds: set[str]) -> DocumentFacts:
    """Title, kind, school year and language of a file: from its front matter, else its first heading, else its name."""
    text = file.read_text("utf-8") if file.suffix in {".md", ".txt"} else ""
    front = _FRONT.match(text)
    said = yaml.safe_load(front[1]) if front else {}
    heading = re.search(r"^# +(.+)$", text, re.MULTILINE)
    title = str(said.get("title") or (heading[1].strip() if heading else file.stem.replace("-", " ")))
    kind = str(said.get("kind") or "handbook").replace("-", "_")
    return DocumentFacts(
        title=title[:200],
        kind=kind if kind in kinds else "handbook",
        owner_id=owner,
        schools=(),
        audience=Audience.FAMILIES,
        school_year=said.get("school_year"),
        language=said.get("language") or "en",
        document_id=None,
    )
