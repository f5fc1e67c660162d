"""The forms in which one name may be met again: `Ilsa Varnholt` as `Varnholt`, `Greyfell Minerals` as `Greyfell`.

A longer quotation is treated as a name too: the same words in the same mouth tell of one event, and nothing else does.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from zlib import crc32

import msgspec

from newsdesk.cluster.stopwords import STOPWORDS
from newsdesk.cluster.terms import pieces, words_of
from newsdesk.datelines import AGENCY_LINE
from newsdesk.model.annotations import Annotations, Mode, NameKind
from newsdesk.model.article import Version
from newsdesk.model.text import Span

MAX_NAMES = 24
"""So many names of a report are looked at."""
MAX_QUOTATIONS, LEAST_QUOTED, MOST_QUOTED = 8, 7, 40
"""So many quotations of a report are looked at; shorter ones, in words, may be anybody's; words compared of each."""
LEAST_LETTERS = 4
"""Shorter words alone stand for nobody: they are mostly abbreviations that many share."""
LEAD_CHARS, OFTEN = 300, 3
"""A report is about what stands so far from the start of its body, or so many times in all."""
IN_TITLE, BESIDE = 1.5, 0.35
"""What a name in the title is worth, and one in passing, against one that the report is about."""
DATELINE_WITHIN = 400
"""A dateline begins a line, and ends, within so many characters of the body."""
_LARGE = frozenset({"country", "continent", "sea"})


def load_common() -> frozenset[str]:
    """Read the stems of words that news writes in lower case: alone, none of them is a name."""
    shares = resources.files("newsdesk.cluster").joinpath("data/english.tsv").read_text("utf-8")
    return frozenset(line.split("\t")[0] for line in shares.splitlines())


def whole_form(name: str) -> int:
    """Return the form that stands for all words of a name."""
    return crc32(" ".join(word for word in words_of(name.lower()) if word != "the").encode("utf-8", "surrogatepass"))


class Named(msgspec.Struct, frozen=True, gc=False):
    """One name, or quotation, of a report."""

    label: str
    """As a person reads it in a reason."""
    forms: tuple[int, ...]
    """Its forms, the whole one first."""
    quotation: bool = False
    salience: float = 1.0
    """How much the report is about it, as far as its place tells."""


def names_of(version: Version, annotations: Annotations, common: frozenset[str]) -> tuple[Named, ...]:
    """Return the names of a report and then its quotations.

    Media, whole countries, and what stands in the dateline alone are no names here.
    """
    large = {place.name.lower() for place in annotations.places if place.kind in _LARGE}
    dateline = dateline_of(version)
    mentions: dict[int, list[int]] = {}
    for name in annotations.names:
        mentions.setdefault(name.entity, []).append(name.span.start)
    seen: dict[int, Named] = {}
    for i, entity in enumerate(annotations.entities):
        if entity.medium or entity.name.lower() in large:
            continue
        starts = [start for start in mentions.get(i, ()) if not dateline.start <= start < dateline.end]
        if i in mentions and not starts:
            continue
        forms = _forms(entity.name, entity.kind, common)
        if forms:
            seen.setdefault(forms[0], Named(_label(entity.name), forms, salience=_salience(starts, dateline, version)))
        if len(seen) >= MAX_NAMES:
            break
    return (*seen.values(), *_quotations(version.text, annotations))


def _salience(starts: list[int], dateline: Span, version: Version) -> float:
    """What mentions at these places are worth; 1 where none is known."""
    if starts and starts[0] < version.body_start:
        return IN_TITLE
    return 1.0 if not starts or len(starts) >= OFTEN or starts[0] < dateline.end + LEAD_CHARS else BESIDE


def dateline_of(version: Version) -> Span:
    """Return where the dateline stands; an empty span at the start of the body where there is none."""
    start = version.body_start
    found = AGENCY_LINE.search(version.text, start, start + DATELINE_WITHIN)
    return Span(*found.span()) if found else Span(start, start)


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
