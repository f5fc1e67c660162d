"""The way of words from a speaker to the page, put for readers."""

from __future__ import annotations

from collections.abc import Collection

from newsdesk.model.annotations import HopKind
from newsdesk.model.brief import Attribution, HopShown
from newsdesk.web import words
from newsdesk.web.public.views import ChainView, HopView

STEPS = {
    HopKind.SAID_TO: "Told to",
    HopKind.INTERVIEW: "In an interview with",
    HopKind.BRIEFING: "At a briefing",
    HopKind.STATEMENT: "In a statement",
    HopKind.POST: "In a post on",
    HopKind.DOCUMENT: "In a document",
    HopKind.CITED_BY: "Relayed by",
    HopKind.OUTLET: "Read on the page of",
}
ALONE = {
    HopKind.SAID_TO: "Told to somebody who is not named",
    HopKind.INTERVIEW: "In an interview",
    HopKind.POST: "In a post",
    HopKind.CITED_BY: "Relayed by an outlet that is not named",
    HopKind.OUTLET: "Read on the page",
}
"""The same steps where the party is not named."""


def chain_of(attribution: Attribution, people: Collection[str] = ()) -> ChainView:
    """The chain of one attribution; `people` are the names, in small letters, that have a page of their own."""
    named = attribution.speaker.casefold() in people
    return ChainView(
        speaker=attribution.speaker,
        office=attribution.office,
        href=words.path_of("person", attribution.speaker) if named else "",
        day=attribution.day,
        way=way_of(attribution) or _outlet_of(attribution),
        hops=tuple(_hop_of(hop) for hop in attribution.chain),
        primary=_primary_of(attribution),
    )


def way_of(attribution: Attribution) -> str:
    """The chain in one line, in the reports' own words where they give any; empty when only the outlet is known."""
    parts = (_words_of(hop) for hop in attribution.chain if hop.kind != HopKind.OUTLET)
    return ", ".join(part for part in parts if part)


def _outlet_of(attribution: Attribution) -> str:
    """The page it was read on, for a chain that names nothing else."""
    return next((f"read at {hop.party}" for hop in attribution.chain if hop.party), "")


def _words_of(hop: HopShown) -> str:
    """The report's words for a step; where they are but a name, or there are none, the kind of step with the party."""
    said = hop.words.strip(" ,.;")
    if said and said.casefold() != hop.party.casefold():
        return said
    step = _step_of(hop)
    return f"{step[:1].lower()}{step[1:]} {hop.party}".strip()


def _hop_of(hop: HopShown) -> HopView:
    return HopView(step=_step_of(hop), party=hop.party, words=hop.words, day=hop.day)


def _step_of(hop: HopShown) -> str:
    """The kind of step in words; a kind that is not known here is shown as it is named."""
    try:
        kind = HopKind(hop.kind)
    except ValueError:
        return words.first_upper(hop.kind.replace("_", " "))
    if not hop.party and kind in ALONE:
        return ALONE[kind]
    if hop.party and kind in {HopKind.BRIEFING, HopKind.STATEMENT, HopKind.DOCUMENT}:
        return f"{STEPS[kind]} of"
    return STEPS[kind]


def _primary_of(attribution: Attribution) -> str:
    """Say where the words were first said or published, as far as the chain tells."""
    before = [hop for hop in attribution.chain if hop.kind != HopKind.OUTLET]
    first = next((hop for hop in before if hop.party), None)
    if first is not None:
        return f"First said or published there: {first.party}."
    if before:
        return "The report does not name where this was first published."
    return "The report names no other medium: as far as it tells, its outlet heard this itself."
