"""What looks like a saying and is none: deeds told with the verbs of words, and titles between quotation marks."""

from __future__ import annotations

import re

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.relations import Relation
from newsdesk.annotate.en.stems import stem
from newsdesk.model.text import Span

_FORCES = re.compile(
    r"\b(?:troops|forces|soldiers|army|military|rebels|militants|fighters|insurgents|gunmen|warplanes|planes|jets|aircraft|"
    r"helicopters|drones|missiles|ships|warships|submarine|artillery|tanks|hackers|dogs?|bear|wolves|mob|crowd)$",
    re.IGNORECASE,
)
_STRIKES = frozenset(["attack", "blast", "slam", "back", "support", "defend", "address", "hit", "target"])
_DEEDS = frozenset(
    stem(word)
    for word in [
        "vote",
        "voted",
        "veto",
        "vetoed",
        "sign",
        "signed",
        "appoint",
        "appointed",
        "arrest",
        "arrested",
        "hire",
        "hired",
        "fire",
        "fired",
        "raid",
        "raided",
        "seize",
        "seized",
        "ratify",
        "ratified",
        "donate",
        "donated",
    ]
)
"""What is done, whatever stands behind it, unless it is a clause or between marks."""
_CLAUSE = re.compile(r"\b(?:that|as|for|over)\b|[\"“‘]")
_NAMELESS = re.compile(
    r"\s*(?:not\s+)?(?:to\s+)?(?:be\s+(?:named|identified)|remain\s+anonymous|give\s+(?:his|her|their)\s+names?)\b|(?:the\s+)?(?:condition\s+of\s+)?anonymity\b"
    r"|\s*that\s+(?:his|her|their)\s+(?:\w+\s+)?(?:names?|identit(?:y|ies))\s+(?:not\s+)?be\s+\w+"
)
_WHAT = re.compile(r"\bWhat\s+(?:to|we|you)\s+\w+(?:\s+about)?$")
"""What leads a headline that promises an answer: `What we know about the fire`."""
_ASKED = re.compile(r"(?:when\s+)?asked\b", re.IGNORECASE)
_EXPECTED = re.compile(
    r"(?:is|are|was|were|being|(?:has|have|had)\s+been)\s+(?:\w+\s+)?(?:expected|known|indicted|charged|named|set|deemed|considered|identified)\b",
    re.IGNORECASE,
)
"""What nobody in particular is told to expect."""
_DONE_TO = re.compile(
    r"(?:is|are|was|were|being|(?:has|have|had)\s+been)\s+(?:\w+\s+)?(?:found|called|identified\s+as|summoned|taken|rushed)\b",
    re.IGNORECASE,
)
"""What was done to somebody, in verbs that otherwise tell of words."""
_PICTURES = re.compile(
    r"(?:a|an|the|two|three|several)?\s*(?:\w+\s+)?(?:photo(?:graph)?s?|pictures?|images?|footage|videos?|clips?)\b"
)
_MAY_EXPECT = re.compile(r"\b(?:can|could|may|might|should|will|would)\s+expect$")
_DEED_CUES = re.compile(
    r"(?:(?:has|have|had)\s+)?(?:point(?:s|ed|ing)?\s+at|call(?:s|ed|ing)?\s+off)\b|"
    r"(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:\w+\s+)?(?:seen|spotted|heard)(?:\s+(?:near|in|at|on|by|outside|inside|around))?$",
    re.IGNORECASE,
)
"""Verbs of words and of seeing that tell of a deed with these behind them: `called off`, `were seen`."""
_QUESTIONS = re.compile(r"(?:each\s+other|one\s+another)\b")
_FOUND = frozenset(stem(word) for word in ["find", "found", "finds", "discovered"])
_ACTS = frozenset(stem(word) for word in ["responded", "respond", "responding", "search", "searched", "searching"])
_THING_OF = re.compile(
    r"(?:the|an?|two|three|four|five|\d+)\s+(?:\w+\s+)?(?:\w+\s+of\s+|men|women|people|bod(?:y|ies))|(?:him|her|them)\b"
)
_SEARCHERS = re.compile(
    r"\b(?:police|officers?|detectives?|deputies|investigators?|rescuers?|firefighters?|soldiers|troops|he|she|they)$",
    re.IGNORECASE,
)
_A_THING = re.compile(
    r"(?:an?|the|two|three|\d+)\s+(?!(?:\w+\s+)?(?:link|cause|pattern|problem|flaw|fault|sign|way|breach)s?\b)\w+"
)
"""What searchers find and don't say: `found a rifle`, not `found a link`."""
_QUOTED = re.compile(r"[\"“‘]")
_SIGHTS = frozenset(["see", "hear", "smell"])
_THINGS = re.compile(r"(?:the|an?|some|two|three)\s+[\w-]+$")
"""A bare thing, which was seen and not said."""
_KNOWN_BY = re.compile(r"(?:better\s+)?known\s+(?:by|as|for|to)\b|seen\s+by\b|.*\banonymity\b", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(r"[\"“](?:after|before|during|while)\s+\w+ing\b")
"""A quotation that tells when something was done, not what was said: `fired "after being surrounded"`."""
_SPOKEN = frozenset(stem(word) for word in ["said", "says", "saying", "added", "wrote", "told"])
_SHOWS = frozenset(
    [
        "show",
        "play",
        "sing",
        "perform",
        "screen",
        "read",
        "write",
        "direct",
        "release",
        "publish",
        "record",
        "see",
        "watch",
    ]
)
"""What is done with works that have titles."""
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = frozenset(["of", "the", "and", "in", "on", "at", "to", "for", "a", "an", "by", "with", "from"])
_LEAST_TITLE = 2


def is_no_saying(document: Document, relation: Relation) -> bool:
    """Tell whether nobody is told to have said anything."""
    text = document.version.text
    if not relation.content:
        return False
    first = relation.content[0]
    words = first.of(text)
    verb = stem(relation.cue.of(text).split()[-1].lower()) if relation.cue.of(text).split() else ""
    if _NAMELESS.match(words) or _WHAT.search(text, max(0, relation.cue.start - 12), relation.cue.end):
        return True
    if _ASKED.match(relation.cue.of(text)) and not _QUOTED.search(words) and _is_put_to(text, relation):
        return True
    cue = {stem(word.lower()) for word in _WORDS.findall(relation.cue.of(text))}
    if relation.source is None and _EXPECTED.match(relation.cue.of(text)) and not _QUOTED.search(words):
        return True
    if _DONE_TO.match(relation.cue.of(text)) and not _QUOTED.search(words) and not words.startswith("that "):
        return True
    if verb in _FOUND and not _CLAUSE.search(words) and _is_a_find(text, relation, words):
        return True
    if (verb == "post" or cue & {"post"}) and _PICTURES.match(text, first.start):
        return True
    if _DEED_CUES.match(relation.cue.of(text)) and not _QUOTED.search(words):
        return True
    if _MAY_EXPECT.search(relation.cue.of(text)) or _QUESTIONS.match(words):
        return True
    if cue & _ACTS and not _QUOTED.search(words) and not _CLAUSE.search(words.partition(" ")[0]):
        return True
    if verb in _SIGHTS and _THINGS.match(words):
        return True
    if _KNOWN_BY.match(relation.cue.of(text)) or words.startswith("of "):
        return True
    if verb not in _SPOKEN and _CIRCUMSTANCE.match(words) and len(relation.content) == 1:
        return True
    source = relation.source.of(text) if relation.source else ""
    if verb in _STRIKES and _FORCES.search(source) and not _CLAUSE.search(words):
        return True
    if cue & _DEEDS and not _CLAUSE.search(words):
        return True
    return verb in _SHOWS and len(relation.content) == 1 and _is_title(document, first)


def _is_a_find(text: str, relation: Relation, words: str) -> bool:
    """Tell whether something was found as a thing is, not as a result: `officers found a rifle`."""
    if _THING_OF.match(words):
        return True
    searchers = relation.source is not None and _SEARCHERS.search(relation.source.of(text))
    return bool(searchers) and _A_THING.match(words) is not None


def _is_put_to(text: str, relation: Relation) -> bool:
    """Tell whether a question is one that the speaker was asked: `Brandt, asked about the dam, said`."""
    if relation.source is None or relation.source.start > relation.cue.start:
        return True
    between = text[relation.source.end - 1 : relation.cue.start]
    return "," in between and re.fullmatch(r".?\s*,?\s*(?:when\s+)?", between) is not None


def _is_title(document: Document, content: Span) -> bool:
    """Tell whether a content is a work's title: between marks, capitalised throughout, without a stop of its own."""
    quotation = next((q for q in document.quotations if q.outer.start == content.start), None)
    if quotation is None:
        return False
    inner = quotation.inner.of(document.version.text)
    words = [word for word in _WORDS.findall(inner) if word not in _SMALL]
    return len(words) >= _LEAST_TITLE and all(word[0].isupper() for word in words) and inner[-1:] not in ".,!?"
