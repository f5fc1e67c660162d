"""Learn what a brief's choice weighs: `python scripts/train_brief.py SHARED` writes `brief/data/salience.json`.

`SHARED` is the folder with the exams; the round-ups of AllSides are the gold. Two models of boosted trees learn which
words, and which pairs of words, of the reports a round-up has; a linear one learns how long it is. Five folds keep
topics together; `--held-out` prints what the choices by the numbers of the other four folds get in each, and writes
nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import boosted_trees
import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from evals.brief import report_of, rows_of

from newsdesk.brief.chances import Chances, Rates, Seen, Story, expect, pair_table, story_of, word_tables
from newsdesk.brief.choosing import Choice, choose
from newsdesk.brief.citing import cite_all
from newsdesk.brief.material import Material, gather
from newsdesk.brief.points import Point, folded_groups, points_of
from newsdesk.brief.salience import MAX_WORDS, Weights, length_features
from newsdesk.brief.trees import Trees
from newsdesk.brief.weights import STOP_STEMS, tokens
from newsdesk.brief.wording import tidy, without_lead
from newsdesk.model.brief import BriefSentence, Role
from newsdesk.model.story import Dossier

DATA = Path(__file__).parent.parent / "src" / "newsdesk" / "brief" / "data" / "salience.json"
N_FOLDS = 5
N_TREES, DEPTH, RATE, PENALTY = 70, 5, 0.2, 10.0
N_PARTS, LEAST_STORIES, SMOOTH = 4, 25, 8
PAIR_WORTH = 2.0
LONGER = 0.85
"""The choice stops after the sentence that passes the aim, half a sentence beyond it: the aim lies below the mean."""
DIGITS = 5


@dataclass
class Lesson:
    """One story, and the words of the editors' round-up."""

    material: Material
    story: Story
    gold: list[str]
    fold: int


def lessons(shared: Path) -> list[Lesson]:
    """Read the stories; reports of one topic share a fold."""
    folder = shared / "exams" / "briefs"
    docs = defaultdict(list)
    for row in rows_of(folder / "allsides.docs.jsonl"):
        docs[row["story"]].append(row)
    n_with = Counter(word for rows in docs.values() for row in rows for word in set(tokens(row["title"] or "")))
    found = []
    for gold in rows_of(folder / "allsides.briefs.jsonl"):
        rows = docs[gold["id"]]
        material = gather(Dossier(story_id=gold["id"], reports=tuple(map(report_of, rows)), joinings=()))
        groups = folded_groups(material)
        if groups:
            fold = crc32(_topic(rows, n_with).encode()) % N_FOLDS
            found.append(Lesson(material, story_of(groups, material), list(tokens(gold["summary"])), fold))
    return found


def _topic(rows: list[dict[str, str]], n_with: Counter[str]) -> str:
    """The word most of the story's headlines have, the most common of all when there are several."""
    words = Counter(word for row in rows for word in set(tokens(row["title"] or "")) - STOP_STEMS if len(word) > 3)
    return max(words, key=lambda word: (words[word], n_with[word], word), default=rows[0]["story"])


def fit(tables: list[np.ndarray], told: list[np.ndarray]) -> Trees:
    """Fit one model of chances."""
    boosted_trees.N_TREES, boosted_trees.DEPTH = N_TREES, DEPTH
    boosted_trees.RATE, boosted_trees.PENALTY = RATE, PENALTY
    table, labels = np.vstack(tables), np.concatenate(told).astype(float)
    found = boosted_trees.fit(table, labels, np.ones(len(table)))
    return Trees(
        bias=round(found.bias, DIGITS),
        asked=tuple(tuple(map(int, row)) for row in found.asked),
        above=tuple(tuple(round(float(value), DIGITS) for value in row) for row in found.above),
        leaves=tuple(tuple(round(float(value), DIGITS) for value in row) for row in found.leaves),
    )


def rates_of(known: list[Lesson]) -> Rates:
    """Count how often round-ups take up what many stories have and what is no name."""
    held, taken = (Counter(), Counter()), (Counter(), Counter())
    for one in known:
        words = one.story.words
        plain = {words[key] for key in np.unique(one.story.sentences.keys) if not one.story.named[key]}
        own = [words[key] for key in one.story.sentences.keys]
        pairs = {f"{a} {b}" for a, b in pairwise(own) if a in plain and b in plain}
        gold = (set(one.gold), {f"{a} {b}" for a, b in pairwise(one.gold)})
        for i, things in enumerate((plain, pairs)):
            held[i].update(things)
            taken[i].update(things & gold[i])
    return Rates(*(_log_odds(*both) for both in zip(held, taken, strict=True)))


def _log_odds(held: Counter[str], taken: Counter[str]) -> dict[str, float]:
    """Smoothed towards the share of all, as if each thing had been seen SMOOTH times more."""
    mean = sum(taken.values()) / max(1, sum(held.values()))
    base = np.log(mean / (1 - mean))
    return {
        key: round(float(np.log((taken[key] + SMOOTH * mean) / (n - taken[key] + SMOOTH * (1 - mean))) - base), 2)
        for key, n in sorted(held.items())
        if n >= LEAST_STORIES and not any(letter.isdigit() for letter in key)
    }


def with_rates(known: list[Lesson]) -> list[tuple[Lesson, Rates]]:
    """Give each story the rates counted without its part, or they would tell what its own round-up has."""
    parts = [known[i::N_PARTS] for i in range(N_PARTS)]
    counted = [rates_of([one for other in parts if other is not part for one in other]) for part in parts]
    return [(one, rates) for part, rates in zip(parts, counted, strict=True) for one in part]


def fit_words(known: list[tuple[Lesson, Rates]]) -> Trees:
    """Learn how likely a round-up tells a word once, twice, …"""
    tables, told = [], []
    for one, rates in known:
        seen, each = word_tables(one.story, rates)
        counts = Counter(one.gold)
        in_gold = np.array([counts[one.story.words[key]] for key in seen.keys])
        for times, (held, table) in enumerate(each, 1):
            tables.append(table)
            told.append(in_gold[held] >= times)
    return fit(tables, told)


def fit_pairs(known: list[tuple[Lesson, Rates]], words: Trees) -> Trees:
    """Learn how likely it tells a pair, given the chances of the words."""
    tables, told = [], []
    for one, rates in known:
        seen, each = word_tables(one.story, rates)
        pairs, table = pair_table(one.story, seen, words.chances(each[0][1]), rates)
        tables.append(table)
        told.append(_in_gold(pairs, one))
    return fit(tables, told)


def _in_gold(pairs: Seen, one: Lesson) -> np.ndarray:
    gold, words = set(pairwise(one.gold)), one.story.words
    n = max(1, len(words))
    return np.array([(words[key // n], words[key % n]) in gold for key in pairs.keys])


def fit_length(known: list[Lesson], expected: list[Chances]) -> tuple[float, ...]:
    """Learn how long a round-up is."""
    rows = [(1.0, *length_features(one.story, each)) for one, each in zip(known, expected, strict=True)]
    lengths = [max(1, len(one.gold)) for one in known]
    found, *_ = np.linalg.lstsq(np.array(rows), np.log(lengths), rcond=None)
    found[0] += np.log(LONGER)
    return tuple(round(float(value), DIGITS) for value in found)


def learn(known: list[Lesson]) -> Weights:
    """Learn all numbers from some stories."""
    apart, rates = with_rates(known), rates_of(known)
    words = fit_words(apart)
    pairs = fit_pairs(apart, words)
    length = fit_length([one for one, _ in apart], [expect(one.story, words, pairs, of) for one, of in apart])
    return Weights(words=words, pairs=pairs, rates=rates, length=length, pair_worth=PAIR_WORTH)


class Plain:
    """Tells each point in its own words, without dateline."""

    def make(self, point: Point, _before: Point | None) -> BriefSentence:
        """Return the point's own words."""
        text = without_lead(tidy(point.shown.words))
        return BriefSentence(text=text, role=Role.KEY, citations=cite_all(point.shown, ()))

    def took(self, point: Point) -> None:
        """Need not remember."""


def gains(one: Lesson, known: Weights) -> tuple[float, float]:
    """Return ROUGE-1 and ROUGE-2 of the choice for one story."""
    among = points_of(one.material, known)
    choice = Choice(among.points, among, among.aim)
    choose(choice, Plain(), least=0.0, most=MAX_WORDS)
    words = [word for _, sentence in choice.made for word in tokens(sentence.text)]
    return _rouge(one.gold, words), _rouge(list(pairwise(one.gold)), list(pairwise(words)))


def _rouge(gold: list, words: list) -> float:
    return 2 * sum((Counter(words) & Counter(gold)).values()) / max(1, len(gold) + len(words))


def main() -> None:
    """Learn from all stories and write the numbers, or measure on held-out topics."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--held-out", action="store_true")
    asked = parser.parse_args()
    known = lessons(asked.shared)
    if not asked.held_out:
        DATA.parent.mkdir(exist_ok=True)
        DATA.write_text(json.dumps(msgspec.to_builtins(learn(known))) + "\n", "utf-8")
        return
    found = []
    for fold in range(N_FOLDS):
        weights = learn([one for one in known if one.fold != fold])
        found += [gains(one, weights) for one in known if one.fold == fold]
        print(f"fold {fold}: {np.round(100 * np.mean(found, axis=0), 2).tolist()} so far", flush=True)
    print("held out: ROUGE-1 {:.2f}, ROUGE-2 {:.2f}".format(*(100 * np.mean(found, axis=0))))


if __name__ == "__main__":
    main()
