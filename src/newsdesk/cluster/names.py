"""The forms in which one name may be met again: `Ilsa Varnholt` as `Varnholt`, `Greyfell Minerals` as `Greyfell`.

A longer quotation is treated as a name too: the same words in the same mouth tell of one event, and nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from zlib import crc32

from newsdesk.cluster.stopwords import STOPWORDS
from newsdesk.cluster.terms import pieces, words_of
from newsdesk.model.annotations import Annotations, Mode, NameKind

MAX_NAMES = 24
"""So many names of a report are looked at."""
MAX_QUOTATIONS, LEAST_QUOTED, MOST_QUOTED = 8, 7, 40
"""So many quotations of a report are looked at; shorter ones, in words, may be anybody's; words compared of each."""
LEAST_LETTERS = 4
"""Shorter words alone stand for nobody: they are mostly abbreviations that many share."""
_LARGE = frozenset({"country", "continent", "sea"})


def load_common() -> frozenset[str]:
    """Read the stems of words that news writes in lower case: alone, none of them is a name."""
    shares = resources.files("newsdesk.cluster").joinpath("data/english.tsv").read_text("utf-8")
    return frozenset(line.split("\t")[0] for line in shares.splitlines())


def whole_form(name: str) -> int:
    """Return the form that stands for all words of a name."""
    return crc32(" ".join(word for word in words_of(name.lower()) if word != "the").encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Named:
    """One name, or quotation, of a report."""

    label: str
    """As a person reads it in a reason."""
    forms: tuple[int, ...]
    """Its forms, the whole one first."""
    quotation: bool = False


def names_of(text: str, annotations: Annotations, common: frozenset[str]) -> tuple[Named, ...]:
    """Return the names of a report and then its quotations; media and whole countries are no names here."""
    large = {place.name.lower() for place in annotations.places if place.kind in _LARGE}
    seen: dict[int, Named] = {}
    for entity in annotations.entities:
        if entity.medium or entity.name.lower() in large:
            continue
        forms = _forms(entity.name, entity.kind, common)
        if forms:
            seen.setdefault(forms[0], Named(_label(entity.name), forms))
        if len(seen) >= MAX_NAMES:
            break
    return (*seen.values(), *_quotations(text, annotations))


def _label(name: str) -> str:
    """The name as a reader expects it: towns of datelines stand in capitals."""
    return name.title() if name.isupper() and len(name) > LEAST_LETTERS else name


def _quotations(text: str, annotations: Annotations) -> list[Named]:
    """The direct quotations that are long enough to be nobody else's."""
    found: dict[int, Named] = {}
    for statement in annotations.statements:
        if statement.mode is Mode.DIRECT and len(found) < MAX_QUOTATIONS:
            words = words_of(" ".join(text[span.start : span.end] for span in statement.content))
            if len(words) >= LEAST_QUOTED:
                form = crc32(" ".join(['"', *words[:LEAST_QUOTED]]).lower().encode("utf-8", "surrogatepass"))
                found.setdefault(form, Named(f"the quotation “{' '.join(words[:4])}…”", (form,), quotation=True))
    return list(found.values())


@lru_cache(maxsize=50_000)
def _forms(name: str, kind: NameKind, common: frozenset[str]) -> tuple[int, ...]:
    """The whole name and those of its words that can stand for it; a person's first name cannot."""
    words = [word for word in words_of(name.lower()) if word != "the"]
    alone = words[1:] if kind is NameKind.PERSON and len(words) > 1 else words
    telling = [
        word
        for word in alone
        if len(word) >= LEAST_LETTERS and word not in STOPWORDS and not common.intersection(pieces(word))
    ]
    if len(words) < 2 and not telling:
        return ()
    keys = dict.fromkeys([" ".join(words), *telling])
    return tuple(crc32(key.encode("utf-8", "surrogatepass")) for key in keys)
