"""What the English pipeline brings with it, and what it leaves to those who ask."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsdesk.annotate.en.pipeline import pipeline

_LOADS = """
import sys
from newsdesk.annotate.en.pipeline import pipeline
pipeline()
assert not {"spacy.cli", "httpx", "weasel"} & set(sys.modules), "spaCy's commands were imported"
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert spacy.cli.info(silent=True)["spacy_version"] == spacy.__version__
"""


@pytest.mark.slow
def test_commands_of_spacy_are_imported_when_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_numpy_multiplies() -> None:
    # spaCy types a part of its pipeline as a bare callable.
    layers = [layer for _, part in pipeline().pipeline for layer in part.model.walk()]  # type: ignore[attr-defined]
    assert layers
    assert not any(layer.ops.use_blis for layer in layers)
