"""Judge anew what the rules take a name for, by weights learnt from annotated texts.

The rules say what a name is by what speaks for it; a multinomial logistic regression weighs that together with the
name's form, the words and tags around all its mentions in the document, and the parser's vectors. Where it is much
surer of another kind than of the rules' it wins; where it takes a name for something that is none of a person, a body
or a place, the name goes. `scripts/train_kinds.py` learns the weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en.kinds import BODY_ENDINGS, Votes
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.parsing import Parse, code_of
from newsdesk.annotate.en.places_words import word_list
from newsdesk.annotate.en.sports import is_sports_report
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.annotate.hashing import Floats
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

CLASSES = (NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE, None)
"""What a name may be judged to be; None: none of these."""
_SURER = 0.7
_SURER_NONE = 1.2
"""By how much the logarithm of a kind's chance must exceed that of the rules' kind; more to take a name away."""
_CERTAIN = 3.0
"""What the rules' votes for a kind count at most; beyond, they are sure."""
_PLAIN = 1.5
"""By how much the rules' votes for a kind exceed all others where they need no second judge."""
_TAGS = (
    "NNP", "NNPS", "NN", "NNS", "JJ", "DT", "IN", "VBD", "VBZ", "VBN", "CD", "CC", "PRP$", ",", ".", "''", "``", "HYPH",
    "POS",
)  # fmt: skip
_ARCS = (
    "nsubj", "nsubjpass", "pobj", "dobj", "compound", "appos", "poss", "conj", "ROOT", "attr", "nmod", "amod", "agent",
)  # fmt: skip
_BEFORE = (
    "in", "at", "near", "from", "of", "by", "to", "with", "for", "on", "against", "and", "into", "than", "between",
    "album", "film",
)  # fmt: skip
_ARTICLES = frozenset(["the", "a", "an"])
_YEAR = re.compile(r" ?\(\d{4}")
_OWNS = re.compile(r"['’]s ")
_SAYS = re.compile(r"\s+(?:said|says|told|tells|added)\b")
_WHO = re.compile(r",? (?:who|whose)\b")
_LONGEST_ACRONYM = 5


class Weights(NamedTuple):
    """One column a class; the features are in the order of `features_of`."""

    weights: Floats
    bias: Floats


@cache
def _weights() -> Weights:
    path = files("newsdesk.annotate.en") / "data" / "kinds.npz"
    with path.open("rb") as file, np.load(file) as stored:
        return Weights(stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))


def judged(
    text: str,
    spans: Mapping[Span, NameKind],
    votes: Mapping[str, Votes],
    parse: Parse,
    lexicon: Lexicon,
    places: Gazetteer,
) -> dict[Span, NameKind]:
    """Return the names with the kinds that the rules and the weights give them together."""
    mentions = names_of(text, spans)
    parts = {word for name, kind in mentions if kind is NameKind.PERSON and " " in name for word in name.split()}
    names = [
        (name, kind)
        for name, kind in mentions
        if name not in parts and _is_open(name, kind, votes.get(name, {}), lexicon)
    ]
    if not names or not len(parse):
        return dict(spans)
    features = np.stack(
        [features_of(text, name, kind, mentions[name, kind], votes, parse, lexicon, places) for name, kind in names]
    )
    raw = features @ _weights().weights + _weights().bias
    in_sports = is_sports_report(text)
    found: dict[Span, NameKind] = dict(spans)
    for (name, kind), scores in zip(names, raw, strict=True):
        best = _best(name, kind, scores, in_sports=in_sports)
        for span in mentions[name, kind]:
            if best is None:
                del found[span]
            else:
                found[span] = best
    return found


def _best(name: str, kind: NameKind, scores: Floats, *, in_sports: bool) -> NameKind | None:
    """Return the kind of a name by its scores; in reports of sport, which the weights don't know, only full persons."""
    own = scores[CLASSES.index(kind)]
    best: NameKind | None = kind
    most = -np.inf
    for other, score in zip(CLASSES, scores, strict=True):
        surer = score - own > (_SURER if other is not None else _SURER_NONE)
        allowed = not in_sports or (other is NameKind.PERSON and " " in name)
        if other is not kind and surer and allowed and score > most:
            best, most = other, score
    return best


def _is_open(name: str, kind: NameKind, said: Votes, lexicon: Lexicon) -> bool:
    """Tell whether a name may be judged anew: no list knows it, and the rules are not sure of it."""
    if kind not in CLASSES or name in lexicon.media or name in lexicon.platforms or name in lexicon.bodies:
        return False
    others = max((weight for other, weight in said.items() if other is not kind), default=0.0)
    sure = said.get(kind, 0.0) - max(0.0, others) >= _PLAIN
    return not sure and name.lower() not in lexicon.names["bodies"] | lexicon.names["leaders"]


def names_of(text: str, spans: Mapping[Span, NameKind]) -> dict[tuple[str, NameKind], list[Span]]:
    """Return the mentions of each distinct name and kind."""
    found: dict[tuple[str, NameKind], list[Span]] = {}
    for span, kind in spans.items():
        found.setdefault((span.of(text), kind), []).append(span)
    return found


def features_of(
    text: str,
    name: str,
    kind: NameKind,
    spans: Sequence[Span],
    votes: Mapping[str, Votes],
    parse: Parse,
    lexicon: Lexicon,
    places: Gazetteer,
) -> Floats:
    """Return all that is seen of a name: what the rules say, its form, and the mean of its mentions."""
    said = votes.get(name, {})
    ruled = (
        [float(kind is one) for one in NameKind]
        + [min(said.get(one, 0.0), _CERTAIN) for one in NameKind]
        + [float(not said)]
    )
    around = np.mean([_around(text, span, parse) for span in spans], axis=0)
    return np.concatenate([ruled, list(map(float, _form(name, lexicon, places))), around]).astype(np.float32)


def _form(name: str, lexicon: Lexicon, places: Gazetteer) -> Iterator[float]:
    """Yield what the name itself shows."""
    words = name.split()
    lower = [word.lower().strip(".,") for word in words]
    first, last, alone = lower[0], lower[-1], len(words) == 1
    yield from (alone, len(words) == 2, len(words) == 3, len(words) > 3)
    short = name.isupper() and len(name) <= _LONGEST_ACRONYM
    yield from (
        short,
        name.isupper(),
        any(map(str.isdigit, name)),
        "&" in name,
        any(word[0].islower() for word in words),
    )
    yield from (" of " in name, last.endswith("s"), "-" in name, "." in name, "'" in name or "’" in name)
    yield alone and any(map(str.isupper, name[1:]))
    given, surnames, common = word_list("given_names"), word_list("surnames"), word_list("lower_words")
    yield from (first in lexicon.names["male_names"] | lexicon.names["female_names"], first in given)
    yield from (last in surnames, first in surnames, alone and first in given, alone and first in surnames)
    yield from (sum(word in common for word in lower) / len(lower), last in common, first in common)
    known = () if short else places.lookup(name)
    most = max((place.population for place in known), default=0)
    yield from (bool(known), float(np.log1p(most)) / 10, places.is_country(name))
    yield from (last in lexicon.names[key] for key in ("organisations", "places", "events"))
    yield from (first in lexicon.names["bodies_of"], place_of(name) is not None, bool(BODY_ENDINGS.search(name)))
    yield not alone and bool(places.lookup(words[0]))
    yield not alone and bool(places.lookup(words[-1]))
    yield from (first in _ARTICLES, all(word.isalpha() and not word.isupper() for word in words))


@cache
def _codes() -> tuple[dict[int, int], dict[int, int], dict[str, int]]:
    """Return the places of tags, arcs and words among the features."""
    tags = {int(code_of(tag)): at for at, tag in enumerate(_TAGS)}
    arcs = {int(code_of(arc)): at for at, arc in enumerate(_ARCS)}
    return tags, arcs, {word: at for at, word in enumerate(_BEFORE)}


def _around(text: str, span: Span, parse: Parse) -> Floats:
    """Return what one mention shows: its neighbours' tags, its arc, marks about it, and the parser's vectors."""
    tags, arcs, words = _codes()
    low = int(np.searchsorted(parse.end, span.start, side="right"))
    high = max(low, int(np.searchsorted(parse.start, span.end)) - 1)
    low, high = min(low, len(parse) - 1), min(high, len(parse) - 1)
    heads = parse.head[low : high + 1]
    outward = np.flatnonzero((heads < low) | (heads > high) | (heads == np.arange(low, high + 1)))
    head = low + int(outward[-1]) if len(outward) else high
    begins = low == 0 or parse.passage[low - 1] != parse.passage[low]
    ends = high + 1 == len(parse) or parse.passage[high + 1] != parse.passage[low]
    seen = np.zeros(2 * (len(_TAGS) + 1) + len(_ARCS) + len(_BEFORE) + 13, np.float32)
    parts = np.split(seen, np.cumsum([len(_TAGS) + 1, len(_TAGS) + 1, len(_ARCS), len(_BEFORE)]))
    for part, index in (
        (parts[0], len(_TAGS) if begins else tags.get(int(parse.tag[low - 1]))),
        (parts[1], len(_TAGS) if ends else tags.get(int(parse.tag[high + 1]))),
        (parts[2], arcs.get(int(parse.dep[head]))),
        (parts[3], words.get(_word_before(parse, low))),
    ):
        if index is not None:
            part[index] = 1.0
    parts[4][:] = _marks(text, span, "" if begins else parse.words[low - 1].lower(), int(parse.head[head]) - low)
    return np.concatenate([seen, parse.vectors[low : high + 1].mean(axis=0), parse.vectors[head]])


def _word_before(parse: Parse, low: int) -> str:
    """Return the word before a name and its article, of the same passage."""
    at = low - 1
    while at >= 0 and parse.words[at].lower() in _ARTICLES:
        at -= 1
    return parse.words[at].lower() if at >= 0 and parse.passage[at] == parse.passage[low] else ""


def _marks(text: str, span: Span, before: str, above: int) -> list[bool]:
    """Return which marks and words stand right beside a mention; `above` is how far behind its begin its head is."""
    start, end = span.start, span.end
    quoted = start > 0 and text[start - 1] in "\"“'‘" and text[end : end + 1] in {'"', "”", "'", "’", ","}
    return [
        before == "the", before in {"a", "an"}, not before, start == 0 or text[start - 1] == "\n", quoted,
        text[end : end + 2].lstrip()[:1] == "(", text[max(0, start - 1) : start] == "(",
        bool(_YEAR.match(text, end)), bool(_OWNS.match(text, end)), bool(_SAYS.match(text, end)),
        bool(_WHO.match(text, end)), above < 0, above > 0,
    ]  # fmt: skip
