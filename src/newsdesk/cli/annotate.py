"""`newsdesk annotate`: an article with who said what, when, where and through whom; no database needed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.options import AsJson

if TYPE_CHECKING:
    from newsdesk.model.annotations import Annotations, Figure, Place, Statement, Time
    from newsdesk.model.article import Version


def annotate_command(
    source: Annotated[str, typer.Argument(help="A file, an http(s) address, or - for standard input.")],
    url: Annotated[str, typer.Option("--url", help="Address that a local file was saved from.")] = "",
    date: Annotated[str, typer.Option("--date", help="Day of publication (ISO), for what doesn't state its own.")] = "",
    country: Annotated[str, typer.Option("--country", help="The outlet's home (ISO 3166-1), a hint for places.")] = "",
    places: Annotated[
        Path | None, typer.Option("--places", help="TOML file of own places.", show_default=False)
    ] = None,
    people: Annotated[
        Path | None, typer.Option("--people", help="TOML file of own people.", show_default=False)
    ] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Find statements by rules alone, without weights learnt from a corpus.")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="Print a page with highlights and a list at its side.")] = False,
    json: AsJson = False,
) -> None:
    """Print an article's statements with speaker, office, chain and day, then its times, places, names and figures.

    Without a day of publication, relative dates such as "on Wednesday" stay unresolved.
    Exit code 3 says that there is no article, or none in a language that is read.
    """
    from newsdesk.cli.screen import print_json

    read = _read(source, url, date, country.upper(), (places, people), rules_only)
    if json:
        print_json([{"version": version, "annotations": found} for version, found in read])
    elif html:
        from newsdesk.cli.annotated_page import as_page

        sys.stdout.write(as_page(read))
    else:
        for version, found in read:
            print_annotated(version, found)


def _read(
    source: str, url: str, date: str, country: str, lists: tuple[Path | None, Path | None], rules_only: bool
) -> list[tuple[Version, Annotations]]:
    """Bring a source and annotate each article in it; raises InputError where there is none that can be read."""
    # The reader loads spaCy and the gazetteer: `newsdesk --help` needs neither.
    from newsdesk.annotate import annotate_version
    from newsdesk.cli.inputs import bring
    from newsdesk.errors import InputError
    from newsdesk.extract import extract_snapshot
    from newsdesk.model.outcome import Made
    from newsdesk.ownlists import read_own

    own = read_own(*lists)
    received = bring(source, url=url, dateline=date)
    versions = extract_snapshot(received.snapshot, received.body)
    if not isinstance(versions, Made):
        raise InputError(source, f"{versions.reason.value}: {versions.detail}", "a page or text with an article")
    read, refused = [], ""
    for version in versions.values:
        outcome = annotate_version(version, country=country, own=own, rules_only=rules_only)
        if isinstance(outcome, Made):
            read.append((version, outcome.values[0]))
        else:
            refused = refused or f"{outcome.reason.value}: {outcome.detail}"
    if not read:
        raise InputError(source, refused, "a text in a language that is read")
    return read


def print_annotated(version: Version, found: Annotations) -> None:
    """Print one article's annotations as tables for people."""
    from newsdesk.cli.screen import print_table, say

    dated = version.dated
    about = " · ".join(filter(None, [version.site_name, dated.at.date().isoformat() if dated else "no date stated"]))
    say(f"\n{version.title or version.text[:80]}\n{about}\n")
    for statement in found.statements:
        say(_told(version, found, statement))
    text = version.text
    mentions: dict[int, int] = {}
    for name in found.names:
        mentions[name.entity] = mentions.get(name.entity, 0) + 1
    entities = [
        (e.name, e.kind.value + (f", {e.body}" if e.body else ""), e.office, mentions.get(index, 0))
        for index, e in enumerate(found.entities)
    ]
    print_table("Names", ["name", "kind", "office", "#mentions"], entities, "Names: none\n")
    times = [(t.span.of(text), t.timex, time_value(t), t.precision) for t in found.times]
    print_table("Times", ["words", "type", "value", "precision"], times, "Times: none\n")
    places = [(p.span.of(text), p.name, p.kind or "unresolved", p.country, coordinates_of(p)) for p in found.places]
    print_table(
        "Places", ["words", "place", "kind", "country", "latitude, longitude"], dict.fromkeys(places), "Places: none\n"
    )
    figures = [
        (f.span.of(text), f.quantity, f.unit or f.counted, f.bound.value, *given_by(version, found, f))
        for f in found.figures
    ]
    headings = ["words", "#quantity", "of", "how exact", "who says so", "as of"]
    print_table("Figures", headings, figures, "Figures: none\n")


def time_value(time: Time) -> str:
    """Write what a time means, a range with both ends."""
    return f"{time.value} to {time.upper}" if time.upper else time.value or "unresolved"


def given_by(version: Version, found: Annotations, figure: Figure) -> tuple[str, str]:
    """Return who gives a figure, and as of when it holds; empty: the page itself, and not stated."""
    who = told_by(version, found, found.statements[figure.statement])[0] if figure.statement is not None else ""
    time = found.times[figure.time] if figure.time is not None else None
    return who, (time.value or time.span.of(version.text)) if time else ""


def coordinates_of(place: Place) -> str:
    """Write where a place lies; empty: unresolved."""
    return "" if place.lat is None or place.lon is None else f"{place.lat:.2f}, {place.lon:.2f}"


def _told(version: Version, found: Annotations, statement: Statement) -> str:
    """Write a statement as three lines: who, what, and by which way it came."""
    words = " … ".join(span.of(version.text) for span in statement.content)
    return f"{' '.join(told_by(version, found, statement))}\n    {words}\n    {chain_of(found, statement)}\n"


def told_by(version: Version, found: Annotations, statement: Statement) -> tuple[str, str]:
    """Return who says it, and what is known of the saying: cue, kind, certainty, day, place, why nobody is named."""
    speaker = statement.speaker
    who = (speaker.name or speaker.words.words) if speaker else "nobody named"
    office = f"({speaker.office}) " if speaker and speaker.office else ""
    cue = f"· {statement.cue.words} " if statement.cue else "· by the headline's colon " if statement.headline else ""
    kind = [statement.mode.value, *([statement.cue_class.value] if statement.cue_class.value != "neutral" else [])]
    flags = {"negated": statement.negated, "hedged": statement.hedged, "says that not": statement.denied}
    kind += [flag for flag, holds in flags.items() if holds]
    when = found.times[statement.time] if statement.time is not None else None
    day = f" · {when.span.of(version.text)} → {when.value or 'unresolved'}" if when else ""
    if statement.place is not None:
        day += f" · in {found.names[statement.place].span.of(version.text)}"
    if speaker and speaker.reason:
        day += f" · unnamed: {speaker.reason}"
    return who, f"{office}{cue}[{', '.join(kind)}]{day}"


def chain_of(found: Annotations, statement: Statement) -> str:
    """Write a chain of hops as words, from the speaker to the page."""
    steps = ["speaker"]
    for hop in statement.chain:
        when = f" ({found.times[hop.time].value})" if hop.time is not None and found.times[hop.time].value else ""
        unnamed = "this page" if hop.kind.value == "outlet" else f"“{hop.words.words}”" if hop.words else "unnamed"
        steps.append(f"{hop.kind.value.replace('_', ' ')} {hop.party or unnamed}{when}")
    return " → ".join(steps)
