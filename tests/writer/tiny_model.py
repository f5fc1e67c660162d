"""A real server with a real, very small language model, in a process of its own on a free port of the loopback."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

SCRIPT = Path(__file__).parents[2] / "scripts" / "serve_tiny_model.py"
NAME = "smollm2-135m-instruct"
LONGEST_S = 120


@contextmanager
def tiny_model(context: int) -> Iterator[str]:
    """Serve the model and give the base of the address; question and answer together have at most so many tokens."""
    command = [sys.executable, str(SCRIPT), "--port", "0", "--context", str(context)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            assert select.select([server.stdout], [], [], LONGEST_S)[0], "the server did not start in time"
            line = server.stdout.readline()
            assert NAME in line, f"the server ended with {server.wait(10)}"
            yield line.split()[0]
        finally:
            server.terminate()


def continued(base: str, prompt: str, n_tokens: int) -> str:
    """Return the likeliest words after a prompt."""
    text: str = _asked(f"{base}/completions", {"prompt": prompt, "max_tokens": n_tokens})["text"]
    return text


def said(base: str, question: str, n_tokens: int) -> str:
    """Return the likeliest answer to a question."""
    asked = {"messages": [{"role": "user", "content": question}], "max_tokens": n_tokens}
    text: str = _asked(f"{base}/chat/completions", asked)["message"]["content"]
    return text


def _asked(address: str, body: dict[str, Any]) -> dict[str, Any]:
    request = Request(address, json.dumps(body | {"temperature": 0}).encode(), {"Content-Type": "application/json"})
    with urlopen(request, timeout=LONGEST_S) as response:
        choice: dict[str, Any] = json.load(response)["choices"][0]
        return choice
