"""Learn the weights of extract's block classifier from pages whose body is known.

    python scripts/train_extract.py PAGES.jsonl OUT_FOLDER [--cv N]

PAGES.jsonl has, per line, `html` (path of a gzipped page), `url`, `domain` and `gold.body`, or `gold.with` and
`gold.without`: passages inside and outside the body. Each block of a page is labelled by whether its words stand in
the body; of a page whose passages alone are known, the blocks that hold none of them count for nothing.
With --cv no weights are written but predictions.jsonl, for the exam's scorer: what extract gives for each page with
weights learnt from the pages of other sites.
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

from newsdesk.extract import content
from newsdesk.extract.content import context_of
from newsdesk.extract.features import closer_features, features_of, tight
from newsdesk.extract.hints import Hints, block_words, name_words
from newsdesk.extract.linked import read_linked_data
from newsdesk.extract.markup import read_markup
from newsdesk.extract.network import Learnt, Network, candidates, together
from newsdesk.extract.walk import read_page

EACH = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|"
    r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+"
)
MIN_SITES = 12
EPOCHS = 10
SETS = frozenset(("andy", "fundus", "wcxb_dev", "wcxb_test", "waddle", "traf_eval"))
FIRST, SECOND = (48, 16), (64, 32)
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


def label_passages(texts, inside, outside):
    """1 and 0 for the blocks that hold a passage from inside or outside the body, or are held by one; else NaN."""
    out = np.full(len(texts), np.nan, np.float32)
    flat = [" ".join(text.split()) for text in texts]
    for passages, value in ((inside, 1.0), (outside, 0.0)):
        for passage in (" ".join(passage.split()) for passage in passages):
            found = [i for i, text in enumerate(flat) if passage in text or (len(text) > 20 and text in passage)]
            if len(found) == 1:
                out[found] = value
    return out


def load(path):
    rows = []
    for line in path.open(encoding="utf-8"):
        page = json.loads(line)
        gold = page["gold"]
        if page["dataset"] not in SETS or not (gold.get("body") or gold.get("with")):
            continue
        html = gzip.decompress((path.parent / page["html"]).read_bytes()).decode("utf-8", "replace")
        read = read_page(read_markup(html))
        if not read.texts:
            continue
        if gold.get("body"):
            golds = [gold["body"]] + ([gold["body_alt"]] if gold.get("body_alt") else [])
            y = max((label(read.texts, one) for one in golds), key=lambda y: y.sum())
        else:
            y = label_passages(read.texts, gold["with"], gold.get("without", []))
        context = context_of(read, read_linked_data(read.linked_data, read.head_title))
        rows.append((page, read, context, y))
    return rows


def learn_hints(rows):
    """Log-odds of words at body text, by sites."""
    names = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    words = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    base = [0, 0]
    for page, read, _, y in rows:
        site = page["domain"] or page["id"]
        tokens_of = {}
        for i, box in enumerate(read.boxes):
            if np.isnan(y[i]):
                continue
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
            for word in set(block_words(read.texts[i].lower())):
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
    return np.where(titles | np.isnan(row[3]), 0, np.minimum(1 + n / 8, 8)).astype(np.float32)


def fit(inputs, y, w, seed=0, sizes=SECOND, epochs=EPOCHS):
    """Train one network and return it in the form used at run time.

    Inputs are dropped at random, so that no single one is relied on. Of short links, which are many and easy, only
    a quarter is read, with four times the weight.
    """
    rng = np.random.default_rng(seed)
    mean, scale = inputs.mean(0), inputs.std(0) + 1e-3
    easy = (inputs[:, 0] < np.log1p(48)) & (inputs[:, 1] > 0.95)
    keep = (~easy | (rng.random(len(inputs)) < 0.25)) & (w > 0)
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


def fit_both(rows, matrices, hints, groups, seed=0):
    """Train the first network, and the second on what the first says of pages it has not seen."""
    join = np.concatenate
    columns = (matrices, [row[3] > 0.5 for row in rows], [weights_of(row) for row in rows])
    closer = []
    for train, test in GroupKFold(3).split(rows, groups=groups):
        part = fit(*(join([column[i] for i in train]) for column in columns), seed, FIRST)
        for i in test:
            _, read, context, _ = rows[i]
            likely = part(matrices[i])
            chosen = candidates(likely)
            if len(chosen):
                look = closer_features(read, context, hints, chosen)
                inputs = together(read, matrices[i], look, likely, chosen)
                closer.append((inputs, columns[1][i][chosen], columns[2][i][chosen]))
    first = fit(*map(join, columns), seed, FIRST)
    lost = sum((y * w).sum() for _, y, w in zip(*columns, strict=True)) - sum((y * w).sum() for _, y, w in closer)
    print(f"second: {sum(len(one[0]) for one in closer)} of {sum(map(len, matrices))} blocks; body lost {lost:.0f}")
    second = list(map(join, zip(*closer, strict=True)))
    return first, joined([fit(*second, seed + i) for i in range(N_SECOND)])


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


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pages", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--cv", type=int, default=0)
    a = ap.parse_args()
    rows = load(a.pages)
    groups = np.array([r[0]["domain"] or r[0]["id"] for r in rows])
    print(len(rows), "pages", sum(len(r[1].texts) for r in rows), "blocks", flush=True)
    if a.cv:
        cross_validate(a.pages, a.out, rows, groups, a.cv)
    else:
        save(a.out, *learn(rows, groups))


def learn(rows, groups):
    hints = learn_hints(rows)
    return Learnt(hints, *fit_both(rows, matrix(rows, hints), hints, groups))


def cross_validate(path, out, rows, groups, n_folds):
    """Read each page whole, with weights learnt from other sites, for the exam's own scorer."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from evals.extract import predict

    out.mkdir(parents=True, exist_ok=True)
    with (out / "predictions.jsonl").open("w", encoding="utf-8") as predictions:
        for train, test in GroupKFold(n_folds).split(rows, groups=groups):
            learnt = learn([rows[i] for i in train], groups[train])
            content.learnt = lambda learnt=learnt: learnt
            for i in test:
                page = rows[i][0]
                row = predict(page, gzip.decompress((path.parent / page["html"]).read_bytes()))
                predictions.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
