"""The hops between an utterance and the page, read from the words around the cue.

Each pattern is one way in which English news tells them; `(?P<party>…)` is the medium, body or platform. The patterns
run over a sentence in which the content of the statement is blotted out, so that nothing inside it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from newsdesk.annotate.en.hop_patterns import LEAD, NAME, NOUN_BEHIND, PATTERNS, UNNAMED_RECIPIENT
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.names import gender_of, is_medium_name
from newsdesk.annotate.en.places_words import word_list
from newsdesk.model.annotations import Entity, Hop, HopKind, Name, NameKind, Time
from newsdesk.model.article import Link
from newsdesk.model.text import Extract, Span

_ON = re.compile(rf"\b(?:on|to|with|for)\s+(?P<lead>{LEAD})?(?P<party>{NAME})")
_OBJECT = re.compile(rf"\s+(?P<lead>{LEAD})?(?P<party>{NAME})")
_TELLING = re.compile(r"\b(?:told|tells|telling|tell|informed|assured)\b")
_PEOPLE_BEHIND = re.compile(
    r"\s+(?:\w+\s+)?(?:officials|lawmakers|leaders|ministers|diplomats|voters|troops|workers|allies|envoys)\b"
)
"""What shows that a name before it is no medium: `told European officials`."""
_TAIL = re.compile(r"(?:['’]s?)?[.,;:]*$")
_AFTER = re.compile(r"[\s,]*(?:on\s+|in\s+|that\s+aired\s+(?:on\s+)?|published\s+(?:on\s+)?)?")
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b(?!\s+[A-Z])"
)
_BLOT = "\0"


class Frame(Struct, frozen=True):
    """The stretch of text that tells of one saying, with the words said blotted out; offsets are the document's."""

    start: int
    text: str
    cue: Span
    source: Span | None


def frame_of(text: str, stretch: Span, content: Sequence[Span], cue: Span, source: Span | None) -> Frame:
    """Blot the content out of the stretch around a cue."""
    blotted = list(stretch.of(text))
    for span in content:
        for at in range(max(span.start, stretch.start), min(span.end, stretch.end)):
            blotted[at - stretch.start] = _BLOT
    return Frame(stretch.start, "".join(blotted), cue, source)


class ChainReader:
    """Reads the chain of each statement of one document."""

    def __init__(
        self,
        text: str,
        names: Sequence[Name],
        entities: Sequence[Entity],
        times: Sequence[Time],
        links: Sequence[Link],
        lexicon: Lexicon,
    ) -> None:
        self._text, self._names, self._entities = text, names, entities
        self._times, self._links, self._lexicon = times, links, lexicon

    def read(self, frame: Frame) -> tuple[Hop, ...]:
        """Return the hops told in the frame, from the utterance towards the page, without the page's own outlet."""
        found: list[tuple[Span, Hop]] = []
        for kind, span, party in self._matches(frame):
            if any(span.overlaps(other) for other, _ in found):
                continue
            found.append((span, self.hop(kind, span, party)))
        hops = [hop for _, hop in sorted(found, key=lambda pair: (pair[1].kind is HopKind.CITED_BY, pair[0]))]
        return tuple(_joined(hops))

    def hop(self, kind: HopKind, span: Span, party: str) -> Hop:
        """Build a hop from the words at `span`; its time and link are those that stand in or right behind them."""
        return Hop(
            kind=kind,
            party=party,
            words=Extract(span, span.of(self._text)),
            time=self._time_at(span),
            address=next((link.address for link in self._links if link.span.overlaps(span)), ""),
        )

    def _matches(self, frame: Frame) -> Iterator[tuple[HopKind, Span, str]]:
        yield from self._told(frame)
        for kind, pattern in PATTERNS:
            for match in pattern.finditer(frame.text):
                span = self._span(frame, match)
                party = self._party(match.group("party") or "") if "party" in pattern.groupindex else ""
                if self._fits(kind, party, match, frame, span):
                    yield kind, span, party
        yield from self._media_after_prepositions(frame)
        tweeted = re.search(r"\b(?:re)?tweet(?:ed|s|ing)\b", frame.cue.of(self._text))
        if tweeted:
            yield HopKind.POST, frame.cue, "Twitter"

    def _span(self, frame: Frame, match: re.Match[str]) -> Span:
        words = match.group()
        lead = len(words) - len(words.lstrip(" ,\n"))
        tail = _TAIL.search(words)
        cut = len(tail.group()) if tail and not words.endswith(("Inc.", "U.S.")) else 0
        return Span(frame.start + match.start() + lead, frame.start + match.end() - cut)

    def _party(self, words: str) -> str:
        """Return the party's name, as the document names it in full."""
        bare = _TAIL.sub("", words.strip())
        bare = re.sub(r"['’]s\b.*$", "", bare)
        plain = bare.removeprefix("the ").removeprefix("The ")
        for entity in self._entities:
            if entity.name in {bare, plain, f"The {plain}"}:
                return entity.name
        return plain if bare[:4] == "the " else bare

    def _fits(self, kind: HopKind, party: str, match: re.Match[str], frame: Frame, span: Span) -> bool:
        """Tell whether a match is a hop: who relays is no person, and not the speaker."""
        if frame.source is not None and frame.source.overlaps(span):
            return False
        if _CALENDAR.match(party):
            return False
        if kind is HopKind.POST and party:
            return party in self._lexicon.platforms
        if kind is HopKind.CITED_BY:
            entity = next((entity for entity in self._entities if entity.name == party), None)
            if entity is not None and entity.kind is NameKind.PERSON:
                return "channel" in match.group() or "page" in match.group()
            return (
                is_medium_name(party, self._lexicon)
                or "cited" in match.group()
                or "quoted" in match.group()
                or (entity is not None and entity.medium)
                or bool(re.search(r"channel|page|account|according", match.group(), re.IGNORECASE))
            )
        return True

    def _told(self, frame: Frame) -> Iterator[tuple[HopKind, Span, str]]:
        """Yield whom the words were said to, where the cue is `told` and it is a medium or a body."""
        verb = _TELLING.search(frame.cue.of(self._text))
        if verb is None:
            return
        at = frame.cue.start - frame.start + verb.end()
        match = _OBJECT.match(frame.text, at)
        if match is None:
            unnamed = UNNAMED_RECIPIENT.match(frame.text, at)
            if unnamed:
                yield HopKind.SAID_TO, Span(frame.start + unnamed.start("who"), frame.start + unnamed.end()), ""
            return
        party = self._party(match["party"])
        behind = NOUN_BEHIND.match(frame.text, match.end())
        if not match["lead"] and not behind and _PEOPLE_BEHIND.match(frame.text, match.end()):
            return
        if match["lead"] or behind or self._is_told(party):
            start = frame.start + match.start("lead" if match["lead"] else "party")
            named = frame.start + match.start("party") + len(_TAIL.sub("", match["party"]))
            yield HopKind.SAID_TO, Span(start, frame.start + behind.end() if behind else named), party

    def _is_told(self, party: str) -> bool:
        """Tell whether who is told something is a medium or a body, not somebody at the scene.

        A name of one word that is nobody's first or family name elsewhere is taken for a medium, as no list knows all.
        """
        kind = self._kind_of(party)
        if kind is NameKind.ORGANISATION or is_medium_name(party, self._lexicon):
            return True
        if kind not in {None, NameKind.PERSON} or " " in party or party in self._lexicon.starters:
            return False
        known = gender_of(party, self._lexicon) or party.lower() in word_list("surnames") | word_list("given_names")
        longer = any(party in entity.name.split() and party != entity.name for entity in self._entities)
        return not known and not longer

    def _kind_of(self, party: str) -> NameKind | None:
        return next((entity.kind for entity in self._entities if entity.name == party), None)

    def _media_after_prepositions(self, frame: Frame) -> Iterator[tuple[HopKind, Span, str]]:
        """Yield `said on CNN`, `wrote on Telegram`: a medium or platform right behind a preposition."""
        for match in _ON.finditer(frame.text):
            raw = match["party"]
            party = self._party(raw)
            start = frame.start + match.start()
            if party in self._lexicon.platforms and match.group().startswith(("on", "via")):
                yield HopKind.POST, Span(start, frame.start + match.end() - len(raw) + len(_TAIL.sub("", raw))), party
            elif frame.source is not None and frame.source.overlaps(Span(start, frame.start + match.end())):
                continue
            elif is_medium_name(party, self._lexicon) and (match["lead"] or party not in self._lexicon.doubtful_media):
                yield (
                    HopKind.SAID_TO,
                    Span(start, frame.start + match.end() - len(raw) + len(_TAIL.sub("", raw))),
                    party,
                )

    def _time_at(self, span: Span) -> int | None:
        for index, time in enumerate(self._times):
            if time.timex not in {"DATE", "TIME"}:
                continue
            if span.covers(time.span):
                return index
            gap = self._text[span.end : time.span.start]
            if time.span.start >= span.end and _AFTER.fullmatch(gap):
                return index
        return None


def _joined(hops: Sequence[Hop]) -> list[Hop]:
    """Join `told CNN` and `in an interview` into one hop: an interview with CNN."""
    told = next((hop for hop in hops if hop.kind is HopKind.SAID_TO), None)
    kept: list[Hop] = []
    for hop in hops:
        if hop is told and any(other.kind is HopKind.INTERVIEW and not other.party for other in hops):
            continue
        if told is not None and hop.kind is HopKind.INTERVIEW and not hop.party:
            time = hop.time if hop.time is not None else told.time
            kept.append(
                Hop(kind=hop.kind, party=told.party, words=hop.words, time=time, address=told.address or hop.address)
            )
            continue
        kept.append(hop)
    return kept
