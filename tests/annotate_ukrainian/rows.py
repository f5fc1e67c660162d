"""Write what is found in a Ukrainian text as the rows that its cases hold."""

from __future__ import annotations

from annotate_statements.cases import make_version
from annotate_statements.cases import rows_of as statements_of

import newsdesk.annotate

COLUMNS = ("speaker", "kind", "cue", "class", "mode", "content", "chain", "when")


def rows_of(kind: str, text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of one kind (statements, times, places, figures, sentences) of a text of 8 March 2023."""
    version = make_version(*text.split("\n\n"), language="uk")
    found = newsdesk.annotate(version, country="UA")
    text = version.text
    if kind == "statements":
        return tuple(tuple(row[column] for column in COLUMNS) for row in statements_of(version))
    if kind == "times":
        return tuple((t.span.of(text), t.timex, t.value, t.upper or "–") for t in found.times)
    if kind == "places":
        return tuple((p.span.of(text), p.name, p.kind, p.country) for p in found.places)
    if kind == "figures":
        return tuple(
            (
                f.span.of(text),
                f"{f.quantity:.12g}" + (f"-{f.high:.12g}" if f.high is not None else ""),
                f.unit or "–",
                f.counted or "–",
                f.bound.value,
                found.times[f.time].value if f.time is not None else "–",
            )
            for f in found.figures
        )
    return tuple((s.span.of(text), s.event_date) for s in found.sentences)
