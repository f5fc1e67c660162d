"""Bare declarations: a denial, a blame or a figure without a clause.

`Town officials deny this` and `the agency put the toll at 40` tell what somebody said in a noun only; the learnt
models, which look for clauses and quotations, overlook most of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.relations import Relation
from newsdesk.model.article import BlockKind
from newsdesk.model.text import Span

_MAY_DECLARE = re.compile(
    r"\b(?:rais(?:e[ds]?)|lower(?:ed|s)|revis(?:e[ds]?)|urg(?:e[ds]?)|den(?:y|ies|ied)|refut(?:e[ds]?)|puts?|blam(?:e[ds]?)|"
    r"g[ai]ve[sn]?|spoken?|speaks|quoted|cited)\b"
)
_NO_SUBJECT = (
    r"(?!(?:who|which|that|and|but|or|as|where|when|while|if|because|since|after|before|although|to|in|on|at|by|for|with|"
    r"from|of|what|how|why|it is|there|then|asked|having)\b)"
)
FINITE = (
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|can|may|might|should|did|does|do|that|whether|to|who|"
    r"said|says)\b"
)
_WORDS = rf"(?:(?!{FINITE})[^,;:\"“”\n])"
_SOURCE = rf"(?P<source>{_NO_SUBJECT}{_WORDS}{{2,80}}?(?:,\s+{_WORDS}{{2,60}}(?=,\s))?),?\s+"
ADVERBS = r"(?:(?:has|have|had|also|both|all|repeatedly|always|consistently|[a-z]+ly)\s+){0,3}"
_REST = r"[^;\"“”\n]{2,140}?"
_END = r"(?=[.;]?$|;\s|,\s+(?:while|but|and|saying|which|though|although)\b|\s+[—–]\s)"
_NUMBER = (
    r"(?:[\d$€£]|(?:about|around|at|between|nearly|over|more|fewer|less|some|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|dozens|hundreds|thousands)\b)"
)
_UNTRUE = (
    r"(?!(?:the|an?|his|her|its|their|any)?\s*(?:\w+\s+)?(?:motion|request|appeal|bail|application|petition|entry|access|visa|"
    r"permission|asylum|parole|service)\b|(?:him|her|them|us|me|[A-Z]\w+)\s+(?:the|a|an|entry|access|bail|permission)\b)"
)
"""What is said to be untrue, not refused: `denied the motion` says nothing."""
_FORMS = tuple(
    re.compile(rf"{_SOURCE}(?P<cue>{ADVERBS}{cue})\s+(?P<content>{content}){_END}")
    for cue, content in (
        (r"(?:denied|denies|deny|refuted|refutes|refute)", _UNTRUE + _REST),
        (r"puts?", rf"(?:the|its|their|his|her)\s+[^,;\"“”\n]{{3,80}}?\s+at\s+{_NUMBER}[^;\"“”\n]{{0,60}}?"),
        (r"(?:blamed|blames|blame)", _REST),
        (
            r"(?:gave|gives|given)",
            rf"(?:an?|the)\s+(?:\w+\s+)?(?:figure|toll|number|estimate|total|count)\s+of\s+{_NUMBER}[^;\"“”\n]{{0,60}}?",
        ),
        (r"(?:urged|urges|urge)", r"(?:calm|restraint|caution|patience|vigilance|unity|dialogue)\b[^;\"“”\n]{0,60}?"),
        (r"(?:spoken|spoke|speaks)\s+of", rf"{_NUMBER}{_REST}"),
    )
)
_REVISED = re.compile(
    rf"{_SOURCE}(?P<cue>{ADVERBS}(?:raised|raises|lowered|lowers|revised|revises))\s+(?P<content>(?:the|its|their|his|her)\s+"
    r"(?:\w+\s+){0,3}?(?:tolls?|numbers?|figures?|counts?|estimates?|totals?)\b[^;\"“”\n]{0,60}?\sto\s"
    rf"{_NUMBER}[^;\"“”\n]{{0,60}}?){_END}"
)
"""A figure that somebody gives anew: `Brandt raised the number of wounded to nine`."""
_IS_QUOTED = (
    rf"{_SOURCE}(?P<cue>(?:was|were|is|are|has\s+been|have\s+been)\s+(?:quoted|cited)\s+(?:by|in)\s+[^,.;:\"“”\n]{{2,60}}?\s+"
    r"as\s+(?:saying|telling))"
)
_QUOTED_BY = re.compile(rf"{_IS_QUOTED}[,:]?\s+(?P<content>[^\n]{{2,400}}?)(?=[.;]?$)")
"""`Brandt was quoted by the Halvek Post as saying …`: the speaker stands in front, the medium is a hop."""
_QUOTED_BEHIND = re.compile(rf"(?P<content>[\"“][^\"“”\n]{{2,400}}[\"”])\s+{_IS_QUOTED}(?=[.;]?$)")
"""`“…,” Brandt was quoted by the Halvek Post as saying.`"""
_TURNS = re.compile(r"(?:,\s+(?:while|but|and|though|although)|;)\s+")


def with_declarations(document: Document, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations with bare declarations added, and with what somebody is quoted as saying read anew."""
    text = document.version.text
    near = by_sentence(document, relations)
    added: list[Relation] = []
    dropped: set[Relation] = set()
    for number, (sentence, block) in enumerate(document.sentences):
        if document.blocks[block].kind is BlockKind.HEADLINE or not _MAY_DECLARE.search(
            text, sentence.start, sentence.end
        ):
            continue
        for declared, anew in _declared(text, sentence):
            overlapping = [
                r for r in near[number]
                if any(span.overlaps(declared.cue) for span in (r.cue, *(() if anew else r.content)))
            ]  # fmt: skip
            if anew or not overlapping:
                dropped.update(overlapping)
                added.append(declared)
                near[number].append(declared)
    return sorted([*(r for r in relations if r not in dropped), *added], key=lambda relation: relation.cue)


def by_sentence(document: Document, relations: Sequence[Relation]) -> dict[int, list[Relation]]:
    """Return the relations whose cue or content lies in each sentence, by the sentence's index."""
    found: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        touched = set[int]()
        for span in (relation.cue, *relation.content):
            touched.update(
                range(document.sentence_at(span.start), document.sentence_at(max(span.start, span.end - 1)) + 1)
            )
        for number in touched:
            found[number].append(relation)
    return found


def _declared(text: str, sentence: Span) -> Iterator[tuple[Relation, bool]]:
    """Yield the declarations of one sentence, each with whether it is read better than the models do."""
    starts = [sentence.start, *(turn.end() for turn in _TURNS.finditer(text, sentence.start, sentence.end))]
    for start in starts:
        for form in (*_FORMS, _REVISED, _QUOTED_BY, _QUOTED_BEHIND):
            match = form.match(text, start, sentence.end)
            if match:
                source, cue, content = (Span(*match.span(name)) for name in ("source", "cue", "content"))
                declared = Relation(head=-1, cue=cue, source=source, content=(content,), chance=1.0)
                yield declared, form in (_REVISED, _QUOTED_BY, _QUOTED_BEHIND)
