"""Who relayed somebody else's words: `Reuters reported, citing two officials, that …`, `DW quoted Brandt as saying …`.

The learnt models take the medium for the speaker. It is a hop of the chain: who said it is who is cited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.relations import Relation
from newsdesk.datelines import DATELINE
from newsdesk.model.text import Span

_REPORTS = (
    r"(?:(?:has|had|have|also|first|earlier|later|previously)\s+){0,2}"
    r"(?:reported|reports|report|said|says|wrote|writes|published|announced)"
)
_WHEN = r"(?:(?!\s+that\b)\s+(?:on|late|early|earlier|in|last|this)?\s*[\w ]{3,24}?)?"
_CITED = r"(?:citing|quoting)\s+(?P<cited>[^;:\"“”]+?)"
_MEDIUM = r"(?P<medium>[^,;:\"“”]{2,80}?)"
_QUOTED_AS = re.compile(
    r"(?P<medium>[^,;:\"“”]{2,60}?)(?:\s+(?:has|had|also|later))?\s+(?:quoted|quotes|cited|cites)\s+"
    r"(?P<cited>[^;:\"“”]{2,120}?),?\s+as\s+(?P<cue>saying|stating|warning|writing|claiming|denying|admitting)\b"
    r"[,:]?\s*(?P<content>\S.*?)[.]?",
    re.DOTALL,
)
_FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        # `Citing two officials, Reuters reported that …`
        rf"(?i:citing|quoting)\s+(?P<cited>[^;:\"“”]+?),\s+{_MEDIUM}\s+(?P<cue>{_REPORTS}){_WHEN},?\s+(?P<content>that\s.+?)[.]?",
        rf"(?i:citing|quoting)\s+(?P<cited>[^;:\"“”]+?),\s+{_MEDIUM}\s+(?P<cue>{_REPORTS})\s+(?P<content>.+?)[.]?",
        # `Reuters, citing two officials, reported that …`
        rf"{_MEDIUM},\s+{_CITED},\s+(?P<cue>{_REPORTS}){_WHEN},?\s+(?P<content>that\s.+?)[.]?",
        rf"{_MEDIUM},\s+{_CITED},\s+(?P<cue>{_REPORTS})\s+(?P<content>.+?)[.]?",
        # `Reuters reported on Monday, citing two officials, that …`
        rf"{_MEDIUM}\s+(?P<cue>{_REPORTS}){_WHEN},\s+{_CITED},\s+(?P<content>that\s.+?)[.]?",
        rf"{_MEDIUM}\s+(?P<cue>{_REPORTS}){_WHEN},\s+{_CITED}\s+(?P<content>that\s.+?)[.]?",
        # `…, Reuters reported on Monday, citing two officials.`
        rf"(?P<content>.+?),\s+{_MEDIUM}\s+(?P<cue>{_REPORTS}){_WHEN},?\s+{_CITED}[.]?",
        # `…, according to Reuters, which cited two officials.`
        rf"(?P<content>.+?),\s+(?P<cue>according\s+to)\s+{_MEDIUM},\s+(?:which\s+(?:was\s+)?)?"
        r"(?:citing|cited|quoting|quoted)\s+(?P<cited>[^;:\"“”]+?)[.]?",
        # `According to Reuters, which cited two officials, …`
        rf"(?P<cue>According\s+to)\s+{_MEDIUM},\s+(?:which\s+(?:was\s+)?)?(?:citing|cited|quoting|quoted)\s+"
        r"(?P<cited>[^,;:\"“”]+?),\s+(?P<content>.+?)[.]?",
        # `Reuters reported that …, citing two officials.`
        rf"{_MEDIUM}\s+(?P<cue>{_REPORTS}){_WHEN}\s+(?P<content>(?:that\s)?.+?),\s+{_CITED}[.]?",
    )
)
_MAY_RELAY = re.compile(r"\b(?:[Cc]iting|[Qq]uoting|cit(?:ed|es)|quot(?:ed|es))\b")
_QUOTING = re.compile(r"\b(?:quoting|quoted|quotes|citing|cited|cites)$")
_AS_SAYING = re.compile(
    r"\s+(?P<cited>[^;:\"“”]{2,120}?),?\s+as\s+(?P<cue>saying|stating|warning|writing|claiming|denying|admitting)\b[,:]?\s*"
)
_SEEN = re.compile(r",?\s+(?:that\s+)?(?:it|they)\s+(?:has|had|have)?\s*(?:seen|obtained|reviewed|read)$")
"""How the medium came by what it cites."""
_LONGEST_CITED = 14
"""Words of a cited source at most; what is longer is no phrase for somebody."""
_LONGEST_SENTENCE = 450


def with_relays(document: Document, relations: Sequence[Relation], is_relay: Callable[[Span], bool]) -> list[Relation]:
    """Return the relations with those of a medium that cites somebody told of the one it cites.

    `is_relay` tells whether the words at a span are those of a medium or an agency.
    """
    text = document.version.text
    found: dict[int, Relation] = {}
    for number, (sentence, _) in enumerate(document.sentences):
        if len(sentence) > _LONGEST_SENTENCE or not _MAY_RELAY.search(text, sentence.start, sentence.end):
            continue
        relay = _read(text, sentence, is_relay)
        if relay is not None:
            found[number] = relay
    beside = ((relation, found.get(document.sentence_at(relation.cue.start))) for relation in relations)
    kept = [relation for relation, relay in beside if relay is None or _is_apart(relation, relay)]
    kept.extend(found.values())
    kept = [_of_the_quoted(text, relation, is_relay) for relation in kept]
    relayed = [relation.cue for relation in kept if relation.relay is not None]
    kept = [r for r in kept if r.relay is not None or not any(cue.overlaps(r.cue) for cue in relayed)]
    return sorted(kept, key=lambda relation: relation.cue)


def _of_the_quoted(text: str, relation: Relation, is_relay: Callable[[Span], bool]) -> Relation:
    """Return who is quoted as the speaker of what a medium quotes: `it said, quoting the mayor as saying that …`."""
    if relation.source is None or not relation.content or not _QUOTING.search(relation.cue.of(text)):
        return relation
    match = _AS_SAYING.match(text, relation.cue.end, relation.content[-1].end)
    if match is None or not is_relay(relation.source) or match.end() >= relation.content[-1].end:
        return relation
    content = tuple(Span(max(span.start, match.end()), span.end) for span in relation.content if span.end > match.end())
    cited, cue = Span(*match.span("cited")), Span(*match.span("cue"))
    return replace(relation, source=cited, cue=cue, content=content, relay=relation.source)


def _is_apart(relation: Relation, found: Relation) -> bool:
    """Tell whether a relation of the same sentence tells of another saying inside the one relayed."""
    inside = any(span.covers(relation.cue) for span in found.content)
    return inside and relation.source is not None and any(span.covers(relation.source) for span in found.content)


def _read(text: str, sentence: Span, is_relay: Callable[[Span], bool]) -> Relation | None:
    dateline = DATELINE.match(text, sentence.start, sentence.end)
    start = dateline.end() if dateline else sentence.start
    for form in (_QUOTED_AS, *_FORMS):
        match = form.fullmatch(text, start, sentence.end)
        if match is None:
            continue
        medium, cited, cue, content = (Span(*match.span(name)) for name in ("medium", "cited", "cue", "content"))
        seen = _SEEN.search(text, cited.start, cited.end)
        cited = Span(cited.start, seen.start()) if seen else cited
        if form is not _QUOTED_AS and re.search(r"\bas\s+saying\b", cited.of(text)):
            continue
        if len(cited.of(text).split()) > _LONGEST_CITED or not is_relay(medium):
            continue
        return Relation(head=-1, cue=cue, source=cited, content=(content,), chance=1.0, relay=medium)
    return None
