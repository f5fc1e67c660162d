"""An annotated article as one HTML page: the text with highlights; at its side who said what and all else found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from newsdesk.cli.annotate import chain_of, coordinates_of, given_by, time_value, told_by
from newsdesk.model.annotations import Annotations, Bound, Figure
from newsdesk.model.article import IN_TEXT, BlockKind, Version
from newsdesk.model.text import Span

_STYLE = """
body{font:1rem/1.6 Georgia,serif;margin:0;color:#1c1c1a;background:#fbfaf7}
main{max-width:72rem;margin:auto;padding:2rem 1rem;display:grid;gap:2rem;
  grid-template-columns:minmax(0,3fr) minmax(0,2fr)}
h1{line-height:1.2}aside{font:.85rem/1.5 system-ui,sans-serif}small{font-size:.9em}li{margin-bottom:1rem}
ul{list-style:none;padding:0}ul li{margin:0 0 .3rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
mark{background:none;color:inherit;border-bottom:.18em solid}
.content{border-color:#d8b54a}.speaker{border-color:#4a7ad8}.cue{border-color:#999}
.time{border-color:#4aa36b}.place{border-color:#b5573c}
@media(max-width:50rem){main{grid-template-columns:minmax(0,1fr)}}
@media(prefers-color-scheme:dark){body{color:#e8e6e0;background:#1b1b19}}
"""


def as_page(read: Sequence[tuple[Version, Annotations]]) -> str:
    """Return a whole page with every article; it loads nothing from elsewhere."""
    title = escape(read[0][0].title or "Annotated") if read else "Annotated"
    parts = "".join(_article(version, found) for version, found in read)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}<style>{_STYLE}</style></head><body>{parts}</body></html>\n'


def _article(version: Version, found: Annotations) -> str:
    marks = sorted(_marks(found), key=lambda mark: (mark[0].start, -len(mark[0])))
    blocks = []
    for block in version.blocks:
        if block.kind in IN_TEXT:
            tag = "h1" if block.kind is BlockKind.HEADLINE else "p"
            blocks.append(f"<{tag}>{_marked(version.text, block.span, marks)}</{tag}>")
    said = "".join(_statement(version, found, number) for number in range(len(found.statements)))
    listed = f"<ol>{said}</ol>" if said else "<p>Nobody is said to have said anything.</p>"
    rest = "".join(_list(heading, lines) for heading, lines in _lists(version, found))
    return f"<main><article>{''.join(blocks)}</article><aside><h2>Statements</h2>{listed}{rest}</aside></main>"


def _lists(version: Version, found: Annotations) -> Iterable[tuple[str, Iterable[tuple[str, list[str]]]]]:
    """Yield the other lists of the side: a heading, and per line what it is about and what is known of it."""
    text = version.text
    mentions = Counter(name.entity for name in found.names)
    yield (
        "Names",
        (
            (e.name, [e.body or e.kind, e.office, f"{mentions[number]} mentions" if mentions[number] > 1 else ""])
            for number, e in enumerate(found.entities)
        ),
    )
    yield "Times", ((t.span.of(text), [time_value(t), t.timex.lower(), t.precision]) for t in found.times)
    yield (
        "Places",
        (
            (p.span.of(text), ["" if p.name == p.span.of(text) else p.name, p.kind or "unresolved", p.country, where])
            for p in found.places
            for where in [coordinates_of(p)]
        ),
    )
    yield (
        "Figures",
        (
            (f.span.of(text), [_quantity(f), f.unit or f.counted, *_given_words(version, found, f)])
            for f in found.figures
        ),
    )


_BOUNDS = {
    Bound.EXACT: "",
    Bound.RANGE: "",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "at most ",
    Bound.ABOUT: "about ",
    Bound.VAGUE: "in the order of ",
}


def _quantity(figure: Figure) -> str:
    """Return a figure's number with its bound, such as `at least 1,200` or `10 to 12`."""
    high = f" to {figure.high:,.12g}" if figure.high is not None else ""
    return f"{_BOUNDS[figure.bound]}{figure.quantity:,.12g}{high}"


def _given_words(version: Version, found: Annotations, figure: Figure) -> list[str]:
    who, when = given_by(version, found, figure)
    return [f"says {who}" if who else "", f"as of {when}" if when else ""]


def _list(heading: str, lines: Iterable[tuple[str, list[str]]]) -> str:
    """Return one compact list; the same line twice is one."""
    shown = dict.fromkeys(
        f"<li><b>{escape(' '.join(what.split()))}</b> <small>{escape(' · '.join(filter(None, known)))}</small></li>"
        for what, known in lines
    )
    return f"<h2>{heading}</h2><ul>{''.join(shown)}</ul>" if shown else ""


def _statement(version: Version, found: Annotations, number: int) -> str:
    statement = found.statements[number]
    who, about = map(escape, told_by(version, found, statement))
    words = escape(" … ".join(span.of(version.text) for span in statement.content))
    chain = escape(chain_of(found, statement))
    return f"<li><strong>{who}</strong> <small>{about}</small><br>{words}<br><small>{chain}</small></li>"


def _marks(found: Annotations) -> Iterable[tuple[Span, str]]:
    """Yield the stretches to highlight, with what they are; where several overlap, the first to begin is shown."""
    for statement in found.statements:
        yield from ((span, "content") for span in statement.content)
        if statement.speaker:
            yield statement.speaker.words.span, "speaker"
        if statement.cue:
            yield statement.cue.span, "cue"
    yield from ((time.span, "time") for time in found.times)
    yield from ((place.span, "place") for place in found.places)


def _marked(text: str, block: Span, marks: Sequence[tuple[Span, str]]) -> str:
    """Return a block's words with the highlights that lie wholly in it."""
    parts, at = [], block.start
    for span, kind in marks:
        if span.start >= at and block.covers(span):
            parts.append(escape(text[at : span.start]))
            parts.append(f'<mark class="{kind}" title="{kind}">{escape(span.of(text))}</mark>')
            at = span.end
    parts.append(escape(text[at : block.end]))
    return "".join(parts)
