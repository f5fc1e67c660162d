#!/usr/bin/env python3
"""Learn how likely a reading of a page is the whole article, from pages whose body is known.

    python scripts/train_completeness.py PAGES.jsonl OUT_FOLDER

The classifier of blocks has learnt from the same pages and is surer of them than of others. So it is trained three
times without a third of the sites, and each page is read with the weights that haven't seen its site; from the figures
of these readings, and whether they have an F1 of at least 0.8, the logistic regression is learnt. What is printed is
measured on sites that neither has seen. `sure` is the likelihood that 85 in 100 of these readings reach.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).parents[1]))
import train_extract
from evals.extract import predict, scorer_of

from newsdesk.extract import content, network, pages, weighing

GOOD, SHARE_SURE = 0.8, 0.85


def read_unseen(path):
    """Read every page with weights that were learnt without its site; return figures, F1 and site of each."""
    rows = train_extract.load(path)
    groups = np.array([row[0]["domain"] or row[0]["id"] for row in rows])
    found = []
    for train, test in GroupKFold(3).split(rows, groups=groups):
        learnt = train_extract.learn([rows[i] for i in train], groups[train])
        found.extend(read_with(learnt, [rows[i][0] for i in test if rows[i][0]["gold"].get("body")], path))
        print("read", len(found), flush=True)
    return found


def read_with(learnt, chosen, path):
    scorer = scorer_of(path.parents[2])
    seen = []
    ordinary = pages.completeness_of
    content.learnt = lambda: learnt
    pages.completeness_of = lambda page, linked, kept, main: (
        seen.append(weighing.figures_of(kept, len(main.body))) or ordinary(page, linked, kept, main)
    )
    found = []
    for page in chosen:
        seen.clear()
        read = predict(page, gzip.decompress((path.parent / page["html"]).read_bytes()))
        f1 = scorer.page(page, read, collections.defaultdict(list), collections.Counter())
        if seen:
            found.append((seen[0], f1 or 0.0, page["domain"] or page["id"]))
    pages.completeness_of, content.learnt = ordinary, network.learnt
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pages", type=Path)
    ap.add_argument("out", type=Path)
    a = ap.parse_args()
    learn(read_unseen(a.pages), a.out)


def learn(found, out):
    figures, f1, sites = (np.array(column) for column in zip(*found, strict=True))
    good = (f1 >= GOOD).astype(int)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000))
    likely = cross_val_predict(model, figures, good, groups=sites, cv=GroupKFold(10), method="predict_proba")[:, 1]
    sure = float(np.quantile(likely, 1 - SHARE_SURE))
    print(f"{len(good)} readings, {1 - good.mean():.3f} bad; of the {SHARE_SURE:.0%} surest", end=" ")
    print(f"{1 - good[likely >= sure].mean():.3f}; Brier score {np.mean((likely - good) ** 2):.4f}")
    for low, high in ((0, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        inside = (likely >= low) & (likely < high)
        if inside.any():
            print(f"{low:.2f} to {min(high, 1):.2f}: {inside.sum()}, {good[inside].mean():.3f} of them good")
    model.fit(figures, good)
    scaler, regression = model[0], model[1]
    data = {
        "names": list(weighing.NAMES),
        "mean": [round(float(x), 4) for x in scaler.mean_],
        "scale": [round(float(x), 4) for x in scaler.scale_],
        "weights": [round(float(x), 4) for x in regression.coef_[0]],
        "bias": round(float(regression.intercept_[0]), 4),
        "sure": round(sure, 3),
    }
    (out / "completeness.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
