"""Exports: one JSON object a line, of updates, statements or stories, streamed from one consistent view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsdesk.model.annotations import Annotations, Statement
from newsdesk.model.article import Version
from newsdesk.store import View

KINDS = ("updates", "statements", "stories")
_AT_ONCE = 200


def export(view: View, kind: str) -> Iterator[Any]:
    """Yield the lines of an export, in order of the logs; `kind` is one of KINDS."""
    return {"updates": _updates, "statements": _statements, "stories": _stories}[kind](view)


def _updates(view: View) -> Iterator[Any]:
    """Every state of every item that readers were ever shown, whole."""
    seq = 0
    while part := view.updates.since(seq, _AT_ONCE):
        for seq, update in part:
            yield {"seq": seq, "address": update.address, "update": update}


def _statements(view: View) -> Iterator[Any]:
    """Every statement found: speaker, words, chain and time, with where it stands."""
    seq = 0
    while part := view.versions.since(seq, _AT_ONCE):
        found = view.annotations.many([version.id for _, version in part])
        seq = part[-1][0]
        for _, version in part:
            annotations = found.get(version.id)
            for number, statement in enumerate(annotations.statements if annotations else ()):
                yield _statement(version, annotations, statement, number)


def _statement(version: Version, annotations: Annotations | None, statement: Statement, number: int) -> dict[str, Any]:
    times = annotations.times if annotations else ()
    speaker = statement.speaker
    return {
        "version_id": version.id,
        "number": number,
        "address": version.address,
        "title": version.title,
        "published": version.published.at if version.published else None,
        "speaker": speaker.name if speaker else None,
        "speaker_words": speaker.words.words if speaker else None,
        "office": speaker.office if speaker else None,
        "cue": statement.cue.words if statement.cue else None,
        "cue_class": statement.cue_class,
        "mode": statement.mode,
        "content": [span.of(version.text) for span in statement.content],
        "spans": statement.content,
        "chain": [
            {
                "kind": hop.kind,
                "party": hop.party,
                "words": hop.words.words if hop.words else None,
                "time": times[hop.time].value if hop.time is not None else None,
                "address": hop.address,
            }
            for hop in statement.chain
        ],
        "time": times[statement.time].value if statement.time is not None else None,
        "headline": statement.headline,
        "negated": statement.negated,
        "hedged": statement.hedged,
        "denied": statement.denied,
        "place": annotations.names[statement.place].span.of(version.text)
        if annotations and statement.place is not None
        else None,
        "reason_unnamed": speaker.reason if speaker else None,
    }


def _stories(view: View) -> Iterator[Any]:
    """Every story that stands by itself: its reports, each with how it came to belong, and its newest brief."""
    after = ""
    while part := view.stories.by_id(after, _AT_ONCE):
        for row in part:
            after = row.id
            yield {
                "id": row.id,
                "began": row.began,
                "last": row.last,
                "merged": view.stories.led_to(row.id)[1:],
                "reports": [view.stories.joinings_of(one)[-1] for one in view.stories.version_ids(row.id)],
                "brief": view.briefs.latest(row.id),
            }
