"""Decide what a name names: one kind per name and document, by all that speaks for it anywhere in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

_LABELS = {
    "PERSON": NameKind.PERSON, "ORG": NameKind.ORGANISATION, "GPE": NameKind.PLACE, "LOC": NameKind.PLACE,
    "FAC": NameKind.PLACE, "EVENT": NameKind.EVENT, "WORK_OF_ART": NameKind.WORK,
}  # fmt: skip
_BEFORE = re.compile(r"([\w.’'-]+)\s+$")
_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "from", "around", "outside", "across", "throughout", "inside"])
_FULL_SHARE = 1.3
"""Weight of the pipeline's labels and the contexts together, where all of them agree."""
_LONGEST_ACRONYM = 5
_SHOWN = 2.0
"""What a context that shows a place weighs beside one label of the pipeline."""
_LARGE, _TOWN = 100_000, 5_000
"""Inhabitants from which a name is more likely the place than something else that bears it."""


Votes: TypeAlias = dict[NameKind, float]


class Mention(Struct, frozen=True):
    """A stretch of text that may be a name, and what the pipeline takes it for (None: the rules found it)."""

    span: Span
    kind: NameKind | None
    located: bool = False
    """Whether the gazetteer and the context show it to be a place."""


def kind_of_label(label: str) -> NameKind | None:
    """Return the kind for a label of the pipeline; None for what is no name here, such as demonyms and numbers."""
    return _LABELS.get(label)


def decide_kinds(text: str, mentions: Sequence[Mention], lexicon: Lexicon, places: Gazetteer) -> Mapping[str, NameKind]:
    """Return the kind of each distinct name."""
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        name = mention.span.of(text)
        if mention.kind is not None:
            votes[name][mention.kind] += 1.0
        if mention.located:
            votes[name][NameKind.PLACE] += _SHOWN
        _add(votes[name], _from_context(text, mention.span, lexicon))
    for name, count in votes.items():
        total = sum(count.values()) or 1.0
        for kind in count:
            count[kind] = count[kind] / total * _FULL_SHARE
        _add(count, _from_words(name, lexicon, places))
    kinds = {name: _best(count) for name, count in votes.items()}
    _inherit(kinds, votes)
    return kinds


def _add(count: Votes, more: Mapping[NameKind, float]) -> None:
    for kind, weight in more.items():
        count[kind] += weight


def _best(count: Votes) -> NameKind:
    order = list(NameKind)
    return max(count, key=lambda kind: (count[kind], -order.index(kind))) if count else NameKind.ORGANISATION


def _from_context(text: str, span: Span, lexicon: Lexicon) -> dict[NameKind, float]:
    """Return what the word before a mention says."""
    before = _BEFORE.search(text, max(0, span.start - 30), span.start)
    if not before:
        return {}
    word = before.group(1).lower().rstrip(".")
    if word in lexicon.names["courtesy"]:
        return {NameKind.PERSON: 6}
    if word in lexicon.names["titles"] and before.group(1)[0].isupper():
        return {NameKind.PERSON: 2}
    if word in _PLACE_PREPOSITIONS:
        return {NameKind.PLACE: 0.6}
    return {}


def _from_words(name: str, lexicon: Lexicon, places: Gazetteer) -> dict[NameKind, float]:
    """Return what the name itself says: its first and last word, the list of media, the gazetteer."""
    said: dict[NameKind, float] = defaultdict(float)
    words = name.split()
    first, last = words[0].lower().rstrip("."), words[-1].lower()
    if name.lower() in lexicon.names["leaders"]:
        said[NameKind.PERSON] += 4
    if name.lower() in lexicon.names["bodies"] and name[0].isupper():
        said[NameKind.ORGANISATION] += 6
    if name in lexicon.media:
        said[NameKind.ORGANISATION] += 1.2 if name in lexicon.doubtful_media else 5
    if len(words) > 1:
        if first in lexicon.names["male_names"] or first in lexicon.names["female_names"]:
            said[NameKind.PERSON] += 2
        if last in lexicon.names["organisations"]:
            said[NameKind.ORGANISATION] += 2.5
        elif last in lexicon.names["places"]:
            said[NameKind.PLACE] += 2.5
        elif last in lexicon.names["events"]:
            said[NameKind.EVENT] += 2
    if places.is_country(name):
        said[NameKind.PLACE] += 4
    elif not (name.isupper() and len(name) <= _LONGEST_ACRONYM):
        known = places.lookup(name)
        if known:
            most = max(place.population for place in known)
            said[NameKind.PLACE] += 1.6 if most >= _LARGE else 1.4 if most >= _TOWN else 0.5
            if any(place.kind not in {"town", ""} for place in known):
                said[NameKind.PLACE] += 1
    return said


def _inherit(kinds: dict[str, NameKind], votes: Mapping[str, Votes]) -> None:
    """Give a last name alone the kind of the full name it belongs to, unless it is firmly a place."""
    surnames = {name.split()[-1] for name, kind in kinds.items() if kind is NameKind.PERSON and " " in name}
    for name in kinds:
        if name in surnames and " " not in name and votes[name][NameKind.PLACE] < 4:
            kinds[name] = NameKind.PERSON
