"""Find the words of an English text that name places, by the gazetteer and what stands around them, without a parser.

A run of capitalised words is read as a whole first: as a place, a person (a given name or a title leads it), or a body.
What a run cannot decide, the document does: a name that is a person's once stays one, and so does a place's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsdesk.annotate.en import places_words as words
from newsdesk.annotate.en.places_document import GRAND, JOINING, Document, Found, Token, longest
from newsdesk.annotate.en.places_score import STATE_BEHIND, scored
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.text import Span


def find_candidates(text: str, sentences: Sequence[Span], known: Gazetteer) -> tuple[Span, ...]:
    """Return the spans that name places the gazetteer knows, in order, without overlaps."""
    tokens = [Token(m.group(), m.start(), m.end()) for m in words.TOKEN.finditer(text)]
    document = Document(text, tokens, frozenset(s.start for s in sentences), known)
    index = 0
    while index < len(tokens):
        index = _read_run(document, index) if tokens[index].capital else index + 1
    return _accepted(document)


def _accepted(document: Document) -> tuple[Span, ...]:
    """Keep what is certain, and what is doubtful where the same name is certain elsewhere."""
    certain = {document.name(found) for found in document.found if found.score >= 1.0}
    certain |= {document.name(found) for found in _listed(document) if found.score > -0.3}
    spans = []
    for found in document.found:
        name = document.name(found)
        if name.lower() in document.persons and found.score < 2.0:
            continue
        if found.score >= 1.0 or (name in certain and found.score > -1.0):
            spans.append(Span(document.tokens[found.first].start, document.tokens[found.last].end))
            state = STATE_BEHIND.match(document.text, spans[-1].end)
            if state:
                spans.append(Span(state.start("state"), state.end("state")))
    return tuple(spans)


def _listed(document: Document) -> list[Found]:
    """Return what stands in a list between two certain places: `Naperville, Aurora and Joliet`."""
    listed = []
    for before, found, after in zip(document.found, document.found[1:], document.found[2:], strict=False):
        joints = (
            document.text[document.tokens[one.last].end : document.tokens[two.first].start]
            for one, two in ((before, found), (found, after))
        )
        if before.score >= 1.0 and after.score >= 1.0 and all(joint in _LIST_JOINTS for joint in joints):
            listed.append(found)
    return listed


_LIST_JOINTS: Final = frozenset({", ", ", and ", " and ", " or ", ", or "})


# ---------------------------------------------------------------- runs
def _read_run(document: Document, index: int) -> int:
    """Read the run of capitalised words that begins here; return the index behind what was read."""
    if document.tokens[index].low in words.OPENERS:
        return index + 1
    end = _run_end(document, index)
    run = document.tokens[index:end]
    person = _person_length(document, index, run)
    if person:
        last = run[person - 1].low
        if person > 1 or _title_before(document, index):
            document.persons.add(last.removesuffix("'s").removesuffix("’s"))
        return index + person
    position = index
    while position < end:
        found = longest(document, position, end)
        if found is None:
            position += 1
            continue
        document.found.append(scored(document, found, index, end))
        position = found.last + 1
    return max(end, position)


def _run_end(document: Document, index: int) -> int:
    """Return the index behind the run: capitalised words, with `of` and its like between them."""
    end = index + 1
    tokens = document.tokens
    while end < len(tokens) and end - index < 12:
        if tokens[end].capital and _adjacent(document, end):
            end += 1
        elif (
            tokens[end].text in JOINING
            and end + 1 < len(tokens)
            and tokens[end + 1].capital
            and tokens[end].text not in ("and", "the", "on")
        ):
            end += 2
        else:
            break
    return end


def _adjacent(document: Document, index: int) -> bool:
    """Tell whether only blanks part a word from the one before, and no sentence begins with it."""
    between = document.text[document.tokens[index - 1].end : document.tokens[index].start]
    return between in (" ", "\n", "\xa0") and document.tokens[index].start not in document.opens


def _title_before(document: Document, index: int) -> bool:
    if index == 0:
        return False
    before = document.tokens[index - 1].low
    return before in words.TITLES and before not in ("general", "guard", "chief", "forward", "private", "major")


def _courtesy_before(document: Document, index: int) -> bool:
    """Tell whether only a person can follow: `Mr. Jordan`, but `President Ukraine`, as some headlines have it."""
    return document.tokens[index - 1].low in ("mr", "mrs", "ms", "miss", "dr", "sir")


def _person_length(document: Document, index: int, run: list[Token]) -> int:
    """Return how many words of the run are a person's name; 0 when it begins with none."""
    first = run[0].low
    if first in words.TITLES and len(run) > 1 and not _place_phrase(document, index + 1, index + len(run)):
        return len(run) if run[1].low not in words.BODIES and run[1].low not in JOINING else 0
    if _title_before(document, index) and (_courtesy_before(document, index) or not _grand(document, run)):
        return min(len(run), 3)
    if len(run) < 2 or first not in words.word_list("given_names"):
        return 0
    second = run[1].low
    if second in words.BODIES or second in words.MEDIA or second in words.PLACE_TYPES or second in JOINING:
        return 0
    whole = longest(document, index, index + len(run))
    if (
        whole
        and whole.last > index
        and (whole.places[0].population > 5000 or second not in words.word_list("surnames"))
    ):
        return 0
    known = whole and whole.places[0].population > 50_000
    if known and second not in words.word_list("surnames") and second not in words.word_list("given_names"):
        return 0 if len(run) > 2 or run[1].text.isupper() else 2
    return min(len(run), 3)


def _place_phrase(document: Document, index: int, end: int) -> bool:
    found = longest(document, index, end)
    return found is not None and found.last == end - 1 and found.places[0].kind in GRAND


def _grand(document: Document, run: list[Token]) -> bool:
    """Tell whether the run is a country or a region: `President of Ukraine`, `Minister Ukraine` aside."""
    return any(p.kind in ("country", "continent") for p in document.gazetteer.lookup(" ".join(t.text for t in run)))
