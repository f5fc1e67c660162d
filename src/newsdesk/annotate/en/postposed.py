"""Attributions behind what was said: `CLAUSE, SPEAKER said`, in sentences and, shorter still, in headlines.

The learnt models cut such clauses at an odd verb or a capital and overlook some of them; where the clause begins and
ends is settled by the sentence and the comma before the speaker.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.hop_patterns import LEAD
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.relations import Relation
from newsdesk.annotate.en.stems import stem
from newsdesk.datelines import DATELINE
from newsdesk.model.article import BlockKind
from newsdesk.model.text import Span

_CONNECTIVE = re.compile(
    r"\s*(?:but|and|so|yet|still|however|meanwhile|also|then|later|earlier|instead|moreover|separately|asked\b.*|"
    r"in (?:a|an|his|her|its|their) (?:\w+ )?(?:statement|interview|post|tweet|letter|speech|report)\b.*)?[\s,:]*",
    re.IGNORECASE,
)
"""Words before a clause that are no part of what was said."""
_QUOTES = '"“”‘«»'
_VERB = (
    r"(?:said|says|say|told|added|adds|announced|announces|warned|warns|wrote|writes|reported|reports|report|confirmed|"
    r"confirms|stated|noted|explained|claimed|claims|insisted|predicted|estimated|concluded|testified)"
)
_NO_SUBJECT = (
    r"(?:who|which|that|and|but|or|as|where|when|while|if|because|since|after|before|although|though|having|to|in|on|"
    r"at|by|for|with|from|of|what|how|why|also|it is|there|then)\b"
)
_FINITE = r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|can|may|might|should|did|does|do|that|whether)\b"
_SENTENCE = re.compile(
    rf"(?P<content>(?=[^\"“”\n]{{8}})(?:[^\"“”\n]|\"[^\"\n]{{1,80}}\"|“[^“”\n]{{1,80}}”){{15,}}?)(?:,|(?<=,[\"”]))\s+(?P<source>(?!{_NO_SUBJECT})(?:(?!{_FINITE})[^,;:\"“”\n]){{2,90}}"
    rf"(?:,\s+(?:(?:[A-Z][\w.’'-]*\s?){{2,4}}|(?!{_NO_SUBJECT}|not\b)[a-z][^,;:\"“”\n]{{3,90}}),)?)\s+(?P<cue>{_VERB})"
    r"(?P<tail>(?:\s+(?:reporters|journalists|(?:an?|the)\s+(?:[\w-]+\s+){0,2}(?:briefing|conference|hearing|court|committee|crowd|meeting|rally)|"
    rf"{LEAD}?(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){{0,3}}))?"
    r"(?:,?\s+(?:on|in|at|during|after|before|late|early|yesterday|today|last|this|by|via|through|when|as|citing|"
    r"\w+day)\b[^\"“”\n]{0,120})?)[.]?"
)
_INVERTED = re.compile(
    rf"(?P<content>(?=[^\"“”\n]{{8}})(?:[^\"“”\n]|\"[^\"\n]{{1,80}}\"|“[^“”\n]{{1,80}}”){{15,}}?)(?:,|(?<=,[\"”]))\s+"
    r"(?P<cue>said|says|added|announced|warned|wrote|reported|explained|confirmed|noted)\s+"
    r"(?P<source>(?=[A-Z]|(?:the|an?|one|two|three|four|several|some|another|its|his|her|their|officials?|police|witnesses|residents)\s)"
    rf"(?:(?!{_FINITE})[^,;:\"“”\n]){{2,90}}(?:,\s+(?:an?|the|its|his|her|their|[a-z]+\s+(?:of|at|for))\s[^,;:\"“”\n]{{3,90}})?)"
    r"(?:,\s+(?:who|speaking|citing)\b[^\"“”\n]{0,200})?[.]?"
)
"""A clause, a verb of saying and who said it, up to the end of the sentence: `CLAUSE, said SPEAKER, an officer.`"""
_TOLD = re.compile(r"\b(?:told|tells)$")
_ENDS_TOLD = re.compile(r",\s+[^,;:\"“”\n]{2,90}\s+told\s+[A-Z][^,;:\"“”\n]{0,40}$")
"""The end of a sentence that tells whom all of it was told: `…, an official told Reuters.`"""
_OCCASION = re.compile(
    r"(?:an?|the)\s+(?:[\w-]+\s+){0,2}(?:briefing|conference|hearing|court|committee|crowd|meeting|rally)\b[^,;:\"“”]{0,40}"
)
_HEADLINE = re.compile(
    r"(?P<content>[^\"“”:\n]+?\s[^\"“”:\n]+?),\s+(?P<source>[^,:;\"“”\n]{2,60}?)\s+"
    r"(?P<cue>says|say|said|reports|report|reported|warns|warn|claims|claim|confirms|confirm|announces|shows|finds|"
    r"(?:tells|told)(?=\s))(?:\s+(?:the\s+)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})?"
)
_BEHIND_QUOTATION = re.compile(
    rf"\s*(?P<source>(?!{_NO_SUBJECT})(?:[Tt]he\s+|[Aa]n?\s+)?[\w.’'-]+(?:\s+[\w.’'-]+){{0,4}}?)\s+(?P<cue>[a-z]+(?:ed|s|aid|ote|old))\s*[.,;]"
)
"""Who said it, behind a quotation, up to the end of the clause."""
_OFFICE_BEHIND = re.compile(
    r"(?<=[\"”])\s+(?P<office>(?:the|an?|its|his|her|their|[\w-]+['’]s)\s[^,;:\"“”\n]{2,90}),?$"
)
"""An office between a quotation and its holder: `“…,” | the agency's head | , Dr. Brandt said`."""
_PAUSE = re.compile(r"[,\"“”—–]")
"""What parts a clause from its speaker; `, which | he said` is no clause of its own."""
_PHRASE = re.compile(r"\s(?:of|in|at|for|to|from)\s")
_SHORTEST = 8
"""Characters of a quotation below which it is a word in quotation marks."""
_MOST_WORDS = 7
_SELF = re.compile(
    r"(?:[Cc]orrection:?\s*)?(?:an?|the)\s+(?:earlier|previous|original|first)\s+versions?\s+of\s+th(?:is|e)\b"
    r"|this\s+(?:article|report|story|page)\b|corrections?\b",
    re.IGNORECASE,
)
"""What speaks of the page itself, or of nobody."""


def with_postposed(document: Document, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations, with those of headlines read anew and those of overlooked sentences added.

    Sayings of which the page is the speaker, such as `an earlier version of this report said`, are dropped.
    """
    text = document.version.text
    kept = [r for r in relations if r.source is None or not _SELF.match(r.source.of(text))]
    kept = [relation for relation in kept if not _is_told_only(text, relation)]
    taken: dict[int, list[Relation]] = defaultdict(list)
    for relation in kept:
        taken[document.sentence_at(relation.cue.start)].append(relation)
    for number, (sentence, block) in enumerate(document.sentences):
        if document.blocks[block].kind is BlockKind.HEADLINE:
            kept = [_in_its_part(text, sentence, relation) for relation in kept]
            read = _read(_HEADLINE, text, sentence)
            if read and len(read.source.of(text).split() if read.source else ()) <= _MOST_WORDS:
                kept = [relation for relation in kept if not sentence.covers(relation.cue)]
                kept.append(read)
        else:
            within = taken.get(number, ())
            read = (
                None if within and not _ENDS_TOLD.search(text, sentence.start, sentence.end) else _anew(text, sentence)
            )
            inside = read is not None and all(read.content[0].covers(relation.cue) for relation in within)
            if read and inside and (read.source is None or not _SELF.match(read.source.of(text))):
                kept.append(read)
    return sorted(kept, key=lambda relation: relation.cue)


def _in_its_part(text: str, headline: Span, relation: Relation) -> Relation:
    """Keep what a headline says inside its part between semicolons: `Border opens; | drivers say …`."""
    if not headline.covers(relation.cue):
        return relation
    start = text.rfind(";", headline.start, relation.cue.start) + 1 or headline.start
    end = text.find(";", relation.cue.end, headline.end)
    part = Span(start, end if end >= 0 else headline.end)
    content = [Span(max(span.start, part.start), min(span.end, part.end)) for span in relation.content]
    return replace(relation, content=tuple(span for span in content if span.start < span.end) or relation.content)


def _anew(text: str, sentence: Span) -> Relation | None:
    return _read(_SENTENCE, text, sentence) or _read(_INVERTED, text, sentence)


def _is_told_only(text: str, relation: Relation) -> bool:
    """Tell whether those told were taken for what was told: `told | a televised briefing`."""
    if len(relation.content) != 1 or not _TOLD.search(text, relation.cue.start, relation.cue.end):
        return False
    return _OCCASION.fullmatch(text, relation.content[0].start, relation.content[0].end) is not None


def of_bare_quotations(document: Document, relations: Sequence[Relation], lexicon: Lexicon) -> list[Relation]:
    """Return the relations with those of quotations that nobody has said yet, though a verb of saying stands behind."""
    text = document.version.text
    said = [span for relation in relations for span in relation.content]
    found = list(relations)
    for quotation in document.quotations:
        if quotation.single or len(quotation.inner) < _SHORTEST or any(s.overlaps(quotation.outer) for s in said):
            continue
        match = _BEHIND_QUOTATION.match(text, quotation.outer.end)
        if match and stem(match["cue"].lower()) in lexicon.sayings and not _SELF.match(match["source"]):
            source, cue = Span(*match.span("source")), Span(*match.span("cue"))
            found.append(Relation(head=-1, cue=cue, source=source, content=(quotation.outer,), chance=1.0))
    return sorted(found, key=lambda relation: relation.cue)


def _read(pattern: re.Pattern[str], text: str, sentence: Span) -> Relation | None:
    dateline = DATELINE.match(text, sentence.start, sentence.end)
    start = dateline.end() if dateline else sentence.start
    match = pattern.fullmatch(text, start, sentence.end)
    if not match:
        return None
    content, source, cue = (Span(*match.span(name)) for name in ("content", "source", "cue"))
    return Relation(head=-1, cue=cue, source=source, content=(content,), chance=1.0)


def whole_clauses(document: Document, relations: Sequence[Relation], lexicon: Lexicon) -> list[Relation]:
    """Return the relations with every clause before a speaker taken from its beginning to the comma."""
    text = document.version.text
    whole = []
    for relation in relations:
        sentence = _sentence(document, relation.cue.start)
        relation = _behind_dateline(text, sentence, relation)
        relation = _without_dateline(text, _with_office(text, relation, lexicon))
        others = [other for other in relations if other.head != relation.head or other.cue != relation.cue]
        whole.append(_whole(document, relation, others))
    return whole


def _behind_dateline(text: str, sentence: int, relation: Relation) -> Relation:
    """Give a saying whose subject was sought in the dateline the words between it and the verb."""
    dateline = DATELINE.match(text, sentence, relation.cue.start)
    if dateline is None or relation.source is None or relation.source.end > dateline.end():
        return relation
    words = text[dateline.end() : relation.cue.start].rstrip()
    if not words or "," in words or len(words.split()) > _MOST_WORDS:
        return relation
    return replace(relation, source=Span(dateline.end(), dateline.end() + len(words)))


def _without_dateline(text: str, relation: Relation) -> Relation:
    source, content = relation.source, relation.content
    if source is not None:
        dateline = DATELINE.match(text, source.start, source.end)
        source = Span(dateline.end(), source.end) if dateline else source
    first = DATELINE.match(text, content[0].start, content[0].end) if content else None
    if first and first.end() < content[0].end:
        content = (Span(first.end(), content[0].end), *content[1:])
    return replace(relation, source=source, content=content)


def _with_office(text: str, relation: Relation, lexicon: Lexicon) -> Relation:
    """Give the speaker the office before the name that the model left to the clause: `…, our chair | Jorun Haldis`."""
    source, content = relation.source, relation.content
    if source is None or len(content) != 1 or not 0 <= source.start - content[0].end <= 2:
        return relation
    known = lexicon.names["titles"] | lexicon.speakers["persons"]
    apposed = _OFFICE_BEHIND.search(text, content[0].start, content[0].end)
    if apposed and _PHRASE.split(apposed["office"])[0].split()[-1].lower() in known:
        ends = apposed.start("office")
        quoted = len(text[content[0].start : ends].rstrip())
        said = Span(content[0].start, content[0].start + quoted)
        return replace(relation, source=Span(ends, source.end), content=(said,))
    comma = text.rfind(", ", content[0].start, content[0].end)
    if comma < 0:
        return relation
    words = text[comma + 2 : content[0].end].split()
    if not 0 < len(words) <= _MOST_WORDS or words[-1].lower().split("-")[-1] not in known:
        return relation
    return replace(relation, source=Span(comma + 2, source.end), content=(Span(content[0].start, comma),))


def _sentence(document: Document, place: int) -> int:
    """Return where the sentence begins that an offset lies in."""
    return document.sentences[document.sentence_at(place)][0].start if document.sentences else 0


def _whole(document: Document, relation: Relation, others: Sequence[Relation]) -> Relation:
    text = document.version.text
    anchor = min(relation.cue.start, relation.source.start if relation.source else relation.cue.start)
    before = [span for span in relation.content if span.end <= anchor]
    if not before or text[before[0].start] in _QUOTES or not _PAUSE.search(text, before[-1].end, anchor):
        return relation
    sentence = _sentence(document, anchor)
    first, last = before[0], before[-1]
    if first.start < sentence:
        return relation
    start = _start(text, sentence, first, others)
    end = _end(text, last, anchor, others)
    if (start, end) == (first.start, last.end):
        return relation
    merged = Span(start, end)
    rest = [span for span in relation.content if span not in before]
    if any(merged.overlaps(span) for span in rest):
        return relation
    return replace(relation, content=(merged, *rest) if len(before) == 1 else _joined(before, merged, rest))


def _joined(before: Sequence[Span], merged: Span, rest: Sequence[Span]) -> tuple[Span, ...]:
    first, last = Span(merged.start, before[0].end), Span(before[-1].start, merged.end)
    return (first, *before[1:-1], last, *rest)


def _start(text: str, sentence: int, first: Span, others: Sequence[Relation]) -> int:
    """Return where the clause begins: at its sentence, behind a dateline, a semicolon, or another saying."""
    dateline = DATELINE.match(text, sentence, first.end)
    start = dateline.end() if dateline else sentence
    semicolon = text.rfind("; ", start, first.start)
    start = semicolon + 2 if semicolon >= 0 else start
    gap = text[start : first.start]
    if start >= first.start or "\n" in gap or any(mark in gap for mark in _QUOTES) or ":" in gap:
        return first.start
    crossed = any(span.start < first.start and span.end > start for other in others for span in _parts(other))
    return first.start if crossed or _CONNECTIVE.fullmatch(gap) else start


def _end(text: str, last: Span, anchor: int, others: Sequence[Relation]) -> int:
    """Return where the clause ends: at the comma before the speaker, if nothing else was said up to there."""
    plain = text[last.end : anchor].rstrip()
    if not plain.endswith(",") or len(plain) == 1 or any(mark in plain for mark in _QUOTES) or "\n" in plain:
        return last.end
    end = last.end + len(plain) - 1
    crossed = any(span.start < end and span.end > last.end for other in others for span in _parts(other))
    return last.end if crossed or text[last.end - 1] in _QUOTES else end


def _parts(relation: Relation) -> Iterator[Span]:
    yield relation.cue
    if relation.source is not None:
        yield relation.source
