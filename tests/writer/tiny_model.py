"""A real server with a real, very small language model, in a process of its own on a free port of the loopback."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

SCRIPT = Path(__file__).parents[2] / "scripts" / "serve_tiny_model.py"
NAME = "smollm2-135m-instruct"
LONGEST_START_S = 120


@contextmanager
def tiny_model(most_tokens: int) -> Iterator[str]:
    """Serve the model and give the base of the address; an answer has at most so many tokens."""
    command = [sys.executable, str(SCRIPT), "--port", "0", "--most-tokens", str(most_tokens)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            assert select.select([server.stdout], [], [], LONGEST_START_S)[0], "the server did not start in time"
            line = server.stdout.readline()
            assert NAME in line, f"the server ended with {server.wait(10)}"
            yield line.split()[0]
        finally:
            server.terminate()


def continued(base: str, prompt: str, n_tokens: int) -> str:
    """Return the likeliest words after a prompt."""
    body = json.dumps({"prompt": prompt, "max_tokens": n_tokens, "temperature": 0}).encode()
    request = Request(f"{base}/completions", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=LONGEST_START_S) as response:
        text: str = json.load(response)["choices"][0]["text"]
        return text
