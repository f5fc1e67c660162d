"""How likely an editor's round-up is to have each word, and each pair of neighbouring words, that the reports have.

Weighted coverage (Gillick and Favre, 2009) whose weights are learnt (as Li, Qian and Liu did for pairs in 2013):
boosted trees over where a word stands, how many independent origins and headlines have it, what kind of word it is, and
how often round-ups took it up where their reports had it. The last is known of common words and pairs alone, of which
none is a name, so that what is learnt from one country's politics holds for other news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.trees import Floats, Trees
from newsdesk.brief.weights import KEPT_TEXTS, STOP_STEMS, tokens

Indices = npt.NDArray[np.intp]

MAX_TIMES = 5
"""How often one word may be told before a further time adds nothing."""
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
    named: npt.NDArray[np.bool_]
    """Which words stand with a capital inside a sentence."""

    @property
    def n_sentences(self) -> int:
        return len(self.places)


def story_of(groups: Sequence[Sequence[Candidate]], material: Material) -> Story:
    """Number a story's words; each group of near-identical sentences is read in its first."""
    ids: dict[str, int] = {}
    said: dict[str, dict[str, None]] = {}
    for one in material.candidates:
        said.setdefault(one.origin, {})[one.plain] = None
    titles: dict[str, str] = {}
    for report in material.reports:
        if report.version.title:
            titles.setdefault(material.origin_of[report.version.id], report.version.title)
    texts = [group[0].words for group in groups]
    sentences = _stream([tokens(text) for text in texts], ids)
    spoken = [(i, tokens(text)) for i, own in enumerate(said.values()) for text in own]
    origins = _stream([words for _, words in spoken], ids, [i for i, _ in spoken])
    headlines = _stream([tokens(title) for title in titles.values()], ids)
    named = np.zeros(len(ids), dtype=np.bool_)
    named[[ids[word] for text in texts for word in _capitalised(text) if word in ids]] = True
    places = np.array([min(one.place for one in group) for group in groups], dtype=np.float64)
    return Story(tuple(ids), sentences, places, origins, headlines, len(said), len(titles), named)


@lru_cache(maxsize=KEPT_TEXTS)
def _capitalised(text: str) -> tuple[str, ...]:
    return tuple(word for found in _CAPITALS.findall(text) for word in tokens(found))


def _stream(texts: Sequence[Sequence[str]], ids: dict[str, int], of: Sequence[int] | None = None) -> Stream:
    lengths = np.array([len(words) for words in texts], dtype=np.intp)
    keys = np.array([ids.setdefault(word, len(ids)) for words in texts for word in words], dtype=np.intp)
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    at = (np.arange(len(keys)) - starts) / np.maximum(1, np.repeat(lengths, lengths))
    which = np.arange(len(texts)) if of is None else np.array(of, dtype=np.intp)
    return Stream(keys, np.repeat(which, lengths), at)


def _pairs(stream: Stream, n_words: int) -> Stream:
    """The pairs of neighbouring words: those that stand in one text, one behind the other."""
    beside = (stream.of[:-1] == stream.of[1:]) & (stream.at[1:] > 0)
    n_of = np.bincount(stream.of, minlength=1)[stream.of[:-1]][beside]
    at = stream.at[:-1][beside] * n_of / np.maximum(1, n_of - 1)
    return Stream((stream.keys[:-1] * n_words + stream.keys[1:])[beside], stream.of[:-1][beside], at)


@dataclass(frozen=True, slots=True)
class Seen:
    """Each different word, or pair, of the sentences, and the features both share."""

    keys: Indices
    inverse: Indices
    """For each place of the stream, which of the keys stands there."""
    times: Indices
    table: Floats


def _seen(stream: Stream, story: Story, origins: Stream, titles: Stream) -> Seen:
    keys, inverse = np.unique(stream.keys, return_inverse=True)
    first = np.full(len(keys), np.inf)
    np.minimum.at(first, inverse, story.places[stream.of] + stream.at)
    place = np.floor(first)
    n = max(1, story.n_sentences)
    n_sentences = np.bincount(np.unique(inverse * n + stream.of) // n, minlength=len(keys))
    columns = [
        (_n_with(keys, origins) - 1) / max(1, story.n_origins - 1),
        _n_with(keys, titles) / max(1, story.n_titles),
        1.0 / (1.0 + place),
        first - place,
        n_sentences / n,
    ]
    return Seen(keys, inverse, np.bincount(inverse, minlength=len(keys)), np.stack(columns, axis=1))


def _n_with(keys: Indices, stream: Stream) -> Indices:
    """In how many texts of a stream each key stands."""
    if not len(stream.keys) or not len(keys):
        return np.zeros(len(keys), dtype=np.intp)
    n = int(stream.of.max()) + 1
    known, counts = np.unique(np.unique(stream.keys * n + stream.of) // n, return_counts=True)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, counts[at], 0)


def _size(story: Story) -> list[float]:
    """How many words and sentences there are, as logs, and how alike the origins are."""
    counts = _n_with(np.unique(story.origins.keys), story.origins)
    shared = float((counts > 1).sum()) / max(1, len(counts))
    return [float(np.log1p(len(story.sentences.keys))), float(np.log1p(story.n_sentences)), shared]


class Rates(msgspec.Struct, frozen=True):
    """How much likelier than others common words and pairs are taken up, as log odds; 0 for all others."""

    words: dict[str, float]
    pairs: dict[str, float]
    """Two words with a space between them."""


def word_tables(story: Story, rates: Rates) -> tuple[Seen, list[tuple[Indices, Floats]]]:
    """Return the words, and for each time that one may be told those that are told so often, with their features."""
    seen = _seen(story.sentences, story, story.origins, story.titles)
    words = [story.words[key] for key in seen.keys]
    columns = [
        100.0 * seen.times / max(1, len(story.sentences.keys)),
        np.array([len(word) for word in words], dtype=np.float64),
        np.array([word in STOP_STEMS for word in words], dtype=np.float64),
        np.array([word.isdigit() for word in words], dtype=np.float64),
        story.named[seen.keys].astype(np.float64),
        np.array([rates.words.get(word, 0.0) for word in words], dtype=np.float64),
    ]
    base = np.hstack([seen.table, np.stack(columns, axis=1), np.tile(_size(story), (len(words), 1))])
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
    sides = [np.searchsorted(words.keys, side) for side in (seen.keys // n, seen.keys % n)]
    stops = np.array([story.words[key] in STOP_STEMS for key in words.keys], dtype=np.float64)
    digits = np.array([story.words[key].isdigit() for key in words.keys], dtype=np.float64)
    named = story.named[words.keys].astype(np.float64)
    taken = np.array([rates.words.get(story.words[key], 0.0) for key in words.keys], dtype=np.float64)
    columns = [of[side] for of in (chances, words.table[:, 1], stops, digits, named, taken) for side in sides]
    both = (
        f"{story.words[one]} {story.words[other]}" for one, other in zip(seen.keys // n, seen.keys % n, strict=True)
    )
    columns.append(np.array([rates.pairs.get(words_of, 0.0) for words_of in both], dtype=np.float64))
    return seen, np.hstack([seen.table, np.stack(columns, axis=1), np.tile(_size(story), (len(seen.keys), 1))])


@dataclass(frozen=True, slots=True)
class Chances:
    """What a round-up is expected to have of the sentences of a story."""

    counts: npt.NDArray[np.uint8]
    """How often each sentence has each word."""
    sums: Floats
    """For each word, how many of its first 0, 1, 2, … MAX_TIMES times a round-up is expected to have."""
    pairs: npt.NDArray[np.bool_]
    """Which sentence has which pair."""
    of_pairs: Floats
    shared: Floats
    """How many of the words, and of the pairs, of each sentence by itself."""
    n_words: Floats


def expect(story: Story, words: Trees, pairs: Trees, rates: Rates) -> Chances:
    """Expect, by two learnt models."""
    seen, tables = word_tables(story, rates)
    each = np.zeros((len(seen.keys), MAX_TIMES + 1))
    for times, (held, table) in enumerate(tables, 1):
        each[held, times] = words.chances(table)
    sums = each.cumsum(axis=1)
    pair_seen, table = pair_table(story, seen, each[:, 1], rates)
    of_pairs = pairs.chances(table)
    n = story.n_sentences
    counts = np.zeros((n, len(seen.keys)), dtype=np.uint8)
    np.add.at(counts, (story.sentences.of, seen.inverse), 1)
    held_pairs = np.zeros((n, len(pair_seen.keys)), dtype=np.bool_)
    held_pairs[_pairs(story.sentences, max(1, len(story.words))).of, pair_seen.inverse] = True
    rows, columns = np.nonzero(counts)
    own = np.bincount(rows, sums[columns, np.minimum(MAX_TIMES, counts[rows, columns])], minlength=n)
    shared = np.stack([own, held_pairs @ of_pairs], axis=1)
    lengths = np.bincount(story.sentences.of, minlength=n).astype(np.float64)
    return Chances(counts, sums, held_pairs, of_pairs, shared, lengths)
