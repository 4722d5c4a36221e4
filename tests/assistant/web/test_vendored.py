import hashlib
import re

import pytest

from assistant.web.static_files import STATIC

FOLDERS = sorted(path for path in (STATIC / "vendor").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_vendored_file_is_named_with_its_hash_and_comes_with_its_licence(folder) -> None:
    words = (folder / "VENDORED.md").read_text("utf-8")
    listed = dict(re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", words))
    present = {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() and p.name != "VENDORED.md"
    }
    assert listed == present
    assert any(name.startswith("LICENSE") for name in present)
    assert "http" not in words


def test_vendored_files_stay_small() -> None:
    assert sum(p.stat().st_size for p in (STATIC / "vendor").rglob("*") if p.is_file()) < 700_000
