"""How likely an editor's round-up is to have each word, and each pair of neighbouring words, that the reports have.

Weighted coverage (Gillick and Favre, 2009) whose weights are learnt (as Li, Qian and Liu did for pairs in 2013):
boosted trees over where a word stands, how many independent origins and headlines have it, what kind of word it is, and
how often round-ups took it up where their reports had it. The last is known of common words and pairs alone, of which
none is a name, so that what is learnt from one country's politics holds for other news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.trees import Floats, Trees
from newsdesk.brief.weights import KEPT_TEXTS, STOP_STEMS, tokens

Indices = npt.NDArray[np.intp]

MAX_TIMES = 5
"""How often one word may be told before a further time adds nothing."""
_DENSE = 8
"""How many numbers there may be for each one given for counting them to be quicker than putting them in order."""
_CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z]\w*")


@dataclass(frozen=True, slots=True)
class Stream:
    """The words, or the pairs, of some texts one after the other."""

    keys: Indices
    of: Indices
    """Which text each stands in."""
    at: Floats
    """Where in it: 0 for its first word, towards 1 for its last."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is to be known of a story's words; they go by number."""

    words: tuple[str, ...]
    sentences: Stream
    places: Floats
    """The place of each sentence in its report."""
    origins: Stream
    """What each independent origin says."""
    titles: Stream
    n_origins: int
    n_titles: int
    shared: float
    """How much of the words several origins have."""
    named: npt.NDArray[np.bool_]
    """Which words stand with a capital inside a sentence."""

    @property
    def n_sentences(self) -> int:
        return len(self.places)


def story_of(groups: Sequence[Sequence[Candidate]], material: Material) -> Story:
    """Number a story's words; each group of near-identical sentences is read in its first."""
    said: dict[str, dict[str, None]] = {}
    for one in material.candidates:
        said.setdefault(one.origin, {})[one.plain] = None
    titles: dict[str, str] = {}
    for report in material.reports:
        if report.version.title:
            titles.setdefault(material.origin_of[report.version.id], report.version.title)
    texts = [group[0].plain for group in groups]
    spoken = [(i, text) for i, own in enumerate(said.values()) for text in own]
    lexicon = _Lexicon([*texts, *(text for _, text in spoken), *titles.values()])
    sentences = lexicon.stream(texts, range(len(texts)))
    origins = lexicon.stream([text for _, text in spoken], [i for i, _ in spoken])
    headlines = lexicon.stream(list(titles.values()), range(len(titles)))
    ids = lexicon.ids
    named = np.zeros(len(ids), dtype=np.bool_)
    # `B` is no word of `road B.2`.
    named[[ids[word] for text in texts for word in _capitalised(text) if word in ids]] = True
    places = np.array([min([one.place for one in group]) for group in groups], dtype=np.float64)
    n_with = _n_with(_different(origins.keys), origins)
    shared = float((n_with > 1).sum()) / max(1, len(n_with))
    return Story(tuple(ids), sentences, places, origins, headlines, len(said), len(titles), shared, named)


class _Lexicon:
    """The words of some texts, numbered in the order in which they are met."""

    def __init__(self, texts: Iterable[str]) -> None:
        told = {text: tokens(text) for text in texts}
        words = list(chain.from_iterable(told.values()))
        self.ids = {word: i for i, word in enumerate(dict.fromkeys(words))}
        keys = np.fromiter(map(self.ids.__getitem__, words), dtype=np.intp, count=len(words))
        ends = list(accumulate(map(len, told.values())))
        self._keys = {text: keys[end - len(own) : end] for (text, own), end in zip(told.items(), ends, strict=True)}

    def stream(self, texts: Sequence[str], of: Sequence[int]) -> Stream:
        """Put the words of texts behind each other; `of` tells which text of the stream each belongs to."""
        own = [self._keys[text] for text in texts]
        lengths = np.array([len(keys) for keys in own], dtype=np.intp)
        n_before = np.repeat(np.cumsum(lengths) - lengths, lengths)
        at = (np.arange(len(n_before)) - n_before) / np.repeat(lengths, lengths)
        keys = np.concatenate(own) if own else np.zeros(0, dtype=np.intp)
        return Stream(keys, np.repeat(np.array(of, dtype=np.intp), lengths), at)


@lru_cache(maxsize=KEPT_TEXTS)
def _capitalised(text: str) -> tuple[str, ...]:
    return tuple(word for found in _CAPITALS.findall(text) for word in tokens(found))


def _pairs(stream: Stream, n_words: int) -> Stream:
    """The pairs of neighbouring words: those that stand in one text, one behind the other."""
    beside = (stream.of[:-1] == stream.of[1:]) & (stream.at[1:] > 0)
    n_of = np.bincount(stream.of, minlength=1)[stream.of[:-1]][beside]
    at = stream.at[:-1][beside] * n_of / np.maximum(1, n_of - 1)
    return Stream((stream.keys[:-1] * n_words + stream.keys[1:])[beside], stream.of[:-1][beside], at)


class Held(NamedTuple):
    """Which sentence has which key, by its place among the keys, and how often; sentence by sentence."""

    of: Indices
    key: Indices
    times: Indices

    @classmethod
    def counted(cls, of: Indices, key: Indices, n_keys: int) -> Held:
        """Count what stands where in a stream."""
        n = max(1, n_keys)
        ordered = np.sort(of * n + key)
        begins = np.flatnonzero(_begin(ordered))
        different = ordered[begins]
        return cls(different // n, different % n, np.diff(begins, append=len(ordered)))


@dataclass(frozen=True, slots=True)
class Seen:
    """Each different word, or pair, of the sentences, and the features both share."""

    keys: Indices
    held: Held
    times: Indices
    table: Floats


def _seen(stream: Stream, story: Story, origins: Stream, titles: Stream) -> Seen:
    keys, inverse = _numbered(stream.keys)
    first = np.full(len(keys), np.inf)
    np.minimum.at(first, inverse, story.places[stream.of] + stream.at)
    place = np.floor(first)
    held = Held.counted(stream.of, inverse, len(keys))
    columns = [
        (_n_with(keys, origins) - 1) / max(1, story.n_origins - 1),
        _n_with(keys, titles) / max(1, story.n_titles),
        1.0 / (1.0 + place),
        first - place,
        np.bincount(held.key, minlength=len(keys)) / max(1, story.n_sentences),
    ]
    return Seen(keys, held, np.bincount(inverse, minlength=len(keys)), np.stack(columns, axis=1))


def _different(numbers: Indices) -> Indices:
    """Return each number once, lowest first: `np.unique`, but quicker for the few thousand there are."""
    ordered = np.sort(numbers)
    return ordered[_begin(ordered)]


def _numbered(numbers: Indices) -> tuple[Indices, Indices]:
    """Return each number once, lowest first, and for each of those given which it is of these."""
    if len(numbers) and numbers.max() < _DENSE * len(numbers):
        held = np.bincount(numbers) > 0
        return np.flatnonzero(held), (np.cumsum(held) - 1)[numbers]
    order = np.argsort(numbers)
    begins = _begin(numbers[order])
    inverse = np.empty(len(numbers), dtype=np.intp)
    inverse[order] = np.cumsum(begins) - 1
    return numbers[order[begins]], inverse


def _begin(ordered: Indices) -> npt.NDArray[np.bool_]:
    """Tell of each of some ordered numbers whether it is the first of its like."""
    begins = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    return begins


def _n_with(keys: Indices, stream: Stream) -> Indices:
    """In how many texts of a stream each key stands."""
    if not len(stream.keys) or not len(keys):
        return np.zeros(len(keys), dtype=np.intp)
    n = int(stream.of.max()) + 1
    of_key = _different(stream.keys * n + stream.of) // n
    return np.searchsorted(of_key, keys, side="right") - np.searchsorted(of_key, keys, side="left")


def _size(story: Story) -> list[float]:
    """How many words and sentences there are, as logs, and how alike the origins are."""
    return [float(np.log1p(len(story.sentences.keys))), float(np.log1p(story.n_sentences)), story.shared]


class Rates(msgspec.Struct, frozen=True, dict=True):
    """How much likelier than others common words and pairs are taken up, as log odds; 0 for all others."""

    words: dict[str, float]
    pairs: dict[str, float]
    """Two words with a space between them."""

    def of_pairs(self, words: Sequence[str], first: Indices, second: Indices) -> Floats:
        """Return the rates of pairs whose words are given by their places in `words`."""
        ids, codes, rates = self._coded
        if not len(codes):
            return np.zeros(len(first))
        known = np.array([ids.get(word, -1) for word in words], dtype=np.intp)
        one, other = known[first], known[second]
        wanted = one * len(ids) + other
        at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        return np.where((one >= 0) & (other >= 0) & (codes[at] == wanted), rates[at], 0.0)

    @cached_property
    def _coded(self) -> tuple[dict[str, int], Indices, Floats]:
        """A number for each word of the pairs, the pairs by the numbers of theirs, lowest first, and their rates."""
        both = [tuple(pair.split(" ")) for pair in self.pairs]
        ids = {word: i for i, word in enumerate(dict.fromkeys(chain.from_iterable(both)))}
        codes = np.array([ids[one] * len(ids) + ids[other] for one, other in both], dtype=np.intp)
        order = np.argsort(codes)
        return ids, codes[order], np.array(list(self.pairs.values()))[order]


_IN_TITLES, _STOP, _DIGIT, _NAMED, _RATE = 1, 7, 8, 9, 10
"""Columns of the table of words that pairs take over."""


def word_tables(story: Story, rates: Rates) -> tuple[Seen, list[tuple[Indices, Floats]]]:
    """Return the words, and for each time that one may be told those that are told so often, with their features."""
    seen = _seen(story.sentences, story, story.origins, story.titles)
    words = [story.words[key] for key in seen.keys]
    known = [(len(word), word in STOP_STEMS, word.isdigit(), rates.words.get(word, 0.0)) for word in words]
    length, stop, digit, rate = np.array(known, dtype=np.float64).reshape(-1, 4).T
    share = 100.0 * seen.times / max(1, len(story.sentences.keys))
    own = np.stack([share, length, stop, digit, story.named[seen.keys], rate], axis=1)
    seen = replace(seen, table=np.hstack([seen.table, own]))
    base = np.hstack([seen.table, np.tile(_size(story), (len(words), 1))])
    tables = []
    for times in range(1, MAX_TIMES + 1):
        held = np.flatnonzero(seen.times >= times)
        tables.append((held, np.hstack([base[held], np.full((len(held), 1), float(times))])))
    return seen, tables


def pair_table(story: Story, words: Seen, chances: Floats, rates: Rates) -> tuple[Seen, Floats]:
    """Return the pairs and their features, given the chances that a word is told at all."""
    n = max(1, len(story.words))
    streams = [_pairs(one, n) for one in (story.sentences, story.origins, story.titles)]
    seen = _seen(streams[0], story, streams[1], streams[2])
    first, second = seen.keys // n, seen.keys % n
    sides = [np.searchsorted(words.keys, side) for side in (first, second)]
    taken_over = (words.table[:, column] for column in (_IN_TITLES, _STOP, _DIGIT, _NAMED, _RATE))
    columns = [of[side] for of in (chances, *taken_over) for side in sides]
    columns.append(rates.of_pairs(story.words, first, second))
    return seen, np.hstack([seen.table, np.stack(columns, axis=1), np.tile(_size(story), (len(seen.keys), 1))])


@dataclass(frozen=True, slots=True)
class Chances:
    """What a round-up is expected to have of the sentences of a story."""

    words: Held
    """The keys are places in `sums`."""
    sums: Floats
    """For each word, how many of its first 0, 1, 2, … MAX_TIMES times a round-up is expected to have."""
    pairs: Held
    """The keys are places in `of_pairs`."""
    of_pairs: Floats
    shared: Floats
    """How many of the words, and of the pairs, of each sentence by itself."""
    n_words: Floats


def expect(story: Story, words: Trees, pairs: Trees, rates: Rates) -> Chances:
    """Expect, by two learnt models."""
    seen, tables = word_tables(story, rates)
    each = np.zeros((len(seen.keys), MAX_TIMES + 1))
    found = words.chances(np.vstack([table for _, table in tables]))
    borders = np.cumsum([len(held) for held, _ in tables])[:-1]
    for nth, ((held, _), chances) in enumerate(zip(tables, np.split(found, borders), strict=True), 1):
        each[held, nth] = chances
    sums = each.cumsum(axis=1)
    pair_seen, table = pair_table(story, seen, each[:, 1], rates)
    of_pairs = pairs.chances(table)
    n = story.n_sentences
    told = seen.held
    own = np.bincount(told.of, sums[told.key, np.minimum(MAX_TIMES, told.times)], minlength=n)
    beside = np.bincount(pair_seen.held.of, of_pairs[pair_seen.held.key], minlength=n)
    lengths = np.bincount(story.sentences.of, minlength=n).astype(np.float64)
    shared = np.stack([own, beside], axis=1).astype(np.float64)
    return Chances(told, np.asarray(sums), pair_seen.held, of_pairs, shared, lengths)
