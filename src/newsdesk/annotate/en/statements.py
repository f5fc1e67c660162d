"""From relations to statements: mode, cue class, speaker, chain, time of speaking, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from msgspec.structs import replace

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.chains import ChainReader, Frame, frame_of
from newsdesk.annotate.en.circumstances import is_denied, is_hedged, reason_unnamed, spoken_in, tells_when
from newsdesk.annotate.en.continuing import with_continuations
from newsdesk.annotate.en.declaring import with_declarations
from newsdesk.annotate.en.headlines import read_headline
from newsdesk.annotate.en.joining import Joiner
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.names import is_medium_name
from newsdesk.annotate.en.neighbours import with_neighbours
from newsdesk.annotate.en.nosayings import is_no_saying
from newsdesk.annotate.en.parting import parted
from newsdesk.annotate.en.postposed import of_bare_quotations, whole_clauses, with_postposed
from newsdesk.annotate.en.relations import Relation
from newsdesk.annotate.en.relays import with_relays
from newsdesk.annotate.en.repairs import repair
from newsdesk.annotate.en.speakers import Resolver
from newsdesk.annotate.en.stems import stem
from newsdesk.datelines import DATELINE
from newsdesk.model.annotations import CueClass, Entity, Hop, HopKind, Mode, Name, Speaker, SpeakerKind, Statement, Time
from newsdesk.model.article import BlockKind
from newsdesk.model.text import Extract, Span

_NEGATION = re.compile(r"\b(?:not|never|neither|nor|nobody|declin\w+|refus\w+)\b|n['’]t\b", re.IGNORECASE)
_PART, _MARGIN = 60, 3000
"""Sayings read together at least, and the characters around them in which quotations matter."""
_MOST_TOGETHER = 80
"""Sayings of one block that are read together at most."""
_SURE_UNKNOWN, _SURE_NOBODY = 0.58, 0.5
"""Least probability of indirect speech by a cue that is no word of saying, and of one that nobody is said to say."""
_PUT_AT = re.compile(r"\bputs?$"), re.compile(r"\bat\s+(?:\w+\s+){0,2}\d[\d,.]*$")
"""A cue and the end of a content that together tell of a figure given: `put the number of the dead at 40`."""
_CALL = re.compile(r"\bcall(?:s|ed|ing)?\s+(?:for|on|upon)\b")
_RELAYS = re.compile(
    r"\b(?:agency|newspaper|broadcaster|paper|outlet|channel|magazine|station|network|daily|weekly|website|tabloid|report)$"
)
"""What the words for a medium end in, where it is not named."""
_CHANNEL = re.compile(
    r"(?P<owner>.+?)['’]s?\s+(?:official\s+|verified\s+|personal\s+)?(?P<platform>[A-Z]\w*)\s+"
    r"(?:channel|account|page|feed|profile|posts?)"
)
_SEEMING = frozenset(["seem", "seems", "seemed", "appear", "appears", "appeared"])
_CITING = re.compile(r"\b(?:citing|cit(?:ed|es)|quot(?:ed|es|ing))$")
_CLAUSE = re.compile(
    r"\b(?:that|is|are|was|were|will|would|has|have|had|can|could|may|might|should|say\w*|said)\b|[\"“‘]"
)
"""What shows that somebody is told to have said something, not only to have been a source."""
_SPEAKING = frozenset(
    ["comment", "discuss", "elaborate", "respond", "answer", "speak", "talk", "reply", "name", "address"]
)
_OPENS_CLAUSE = re.compile(r"(?:that|whether|if|what|how|why|who|when|where)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z’'-]+")


class StatementReader:
    """Turns the relations of one document into statements."""

    def __init__(
        self,
        document: Document,
        names: Sequence[Name],
        entities: Sequence[Entity],
        times: Sequence[Time],
        lexicon: Lexicon,
    ) -> None:
        self._document, self._names, self._times, self._lexicon = document, names, times, lexicon
        self._text = document.version.text
        self._resolver = Resolver(self._text, names, entities, lexicon)
        self._entities = entities
        self._chains = ChainReader(self._text, names, entities, times, document.version.links, lexicon)

    def read(self, relations: Sequence[Relation]) -> tuple[Statement, ...]:
        """Return the statements in the order of the text, those of headlines among them."""
        made: list[tuple[int, Statement]] = []
        whole = self._document
        relations = of_bare_quotations(whole, with_postposed(whole, relations), self._lexicon)
        relations = parted(whole, with_declarations(whole, with_relays(whole, relations, self._may_relay)))
        for part in self._parts(relations):
            reach = Span(part[0].cue.start - _MARGIN, part[-1].cue.end + _MARGIN)
            self._document = replace(whole, quotations=tuple(q for q in whole.quotations if q.outer.overlaps(reach)))
            made.extend(self._read_part(part))
        self._document = whole
        made.extend(self._headlines({statement.sentence for _, statement in made}))
        return tuple(statement for _, statement in sorted(made, key=lambda pair: (pair[0], pair[1].content)))

    def _parts(self, relations: Sequence[Relation]) -> list[list[Relation]]:
        """Part the relations between blocks, so that no text costs more than in proportion to its length."""
        parts: list[list[Relation]] = []
        last = -1
        for relation in relations:
            block = self._document.sentences[self.sentence_at(relation.cue.start)][1]
            n_last = len(parts[-1]) if parts else 0
            if not parts or (n_last >= _PART and block != last) or n_last >= _MOST_TOGETHER:
                parts.append([])
            parts[-1].append(relation)
            last = block
        return parts

    def _read_part(self, relations: Sequence[Relation]) -> list[tuple[int, Statement]]:
        kept = [
            r for r in relations
            if not self._inside_quotation(r) and not self._is_doubtful(r) and not is_no_saying(self._document, r)
        ]  # fmt: skip
        kept = with_neighbours(self._document, [r for r in kept if not self._runs_over(r, kept)], self._lexicon)
        repaired = whole_clauses(self._document, repair(self._document, kept, self._times), self._lexicon)
        kept = with_continuations(self._document, repaired)
        made = [(relation.cue.start, self._statement(relation, kept)) for relation in kept]
        return Joiner(self._entities, self._lexicon, self._chains).joined(made)

    def _runs_over(self, relation: Relation, others: Sequence[Relation]) -> bool:
        """Tell whether what cites is taken from another saying: `Police said Brandt paid, citing a report`."""
        if relation.source is None or not _CITING.search(relation.cue.of(self._text)):
            return False
        rest = [other for other in others if other is not relation]
        return any(
            relation.source.covers(other.cue) or any(a.overlaps(b) for a in relation.content for b in other.content)
            for other in rest
        )

    def _inside_quotation(self, relation: Relation) -> bool:
        """Tell whether the saying is itself part of what somebody is quoted as saying."""
        return any(
            quotation.outer.covers(relation.cue) and len(quotation.inner) > len(relation.cue) + 12
            for quotation in self._document.quotations
        )

    def _is_doubtful(self, relation: Relation) -> bool:
        """Tell whether a relation is more likely a doing than a saying: unquoted, unsure, and by no word of saying."""
        if self.mode_of(relation.content) is not Mode.INDIRECT or not relation.content:
            return False
        if _CITING.search(relation.cue.of(self._text)) and not _CLAUSE.search(relation.content[0].of(self._text)):
            return True
        words = _WORD.findall(relation.cue.of(self._text).lower())
        if words and words[-1] in _SEEMING:
            return True
        # `has chosen not to withdraw` tells of a deed, where `declined to say` tells of words.
        verb = next((after for word, after in pairwise(words) if word == "to"), "")
        if verb and stem(verb) not in self._lexicon.sayings and verb not in _SPEAKING:
            return not _OPENS_CLAUSE.match(relation.content[0].of(self._text))
        cue, said = (
            form.search(span.of(self._text))
            for form, span in zip(_PUT_AT, (relation.cue, relation.content[-1]), strict=True)
        )
        known = bool(cue and said) or any(stem(word) in self._lexicon.sayings for word in words)
        return relation.chance < (_SURE_UNKNOWN if not known else _SURE_NOBODY if relation.source is None else 0)

    def _statement(self, relation: Relation, others: Sequence[Relation]) -> Statement:
        at = self.sentence_at(relation.cue.start)
        stretch = self._stretch(relation, others, at)
        source, post = self._owner(relation.source)
        speaker = self._speaker(source, at)
        words = speaker.words.span if speaker else None
        frame = frame_of(self._text, stretch, relation.content, relation.cue, words)
        hops = (*post, *self._chains.read(frame))
        time = self._spoken_at(frame, others, stretch, hops)
        if relation.relay is not None:
            hops, time = (*(hop for hop in hops if hop.kind is not HopKind.CITED_BY), self._relay(relation, time)), None
        block, cue = self._document.sentences[at][1], relation.cue.of(self._text)
        return Statement(
            sentence=at,
            speaker=speaker,
            cue=Extract(relation.cue, cue) if _WORD.search(cue) else None,
            cue_class=cue_class(cue, self._lexicon),
            content=relation.content,
            mode=self.mode_of(relation.content),
            chain=(*hops, self._outlet()),
            time=time,
            headline=self._document.blocks[block].kind is BlockKind.HEADLINE,
            place=spoken_in(self._text, frame, [hop.words.span for hop in hops if hop.words], self._names),
            hedged=is_hedged(self._text, relation.content),
            denied=is_denied(self._text, relation.content),
            negated=bool(_NEGATION.search(self._text, max(stretch.start, relation.cue.start - 14), relation.cue.end)),
        )

    def _speaker(self, source: Span | None, at: int) -> Speaker | None:
        """Resolve a source; one that is not named gets the reason that its sentence or the next tells."""
        speaker = self._resolver.resolve(source) if source else None
        if speaker is None or speaker.kind not in {SpeakerKind.UNNAMED, SpeakerKind.COLLECTIVE}:
            return speaker
        sentences = [sentence for sentence, _ in self._document.sentences[at : at + 2]]
        return replace(speaker, reason=reason_unnamed(self._text, sentences, 0))

    def _owner(self, source: Span | None) -> tuple[Span | None, tuple[Hop, ...]]:
        """Return whose channel a source is, with the hop over it: `Ada Brandt's Telegram channel`."""
        match = _CHANNEL.fullmatch(source.of(self._text)) if source else None
        if source is None or match is None or match["platform"] not in self._lexicon.platforms:
            return source, ()
        words = Span(source.start + match.start("platform"), source.end)
        owner = Span(source.start, source.start + match.end("owner"))
        return owner, (self._chains.hop(HopKind.POST, words, match["platform"]),)

    def _may_relay(self, words: Span) -> bool:
        """Tell whether words stand for a medium or an agency."""
        entity = self._named_last(words)
        if entity is not None and entity.medium:
            return True
        bare = words.of(self._text).strip()
        return is_medium_name(bare, self._lexicon) or bool(_RELAYS.search(bare))

    def _named_last(self, words: Span) -> Entity | None:
        """Return whose name some words end in: `our partners at the Halvek Post`."""
        ends = (n for n in self._names if n.span.end == words.end and words.covers(n.span))
        return next((self._entities[name.entity] for name in ends), None)

    def _relay(self, relation: Relation, time: int | None) -> Hop:
        """Return the hop of a medium that cites the speaker; the time told with its verb is when it reported."""
        assert relation.relay is not None
        entity = self._named_last(relation.relay)
        named = entity is not None and entity.medium
        party = entity.name if entity and named else self._resolver.resolve(relation.relay, quoted=True).name
        hop = self._chains.hop(HopKind.CITED_BY, relation.relay, party)
        return replace(hop, time=hop.time if hop.time is not None else time)

    def sentence_at(self, place: int) -> int:
        """Return the index of the sentence that holds an offset."""
        return self._document.sentence_at(place)

    def _stretch(self, relation: Relation, others: Sequence[Relation], at: int) -> Span:
        """Return the part of the sentence that tells of this saying: up to its neighbours' cues."""
        sentence = self._document.sentences[at][0]
        dateline = DATELINE.match(self._text, sentence.start, sentence.end)
        start, end = dateline.end() if dateline else sentence.start, sentence.end
        for other in others:
            if other is relation or not sentence.covers(other.cue):
                continue
            if other.cue.end <= relation.cue.start:
                start = max(start, other.cue.end)
            elif other.cue.start >= relation.cue.end:
                reach = (
                    min(other.cue.start, other.source.start)
                    if other.source and other.source.start >= relation.cue.end
                    else other.cue.start
                )
                end = min(end, reach)
        return Span(start, max(end, relation.cue.end))

    def _outlet(self) -> Hop:
        return Hop(kind=HopKind.OUTLET, party=self._document.version.site_name)

    def mode_of(self, content: Sequence[Span]) -> Mode:
        """Tell direct from indirect and mixed, by how much of the content stands between quotation marks."""
        quoted = 0
        reach = Span(content[0].start, content[-1].end) if content else Span(0, 0)
        near = [quotation for quotation in self._document.quotations if quotation.outer.overlaps(reach)]
        for span in content:
            for quotation in near:
                low, high = max(span.start, quotation.outer.start), min(span.end, quotation.outer.end)
                quoted += max(0, high - low)
        total = sum(len(span) for span in content)
        if quoted >= 0.9 * total - 2:
            return Mode.DIRECT
        return Mode.MIXED if quoted else Mode.INDIRECT

    def _spoken_at(self, frame: Frame, others: Sequence[Relation], stretch: Span, hops: Sequence[Hop]) -> int | None:
        """Return the time that stands in the cue's own clause: outside every content and source, nearest the cue."""
        best: tuple[int, int] | None = None
        for index, time in enumerate(self._times):
            if (
                time.timex not in {"DATE", "TIME"}
                or not stretch.covers(time.span)
                or time.value in {"PAST_REF", "FUTURE_REF"}
            ):
                continue
            said = (span for other in others for span in (*other.content, *([other.source] if other.source else ())))
            if any(span.overlaps(time.span) for span in said):
                continue
            if not tells_when(frame, time.span):
                continue
            distance = min(abs(time.span.start - frame.cue.end), abs(frame.cue.start - time.span.end))
            if best is None or distance < best[0]:
                best = (distance, index)
        if best is not None:
            return best[1]
        return next((hop.time for hop in hops if hop.time is not None and hop.kind is not HopKind.CITED_BY), None)

    def _headlines(self, taken: Set[int]) -> list[tuple[int, Statement]]:
        """Return the statements that the colon of a headline or heading attributes."""
        found = []
        for index, (sentence, block) in enumerate(self._document.sentences):
            kind = self._document.blocks[block].kind
            if kind not in {BlockKind.HEADLINE, BlockKind.HEADING}:
                continue
            title = kind is BlockKind.HEADLINE
            read = read_headline(self._text, sentence, self._names, self._document.quotations, is_title=title)
            if read is None or index in taken:
                continue
            statement = Statement(
                sentence=index,
                speaker=self._resolver.resolve(read.source, quoted=True),
                cue=None,
                content=(read.content,),
                mode=self.mode_of((read.content,)),
                chain=(self._outlet(),),
                headline=title,
            )
            found.append((read.source.start, statement))
        return found


def cue_class(cue: str, lexicon: Lexicon) -> CueClass:
    """Return the class of a cue by the first of its words that has one."""
    for word in _WORD.findall(cue.lower()):
        found = lexicon.cue_classes.get(stem(word))
        if found is not None:
            return found
    return CueClass.ORDER if _CALL.search(cue) else CueClass.NEUTRAL
