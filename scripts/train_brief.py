"""Learn what a brief's choice weighs: `python scripts/train_brief.py SHARED` writes `brief/data/salience.json`.

`SHARED` is the folder with the exams; the round-ups of AllSides are the gold. Sentences are weighed by ridge
regression on the share of their words and pairs that stand in the round-up. Choices are weighed so that the one
chosen among all small sets of the best sentences has the most of both ROUGE-1 and ROUGE-2 on average: exact expected
gain under a softmax, by gradient ascent. Five folds keep topics together; `--held-out` prints what each fold,
weighed by the numbers of the other four, would get, and writes nothing.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from evals.brief import report_of, rows_of

from newsdesk.brief.material import gather
from newsdesk.brief.points import folded_groups
from newsdesk.brief.salience import Weights, features, pairs_of
from newsdesk.brief.weights import STOP_STEMS, tokens
from newsdesk.brief.wording import tidy, without_lead
from newsdesk.model.story import Dossier

DATA = Path(__file__).parent.parent / "src" / "newsdesk" / "brief" / "data" / "salience.json"
N_FOLDS, N_BEST, MOST = 5, 7, 4
PENALTY, LEARNING_RATE, N_STEPS, SHRINKAGE = 20.0, 0.05, 400, 1e-4
TEMPERATURE = 30.0


@dataclass
class Lesson:
    """One story: its sentences as features, words and pairs, and the gold's words and pairs."""

    table: np.ndarray
    words: list[list[str]]
    gold: list[str]
    fold: int
    shares: np.ndarray
    """For each sentence, the share of its words and of its pairs in the gold."""

    @property
    def n_words(self) -> int:
        return sum(map(len, self.words))


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
        if not groups:
            continue
        words = [tokens(without_lead(tidy(group[0].words))) for group in groups]
        wanted = tokens(gold["summary"])
        shares = np.array([[_share(wanted, one), _share(pairs_of(wanted), pairs_of(one))] for one in words])
        fold = crc32(_topic(rows, n_with).encode()) % N_FOLDS
        found.append(Lesson(features(groups, material), words, wanted, fold, shares))
    return found


def _topic(rows: list[dict[str, str]], n_with: Counter[str]) -> str:
    """The word most of the story's headlines have, the most common of all when there are several."""
    words = Counter(word for row in rows for word in set(tokens(row["title"] or "")) - STOP_STEMS if len(word) > 3)
    return max(words, key=lambda word: (words[word], n_with[word], word), default=rows[0]["story"])


def _share(gold: list, words: list) -> float:
    return sum((Counter(words) & Counter(gold)).values()) / max(1, len(words))


def _rouge(gold: list, words: list) -> float:
    return 2 * sum((Counter(words) & Counter(gold)).values()) / max(1, len(gold) + len(words))


def regress(known: list[Lesson]) -> dict[str, list[float]]:
    """Learn the shares of sentences from their features."""
    table = np.vstack([one.table for one in known])
    shares = np.vstack([one.shares for one in known])
    means, scales = table.mean(axis=0), table.std(axis=0) + 1e-9
    plain = (table - means) / scales
    moment = plain.T @ plain + PENALTY * np.eye(plain.shape[1])
    weights = np.linalg.solve(moment, plain.T @ (shares - shares.mean(axis=0)))
    return {
        "means": means.tolist(),
        "scales": scales.tolist(),
        "words": [*weights[:, 0], shares[:, 0].mean()],
        "pairs": [*weights[:, 1], shares[:, 1].mean()],
    }


def _expected(table: np.ndarray, model: dict[str, list[float]]) -> np.ndarray:
    plain = (table - model["means"]) / np.array(model["scales"])
    each = [plain @ np.array(model[key][:-1]) + model[key][-1] for key in ("words", "pairs")]
    return np.clip(np.stack(each, axis=1), 0.01, 1.0)


def aims(known: list[Lesson]) -> tuple[float, float]:
    """Learn how long a round-up is for reports of so many words."""
    share, constant = np.polyfit([one.n_words for one in known], [len(one.gold) for one in known], 1)
    return float(constant), float(share)


@dataclass
class Choices:
    """All small sets of the best sentences of many stories: features, what each would get, where stories begin."""

    table: np.ndarray
    gains: np.ndarray
    starts: np.ndarray


def choices(known: list[Lesson], model: dict[str, list[float]], aim: tuple[float, float]) -> Choices:
    """Enumerate the sets of each story."""
    rows, gains, starts = [], [], []
    for one in known:
        shares = _expected(one.table, model)
        best = np.argsort(-shares.sum(axis=1))[:N_BEST]
        length = aim[0] + aim[1] * one.n_words
        starts.append(len(rows))
        for size in range(1, MOST + 1):
            for chosen in itertools.combinations(best, size):
                words = [word for i in chosen for word in one.words[i]]
                pairs = [pair for i in chosen for pair in pairs_of(one.words[i])]
                n = np.array([len(one.words[i]) for i in chosen])
                both = 2 * (shares[list(chosen)] * np.stack([n, n - 1], axis=1)).sum(axis=0) / (len(words) + length)
                ratio = max(1, len(words)) / length
                rows.append([*both, ratio, np.log(ratio) ** 2, 1 - len(set(pairs)) / max(1, len(pairs))])
                gains.append([_rouge(one.gold, words), _rouge(pairs_of(one.gold), pairs)])
    return Choices(np.array(rows), np.array(gains), np.array(starts))


def ascend(known: Choices) -> np.ndarray:
    """Learn the weights of a choice: those whose softmax choice gets most on average."""
    scales = known.table.std(axis=0)
    table = (known.table - known.table.mean(axis=0)) / scales
    gains = known.gains.sum(axis=1)
    sizes = np.diff([*known.starts, len(table)])
    moment = table.T @ table + 50 * np.eye(table.shape[1])
    weights = TEMPERATURE * np.linalg.solve(moment, table.T @ (gains - gains.mean()))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, N_STEPS + 1):
        scores = table @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, known.starts), sizes))
        odds /= np.repeat(np.add.reduceat(odds, known.starts), sizes)
        average = np.add.reduceat(odds * gains, known.starts)
        gradient = table.T @ (odds * (gains - np.repeat(average, sizes))) / len(sizes) - 2 * SHRINKAGE * weights
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights = weights + LEARNING_RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return weights / scales


def chosen_gains(known: Choices, weights: np.ndarray) -> np.ndarray:
    """Return ROUGE-1 and ROUGE-2 of the best set of each story."""
    scores = known.table @ weights
    ends = [*known.starts[1:], len(scores)]
    best = [start + int(np.argmax(scores[start:end])) for start, end in zip(known.starts, ends, strict=True)]
    return known.gains[best]


def learn(known: list[Lesson], say: Callable[[str], None] = print) -> Weights:
    """Learn all numbers from some stories."""
    model, aim = regress(known), aims(known)
    weights = ascend(choices(known, model, aim))
    say(f"aim {aim[0]:.1f} + {aim[1]:.3f} of the words; choice {np.round(weights, 3).tolist()}")
    numbers = {key: tuple(round(float(value), 5) for value in values) for key, values in model.items()}
    choice = tuple(round(float(value), 4) for value in weights)
    return Weights(**numbers, choice=choice, aim=(round(aim[0], 3), round(aim[1], 4)))


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
    gains = []
    for fold in range(N_FOLDS):
        found = learn([one for one in known if one.fold != fold])
        model = {key: list(getattr(found, key)) for key in ("means", "scales", "words", "pairs")}
        held = choices([one for one in known if one.fold == fold], model, found.aim)
        gains.append(chosen_gains(held, np.array(found.choice)))
    print("held out: ROUGE-1 {:.2f}, ROUGE-2 {:.2f}".format(*(100 * np.vstack(gains).mean(axis=0))))


if __name__ == "__main__":
    main()
