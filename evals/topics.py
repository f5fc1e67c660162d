"""Topics of stories, against the desks of one aggregator and the subjects of another, where those have an equal.

AllSides names subjects (`Elections`), UCI's aggregator four sections; both are coarser or finer than the seventeen
topics, and several topics are right for some. Weather, religion and leisure stand in neither set: they are not seen.
"""

from __future__ import annotations

import collections
import json
from collections.abc import Iterator
from pathlib import Path

from newsdesk.cluster.topics import topics_of_texts

_ARTS, _WAR, _CRIME = "arts, culture, entertainment and media", "conflict, war and peace", "crime, law and justice"
_ECONOMY, _POLITICS, _TECHNOLOGY = "economy, business and finance", "politics and government", "science and technology"
_SECTIONS = {"b": {_ECONOMY}, "t": {_TECHNOLOGY}, "e": {_ARTS}, "m": {"health"}}
_SUBJECTS = {
    "Coronavirus": {"health"},
    "Economy and Jobs": {_ECONOMY, "labour"},
    "Economic Policy": {_ECONOMY, _POLITICS},
    "US House": {_POLITICS},
    "US Senate": {_POLITICS},
    "Elections": {_POLITICS},
    "Politics": {_POLITICS},
    "White House": {_POLITICS},
    "Voting Rights and Voter Fraud": {_POLITICS},
    "Immigration": {_POLITICS, "society"},
    "Middle East": {_WAR, _POLITICS},
    "Foreign Policy": {_POLITICS, _WAR},
    "National Security": {_POLITICS, _WAR},
    "Terrorism": {_WAR},
    "Violence in America": {_CRIME},
    "Criminal Justice": {_CRIME},
    "Supreme Court": {_CRIME, _POLITICS},
    "Technology": {_TECHNOLOGY},
    "Cybersecurity": {_TECHNOLOGY},
    "Disaster": {"disaster, accident and emergency incident", "weather"},
    "Race and Racism": {"society"},
    "Climate Change": {"environment"},
    "Environment": {"environment"},
    "Education": {"education"},
    "Healthcare": {"health"},
    "Public Health": {"health"},
    "Sports": {"sport"},
}
_HEADLINES = 4
"""Headlines of one story that are read together."""


def evaluate(shared: Path) -> dict[str, float]:
    """Return, for each set, the share that gets a topic and the share of right ones among them, in percent."""
    figures: dict[str, float] = {}
    for name, cases in (("allsides", _allsides(shared)), ("uci6k", _uci(shared))):
        counts: collections.Counter[str] = collections.Counter()
        for texts, right in cases:
            found = topics_of_texts(texts)
            counts["n"] += 1
            counts["answered"] += bool(found)
            counts["right"] += bool(found) and found[0].name in right
        figures[f"{name} answered"] = 100 * counts["answered"] / counts["n"]
        figures[f"{name} right of answered"] = 100 * counts["right"] / max(1, counts["answered"])
    return figures


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _allsides(shared: Path) -> Iterator[tuple[list[tuple[str, str]], set[str]]]:
    for row in _rows(shared / "exams" / "stories" / "allsides_dated.jsonl"):
        if row["topic"] in _SUBJECTS:
            yield [(row["title"], row["text"])], _SUBJECTS[row["topic"]]


def _uci(shared: Path) -> Iterator[tuple[list[tuple[str, str]], set[str]]]:
    stories: dict[tuple[str, str], list[str]] = {}
    for row in _rows(shared / "exams" / "stories" / "uci6k.jsonl"):
        stories.setdefault((row["story"], row["category"]), []).append(row["title"])
    for (_, section), titles in stories.items():
        for i in range(0, len(titles), _HEADLINES):
            yield [(title, "") for title in titles[i : i + _HEADLINES]], _SECTIONS[section]
