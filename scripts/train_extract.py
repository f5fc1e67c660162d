"""Learn the weights of extract's block classifier from pages whose body is known.

    python scripts/train_extract.py PAGES.jsonl OUT_FOLDER [--cv]

PAGES.jsonl has, per line, `html` (path of a gzipped page), `url`, `domain` and `gold.body`. Each block of a page is
labelled by whether its words stand in the gold body. Pages of one site are never in training and test at once.
Nothing of the pages themselves is written: weights of words that at least a dozen sites share, and of the network.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import re
import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier

from newsdesk.extract.content import context_of
from newsdesk.extract.features import features_of, tight
from newsdesk.extract.hints import Hints, block_words, name_words
from newsdesk.extract.linked import read_linked_data
from newsdesk.extract.markup import read_markup
from newsdesk.extract.network import Learnt, Network, probabilities, surroundings
from newsdesk.extract.walk import read_page

EACH = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|"
    r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+"
)
EXAMS = Path(__file__).parents[2] / "shared" / "exams"
MIN_SITES = 12
EPOCHS = 10
SIZES = (64, 32)
DROPPED = 0.1
N_SECOND = 3


def grams(tokens, n):
    return [tuple(tokens[i : i + n]) for i in range(max(1, len(tokens) - n + 1))]


def label(texts, body):
    """Share of each block's words that stand in the gold body, each place of the body used once, in order."""
    gold = EACH.findall(body.lower())
    places = collections.defaultdict(list)
    for n in (1, 3, 6):
        for i, gram in enumerate(grams(gold, n)):
            places[gram].append(i)
    used = np.zeros(len(gold) + 1, bool)
    out = np.zeros(len(texts), np.float32)
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    for i in order:
        tokens = EACH.findall(texts[i].lower())
        if not tokens:
            continue
        n = 6 if len(tokens) >= 6 else 3 if len(tokens) >= 3 else 1
        hit = np.zeros(len(tokens), bool)
        for k, gram in enumerate(grams(tokens, n)):
            for place in places.get(gram, ()):
                if not used[place : place + n].all():
                    hit[k : k + n] = True
                    break
        if len(tokens) < 6:  # a short block must stand whole and as a unit of its own
            whole = [p for p in places.get(tuple(tokens[:n]), ()) if gold[p : p + len(tokens)] == tokens]
            whole = [p for p in whole if not used[p : p + len(tokens)].any()]
            hit[:] = bool(whole)
            if whole:
                used[whole[0] : whole[0] + len(tokens)] = True
        out[i] = hit.mean()
        if out[i] > 0.5 and len(tokens) >= 6:
            for gram in grams(tokens, 6):
                for place in places.get(gram, ()):
                    if not used[place]:
                        used[place : place + 6] = True
                        break
    return out


def load(path, sets):
    rows = []
    for line in path.open(encoding="utf-8"):
        page = json.loads(line)
        if page["dataset"] not in sets or not page["gold"].get("body"):
            continue
        html = gzip.decompress((path.parent / page["html"]).read_bytes()).decode("utf-8", "replace")
        read = read_page(read_markup(html))
        if not read.texts:
            continue
        golds = [page["gold"]["body"]] + ([page["gold"]["body_alt"]] if page["gold"].get("body_alt") else [])
        y = max((label(read.texts, gold) for gold in golds), key=lambda y: y.sum())
        context = context_of(read, read_linked_data(read.linked_data, read.head_title))
        rows.append((page, read, context, y))
    return rows


def learn_hints(rows):
    """Log-odds of words at body text, by sites."""
    names, words = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0])), None
    words = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    base = [0, 0]
    for page, read, _, y in rows:
        site = page["domain"] or page["id"]
        tokens_of = {}
        for i, box in enumerate(read.boxes):
            good = int(y[i] > 0.5)
            base[good] += 1
            weight = max(1, min(len(read.texts[i]) // 40, 6))
            seen = set()
            for above in read.ancestors(box, 8):
                if above not in tokens_of:
                    tokens_of[above] = name_words(read.box_attrs[above])
                seen |= tokens_of[above]
            for word in seen:
                names[word][site][good] += weight
            for word in set(block_words(read.texts[i])):
                words[word][site][good] += 1

    def table(counts, n_best):
        out = {}
        for word, sites in counts.items():
            if len(sites) < MIN_SITES:
                continue
            share = np.mean([(good + 0.25) / (good + bad + 0.75) for bad, good in sites.values()])
            out[word] = round(float(np.log(share / (1 - share)) + 1.0) / 2, 2)
        best = sorted(out, key=lambda w: -abs(out[w]) * np.log(len(counts[w])))[:n_best]
        return {w: out[w] for w in sorted(best)}

    return Hints(table(names, 900), table(words, 1200))


def matrix(rows, hints):
    return [features_of(read, context, hints) for _, read, context, _ in rows]


def weights_of(row):
    read = row[1]
    n = np.array([len(EACH.findall(t)) for t in read.texts], np.float32)
    titles = np.array([tight(text) in row[2].tight_titles for text in read.texts])
    return np.where(titles, 0, np.minimum(1 + n / 8, 8)).astype(np.float32)


def fit(inputs, y, w, seed=0, sizes=SIZES, epochs=EPOCHS):
    """Train one network and return it in the form used at run time.

    Inputs are dropped at random, so that no single one is relied on. Of short links, which are many and easy, only
    a quarter is read, with four times the weight.
    """
    rng = np.random.default_rng(seed)
    mean, scale = inputs.mean(0), inputs.std(0) + 1e-3
    easy = (inputs[:, 0] < np.log1p(48)) & (inputs[:, 1] > 0.95)
    keep = ~easy | (rng.random(len(inputs)) < 0.25)
    w = np.where(easy, 4 * w, w)[keep]
    scaled = np.clip((inputs[keep] - mean) / scale, -5, 5).astype(np.float32)
    scaled *= rng.random(scaled.shape, dtype=np.float32) > DROPPED
    model = MLPClassifier(
        sizes, alpha=1e-3, batch_size=512, learning_rate_init=1e-3, max_iter=epochs, random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(scaled, y[keep], sample_weight=w)
    pairs = zip(model.coefs_, model.intercepts_, strict=True)
    layers = tuple((a.astype(np.float32), b.astype(np.float32)) for a, b in pairs)
    return Network(mean.astype(np.float32), scale.astype(np.float32), layers)


def fit_both(rows, matrices, groups, seed=0):
    """Train the first network, and the second on what the first says of pages it has not seen."""
    labels = [row[3] > 0.5 for row in rows]
    weights_by_page = [weights_of(row) for row in rows]
    join = np.concatenate
    around = [None] * len(rows)
    for train, test in GroupKFold(3).split(rows, groups=groups):
        columns = (matrices, labels, weights_by_page)
        part = fit(*(join([column[i] for i in train]) for column in columns), seed)
        for i in test:
            around[i] = surroundings(rows[i][1], matrices[i], part(matrices[i]))
    first = fit(join(matrices), join(labels), join(weights_by_page), seed)
    both = join([np.concatenate([m, a], axis=1) for m, a in zip(matrices, around, strict=True)])
    return first, joined([fit(both, join(labels), join(weights_by_page), seed + i) for i in range(N_SECOND)])


def joined(networks):
    """One network that gives the mean of the logits of several, trained from different starts."""
    layers = [network.layers for network in networks]
    n = len(layers)
    first = (np.concatenate([one[0][0] for one in layers], axis=1), np.concatenate([one[0][1] for one in layers]))
    wide, narrow = layers[0][1][0].shape
    middle = np.zeros((n * wide, n * narrow), np.float32)
    for i, one in enumerate(layers):
        middle[i * wide : (i + 1) * wide, i * narrow : (i + 1) * narrow] = one[1][0]
    second = (middle, np.concatenate([one[1][1] for one in layers]))
    last = (np.concatenate([one[2][0] for one in layers]) / n, np.mean([one[2][1] for one in layers], axis=0))
    return Network(networks[0].mean, networks[0].scale, (first, second, last))


def save(folder, hints, first, second):
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"names": hints.names, "words": hints.words}, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / "hints.json").write_text(text + "\n", "utf-8")
    arrays = {}
    for name, network in (("first", first), ("second", second)):
        arrays |= {f"{name}_mean": network.mean, f"{name}_scale": network.scale}
        for i, (weights, bias) in enumerate(network.layers):
            arrays |= {f"{name}_weights{i}": weights.astype(np.float16), f"{name}_bias{i}": bias}
    np.savez_compressed(folder / "blocks.npz", **arrays)


def page_figures(rows, probs, threshold=0.5):
    sys.path.insert(0, str(EXAMS))
    import score_extract as se  # the exam's own scorer, beside the pages

    out = collections.defaultdict(list)
    for (page, read, _, _), p in zip(rows, probs, strict=True):
        text = "\n\n".join(t for t, q in zip(read.texts, p, strict=True) if q > threshold)
        each = page.get("lang") in ("zh", "ja", "th", "my")
        tp, fp, fn = se.shingles(page["gold"]["body"], text, each)
        out[page["dataset"]].append(
            (
                tp / (tp + fp) if tp + fp else None,
                tp / (tp + fn) if tp + fn else None,
                se.word_f1(text, page["gold"]["body"], each),
                se.tokens(text, each) == se.tokens(page["gold"]["body"], each),
            )
        )
    for name, v in out.items():
        precision = np.mean([a for a, *_ in v if a is not None])
        recall = np.mean([b for _, b, *_ in v if b is not None])
        f1 = 2 * precision * recall / (precision + recall)
        word, exact = np.mean([c for *_, c, _ in v]), np.mean([d for *_, d in v])
        print(f"{name:10} n {len(v)} F1 {f1:.3f} P {precision:.3f} R {recall:.3f} word {word:.3f} exact {exact:.3f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pages", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--cv", type=int, default=0)
    a = ap.parse_args()
    rows = load(a.pages, {"andy", "fundus", "wcxb_dev", "wcxb_test", "waddle"})
    groups = np.array([r[0]["domain"] or r[0]["id"] for r in rows])
    print(len(rows), "pages", sum(len(r[1].texts) for r in rows), "blocks")
    if a.cv:
        cross_validate(rows, groups, a.cv)
    hints = learn_hints(rows)
    save(a.out, hints, *fit_both(rows, matrix(rows, hints), groups))


def cross_validate(rows, groups, n_folds):
    probs = [None] * len(rows)
    for train, test in GroupKFold(n_folds).split(rows, groups=groups):
        hints = learn_hints([rows[i] for i in train])
        matrices = matrix(rows, hints)
        both = fit_both([rows[i] for i in train], [matrices[i] for i in train], groups[train])
        for i in test:
            probs[i] = probabilities(rows[i][1], matrices[i], Learnt(hints, *both))
        print("fold", len(hints.names), len(hints.words), flush=True)
    for threshold in (0.4, 0.5):
        print(threshold)
        page_figures(rows, probs, threshold)


if __name__ == "__main__":
    main()
