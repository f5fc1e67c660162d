"""A page's own notes of what it corrected, told apart from the report they stand in."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from newsdesk.extract.content import Content
from newsdesk.extract.draft import Draft, DraftBlock
from newsdesk.extract.page import Page, Place
from newsdesk.model.article import IN_BODY, BlockKind

_LABELS = (
    r"corrections?|clarifications?|corrigend(?:um|a)|erratum|errata(?: corrige)?|korrektur|berichtigung|"
    r"richtigstellung|rectificatif|rectification|corrección|rectificación|fe de erratas|fe de errores|"
    r"correzione|rettifica|correção|correctie|rectificatie|rättelse|rettelse|retting|oikaisu|sprostowanie|korekta|oprava|"
    r"исправление|поправка|виправлення|уточнення|düzeltme|helyesbítés|διόρθωση|訂正|更正"
)
_LABEL = re.compile(rf"\W*(?:{_LABELS})\W*", re.I)
_OPENS = re.compile(
    rf"^\W*(?:{_LABELS})(?:\s*\([^()]{{1,40}}\)|,?\s[^:.]{{0,24}}\d[^:.]{{0,16}})?\s*(?:[:：]|\s[—–-]\s)", re.I
)
_WORK = r"(?:article|story|report|post|column|headline|page|item|review|piece)"
_EARLIER = re.compile(
    rf"\b(?:an?|the) (?:earlier|previous|original|prior) version of (?:this|the|our) {_WORK}\b|"
    rf"^\W*this {_WORK} (?:was|has been) (?:amended|corrected|updated) (?:on .{{3,40}}? )?"
    r"(?:to (?:correct|clarify|fix)\b|because)|"
    r"\bin einer (?:früheren|vorherigen|ersten|ursprünglichen) (?:version|fassung) (?:dieses|des)\b|"
    r"\bune (?:première version|version (?:précédente|antérieure)) de (?:cet|cette|ce)\b|"
    r"\buna versión (?:anterior|previa) de (?:este|esta)\b|\buna versione precedente di quest|"
    r"\buma versão anterior d(?:este|esta)\b|\been eerdere versie van dit\b|\bi en tidigare version av\b|"
    r"\bwe wcześniejszej wersji (?:tego|artykułu)\b|\bв (?:более )?(?:ранней|предыдущей|первоначальной) версии\b",
    re.I,
)
_STEMS = ("vers", "fassung", "wersji", "верси", "amended", "corrected", "updated")
"""One of these is in whatever `_EARLIER` finds; looking for them first takes a fraction of the time."""
_NAMED = re.compile(r'class="[^"]*(?:\bcorrection|\bclarification|\bcorrigend|\berrat(?:um|a)\b)', re.I)
_INVITES = re.compile(r"\b(?:e-?mail|contact us|let us know|submit|report an?|suggest|send|policy)\b", re.I)
_MAX_NOTE, _MIN_NOTE = 1200, 40
_START = 160
_MAX_BLOCKS = 3
_FIRST, _LAST = 2, 4
"""A label alone tells a note only among the first two and the last four blocks of an article."""
_AFTER, _BEFORE = 6, 3
_BESIDE = int(Place.NAV | Place.FOOTER | Place.ASIDE | Place.FORM | Place.HIDDEN | Place.DIALOG)


def is_correction(text: str, *, edge: bool) -> bool:
    """Tell by its wording whether a block is a note of correction; `edge`: it begins or ends an article."""
    if len(text) > _MAX_NOTE:
        return False
    if edge and _OPENS.match(text):
        return True
    start = text[:_START].lower()
    return _has_stem(start) and bool(_EARLIER.search(start))


def _has_stem(lower: str) -> bool:
    return any(map(lower.__contains__, _STEMS))


def without_notes(content: Content) -> tuple[Content, str]:
    """Take the notes out of what is kept of a page; they count wherever they stand close to the body."""
    page, kept = content.page, content.kept
    if not kept:
        return content, ""
    low, high = max(content.first - _BEFORE, 0), min(content.last + _AFTER, len(page.texts))
    edges = {*range(low, kept[min(_FIRST, len(kept)) - 1] + 1), *range(kept[-min(_LAST, len(kept))], high)}
    stemmed = _has_stem("\n".join([text[:_START] for text in page.texts[low:high]]).lower())
    notes = [
        block
        for block in range(low, high)
        if ((stemmed or block in edges) and is_correction(page.texts[block], edge=block in edges))
        or _is_named(page, block)
    ]
    notes = [block for block in notes if not page.place(block) & _BESIDE]
    under = {block + 1 for block in notes if _announces(page.texts[block])}
    notes = sorted({*notes, *under.intersection(range(low, high))})
    left = [block for block in kept if block not in set(notes)]
    if not notes or not left:
        return content, ""
    if content.trace:
        content.trace.step(kept, left, "a note of correction, which stands beside the text")
    return replace(content, kept=left), "\n".join(page.texts[block] for block in notes)


def _announces(text: str) -> bool:
    """Tell whether a note is a label alone, with what was corrected in the next block."""
    return len(text) < _MIN_NOTE and text.endswith((":", "："))


def _is_named(page: Page, block: int) -> bool:
    """Tell whether a sentence stands in a small box that is named for corrections."""
    text, box = page.texts[block], page.boxes[block]
    if not _MIN_NOTE <= len(text) <= _MAX_NOTE or text[-1] not in ".!。":
        return False
    small = [one for one in (box, page.box_parents[box]) if page.box_last[one] - page.box_first[one] <= _MAX_BLOCKS]
    return any(_names_notes(page.box_attrs[one]) for one in small) and not _INVITES.search(text)


@lru_cache(maxsize=1024)
def _names_notes(attrs: str) -> bool:
    """Tell whether a box's attributes name it for corrections; a page asks this of the same few boxes over and over."""
    return bool(_NAMED.search(attrs))


def apart(draft: Draft) -> Draft:
    """Take the notes out of an article, whatever form it came in."""
    blocks, notes = notes_apart(draft.blocks)
    return replace(draft, blocks=blocks, correction=notes) if notes else draft


def notes_apart(blocks: list[DraftBlock]) -> tuple[list[DraftBlock], str]:
    """Part the notes from an article's blocks; a heading over a note goes with it."""
    places = [place for place, block in enumerate(blocks) if block.kind in IN_BODY]
    edges = {*places[:_FIRST], *places[-_LAST:]}
    kept: list[DraftBlock] = []
    notes: list[str] = []
    labelled = False
    for place, block in enumerate(blocks):
        if block.kind not in IN_BODY:
            kept.append(block)
        elif labelled or is_correction(block.words, edge=place in edges):
            notes.append(block.words)
            labelled = _announces(block.words)
        elif block.kind is BlockKind.HEADING and _LABEL.fullmatch(block.words):
            labelled = True
        else:
            kept.append(block)
    if not notes or not any(block.kind in IN_BODY for block in kept):
        return blocks, ""
    return kept, "\n".join(notes)
