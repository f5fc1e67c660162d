"""What a story is about: the top level of the IPTC Media Topics, by words that tell of each.

The words stand in `data/topics.toml`. A word of the headline counts as several of the text, a word said often only a
little more than one said once (the logarithm of its count, as in Salton and Buckley, 1988), and the confidence is how
far a topic stands ahead of all others (softmax over the scores).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from newsdesk.cluster.terms import stem
from newsdesk.model.story import Report, Topic
from newsdesk.remembering import of_report

_WORD = re.compile(r"[A-Za-z0-9][\w'’-]*")
_READ = 3000
"""Characters of each report that are read: what it is about stands at its beginning."""
_MAX_REPORTS = 12
_OF_TITLE, _WEAK = 3, 1 / 3
_SHARPNESS = 9.0
"""How fast confidence grows with the share of the weight that the topic has for itself."""
_DOUBT = 8.0
"""Weight that speaks for no topic: a single word is little evidence."""
_SURE, _SECOND, _LEAST_WEIGHT = 0.4, 0.3, 2.0


def topics(reports: Sequence[Report]) -> tuple[Topic, ...]:
    """Return the topics of a story that one can be confident of, the likeliest first; empty: unknown.

    English reports alone are read. At most two are given.
    """
    english = [one for one in reports if (one.annotations.language or one.version.language or "en")[:2] == "en"]
    return _likeliest(_counted(one) for one in english[-_MAX_REPORTS:])


def topics_of_texts(texts: Iterable[tuple[str, str]]) -> tuple[Topic, ...]:
    """Return the topics of texts, each given as headline and body."""
    return _likeliest(_counts(title, body) for title, body in texts)


def _likeliest(counts: Iterable[Counter[str]]) -> tuple[Topic, ...]:
    weights = _weights(counts)
    total = sum(weights.values())
    if total < _LEAST_WEIGHT:
        return ()
    odds = {name: math.exp(_SHARPNESS * weight / (total + _DOUBT)) for name, weight in weights.items()}
    codes = _lexicon()[1]
    whole = sum(odds.values()) + len(codes) - len(odds)
    ranked = sorted(odds, key=lambda name: (-odds[name], name))
    found = [Topic(name=name, code=codes[name], confidence=round(odds[name] / whole, 3)) for name in ranked[:2]]
    if found[0].confidence < _SURE:
        return ()
    return tuple(topic for topic in found if topic.confidence >= _SECOND)


@of_report
def _counted(report: Report) -> Counter[str]:
    return _counts(report.version.title, report.version.body)


def _counts(title: str, body: str) -> Counter[str]:
    """Count the terms that speak for a topic."""
    words, _ = _lexicon()
    counts = Counter(term for term in _terms(body[:_READ]) if term in words)
    for term in _terms(title):
        if term in words:
            counts[term] += _OF_TITLE
    return counts


def _weights(of_texts: Iterable[Counter[str]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for one in of_texts:
        counts.update(one)
    words, _ = _lexicon()
    found: dict[str, float] = {}
    for term, count in counts.items():
        for name, weight in words.get(term, ()):
            found[name] = found.get(name, 0.0) + weight * (1 + math.log(count))
    return found


def _terms(text: str) -> Iterable[str]:
    """The stems of a text, then its pairs of stems that stand side by side."""
    stems = [stem(match[0].casefold().removesuffix("'s").removesuffix("’s")) for match in _WORD.finditer(text)]
    yield from stems
    yield from (f"{one}_{two}" for one, two in pairwise(stems))


@cache
def _lexicon() -> tuple[dict[str, tuple[tuple[str, float], ...]], dict[str, str]]:
    """Each stem, or pair of stems, with its topics and weights; and the code of each topic."""
    data = tomllib.loads((files("newsdesk.cluster") / "data" / "topics.toml").read_text("utf-8"))
    words: dict[str, list[tuple[str, float]]] = {}
    for name, entry in data.items():
        for kind, weight in (("strong", 1.0), ("weak", _WEAK)):
            for term in {"_".join(map(stem, word.split("_"))) for word in entry[kind].split()}:
                # A pair of words tells more than a word does.
                words.setdefault(term, []).append((name, weight * (1.5 if "_" in term else 1.0)))
    return {term: tuple(held) for term, held in words.items()}, {name: entry["code"] for name, entry in data.items()}
