"""Plain text, as a scraper or a person saved it: article, author box, cards and the feed below, told apart by form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from newsdesk.extract.dateparse import parse_date
from newsdesk.extract.dates import claim
from newsdesk.extract.draft import Draft, DraftBlock
from newsdesk.extract.facts import stated_minutes
from newsdesk.extract.names import kind_of, split_names
from newsdesk.extract.wording import detokenise, is_tokenised, is_wrapped, paragraphs_of
from newsdesk.model.article import Author, BlockKind, DateClaim, Image

_IMAGE = re.compile(
    r"^\W*(?:(?:article|lead|cover|main|header|featured|story|preview|hero)\s+)?(?:image|photo|picture|"
    r"thumbnail|bild|foto|фото)\W*$",
    re.I,
)
_AVATAR = re.compile(
    r"^\W*(?:avatar|profile (?:picture|photo|image)|author(?:'s)? (?:photo|image|avatar|picture)|headshot)\W*$", re.I
)
_MORE = re.compile(
    r"^\W*(?:read|show|load|see|view|learn)\s+(?:more|less|all)(?:\s+\w+)?\W*$|^\W*(?:mehr (?:lesen|anzeigen)|"
    r"lire la suite|leer más|читать далее|показать ещё?)\W*$",
    re.I,
)
_RESIDUE = re.compile(
    r"^\W*(?:advertisement|ad|sponsored|share(?: this)?(?: article)?|tweet|email|print|copy link|facebook|"
    r"twitter|whatsapp|telegram|linkedin|comments?|"
    r"loading|sign (?:in|up)|log ?in|subscribe|menu|search|skip to (?:main )?content|home|close|back to top|"
    r"save|follow(?: us)?|play|listen|gift article|"
    r"anzeige|werbung|teilen|drucken|publicité|partager|реклама|поделиться)\W*$|^\W*$",
    re.I,
)
_UPDATED = re.compile(
    r"^\W*(?:last )?(?:updated|aktualisiert|mis à jour|actualizado|обновлено)\b\s*:?\s*(?P<when>.{0,60}?)\W*$", re.I
)
_CONTACT = re.compile(
    r"\b(?:contact|reach|write to|email|message|get in touch with)\b[^.]{0,40}?\b(?P<way>(?:via|by|through|per|"
    r"at|over)\s+(?:e-?mail|[\w.+-]+@[\w.-]+\w|phone|telegram|signal|twitter|x))",
    re.I,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BYLINE = re.compile(r"^(?:by|von|par|por|автор:?)\s+\S+(?:\s+\S+){0,8}$", re.I)
_SENTENCE = re.compile(r"[.!?…。！？][\"'”»’)]*$")
_MIN_SENTENCE_PARAGRAPH, _MAX_TITLE = 60, 220


@dataclass
class _Reading:
    """What has been read so far; `blocks` of the article or item that is open now."""

    main: Draft = field(default_factory=Draft)
    items: list[Draft] = field(default_factory=list)
    closed: bool = False


def read_text(text: str, at: datetime) -> list[Draft]:
    """Read a plain text into the article it holds and the items below it; no drafts when there is no text."""
    lines = _lines(detokenise(text) if is_tokenised(text) else text)
    reading = _Reading()
    position = _head(lines, reading.main)
    while position < len(lines):
        position = _step(lines, position, reading, at)
    drafts = [reading.main] if reading.main.blocks or reading.main.title else []
    return drafts + reading.items


def _lines(text: str) -> list[str]:
    """The lines that say something; wrapped ones joined."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\x00", "")
    lines: list[str] = []
    for part in re.split(r"\n[ \t]*\n", text):
        inner = [line for line in part.split("\n") if line.strip()]
        if is_wrapped(inner):
            lines.extend(paragraphs_of(part))
        else:
            lines.extend(" ".join(line.split()) for line in inner)
    return [line for line in lines if line]


def _is_prose(line: str) -> bool:
    """Tell whether a line is a paragraph of running text."""
    return (len(line) >= _MIN_SENTENCE_PARAGRAPH and bool(_SENTENCE.search(line))) or len(line) > _MAX_TITLE


def _is_label(line: str) -> bool:
    return not _SENTENCE.search(line) and len(line) <= _MAX_TITLE


def _head(lines: list[str], draft: Draft) -> int:
    """Read what stands above the first paragraph: section, title, byline, date, reading time."""
    body = next((i for i, line in enumerate(lines) if _is_prose(line)), len(lines))
    labels: list[str] = []
    for line in lines[:body]:
        minutes = stated_minutes(line) if len(line) < 60 else None
        date = parse_date(line) if len(line) < 80 and any(char.isdigit() for char in line) else None
        if minutes is not None:
            draft.reading_time_min = minutes
        elif _RESIDUE.match(line) or _IMAGE.match(line) or _AVATAR.match(line) or _MORE.match(line):
            continue
        elif _BYLINE.match(line) and labels:
            draft.authors = tuple(Author(name=name, kind=kind_of(name, "")) for name in split_names(line))
        elif date and (len(line) < 45 or _UPDATED.match(line)):
            made = claim(date, "text", line)
            if _UPDATED.match(line):
                draft.updated = made
            else:
                draft.published = made
        elif len(line) <= _MAX_TITLE:
            labels.append(line)
    if body == len(lines) and len(labels) > 2:
        draft.blocks = [DraftBlock(BlockKind.PARAGRAPH, label) for label in labels[1:]]
        labels = labels[:1]
    if labels:
        title = max(labels, key=lambda label: (len(label) > 25 or len(label.split()) > 3, -labels.index(label)))
        draft.title = title
        before = labels[: labels.index(title)]
        draft.section = next((label for label in before if len(label.split()) <= 4), "")
        after = labels[labels.index(title) + 1 :]
        draft.blocks.extend(DraftBlock(BlockKind.PARAGRAPH, label) for label in after if len(label) > 40)
    return body


def _step(lines: list[str], position: int, reading: _Reading, at: datetime) -> int:
    """Read one unit of the text below the head and return where the next one begins."""
    line = lines[position]
    ahead = lines[position + 1] if position + 1 < len(lines) else ""
    if _AVATAR.match(line):
        return _author_box(lines, position + 1, reading)
    if reading.main.section and line == reading.main.section:
        reading.closed = True
        return position + 1
    updated = _UPDATED.match(line)
    if updated and len(line) < 80:
        _note_update(updated["when"], reading)
        return position + 1
    if _MORE.match(line):
        return position + 1
    if _IMAGE.match(line) or _RESIDUE.match(line):
        return position + 1
    if _IMAGE.match(ahead) and _is_label(line) and len(line) > 15 and not reading.closed:
        reading.main.blocks.append(DraftBlock(BlockKind.RELATED, line, image=Image(address="", alt=ahead)))
        return position + 2
    if reading.closed:
        return _item(lines, position, reading)
    kind, level = BlockKind.PARAGRAPH, 0
    if _is_label(line) and len(line) < 120 and _is_prose(ahead):
        kind, level = BlockKind.HEADING, 2
    elif _is_label(line) and not _is_prose(line) and len(line) < 30:
        return position + 1
    reading.main.blocks.append(DraftBlock(kind, line, level))
    return position + 1


def _note_update(when: str, reading: _Reading) -> None:
    """An `Updated` mark counts only if it holds a time; it belongs to the item that is open."""
    read = parse_date(when)
    made: DateClaim | None = claim(read, "text", when) if read else None
    if made and not reading.closed:
        reading.main.updated = reading.main.updated or made
    elif made and reading.items:
        reading.items[-1].updated = made


def _author_box(lines: list[str], position: int, reading: _Reading) -> int:
    """Read name, bio and contact; the article is closed by it."""
    reading.closed = bool(reading.main.blocks)
    if position >= len(lines) or not _is_label(lines[position]) or len(lines[position]) > 80:
        return position
    name = lines[position]
    position += 1
    bio: list[str] = []
    while position < len(lines) and len(bio) < 3 and _is_prose(lines[position]) and not _MORE.match(lines[position]):
        bio.append(lines[position])
        position += 1
        if position < len(lines) and _MORE.match(lines[position]):
            break
        if not reading.closed:
            break
    words = " ".join(bio)
    stated = _ADDRESS.search(words)
    way = _CONTACT.search(words)
    contact = stated[0] if stated else way["way"] if way else ""
    author = Author(name=name, kind=kind_of(name, ""), bio=words, contact=contact)
    known = tuple(other for other in reading.main.authors if other.name != name)
    reading.main.authors = (*known, author)
    return position


def _item(lines: list[str], position: int, reading: _Reading) -> int:
    """Read one item of the feed below: a paragraph by itself, or a title with the paragraphs under it."""
    line = lines[position]
    if _is_prose(line):
        reading.items.append(Draft(blocks=[DraftBlock(BlockKind.PARAGRAPH, line)]))
        return position + 1
    ahead = lines[position + 1] if position + 1 < len(lines) else ""
    if not (_is_label(line) and len(line) > 15 and _is_prose(ahead)):
        return position + 1
    item = Draft(title=line)
    position += 1
    while position < len(lines) and _is_prose(lines[position]):
        item.blocks.append(DraftBlock(BlockKind.PARAGRAPH, lines[position]))
        position += 1
    reading.items.append(item)
    return position
