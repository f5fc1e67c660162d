"""What a page shows of its authors beside their names: a few words about each, a way to write to them, their pages."""

from __future__ import annotations

import re

import msgspec

from newsdesk.extract.hrefs import complete
from newsdesk.extract.names import split_names
from newsdesk.extract.page import Page, Place
from newsdesk.model.article import Author, AuthorKind

_BOX = re.compile(r"author|\bbio|[-_]bio|byline|contributor|writer|autor|auteur|journalist|about-the", re.I)
_ABOUT = re.compile(
    r"\W*\s(?:is|was|has|covers|writes|reports|joined|works|leads|ist|schreibt|arbeitet|berichtet|est|écrit|couvre|es|"
    r"escribe|cubre|è|scrive|é|escreve|пишет|работает)\b"
)
_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}")
_NEVER = int(Place.NAV | Place.FORM | Place.DIALOG)
_ABOVE, _BELOW, _RIGHT_BELOW = 8, 30, 4
_MAX_BLOCKS, _MAX_LEVELS = 16, 5
_MIN_BIO, _MAX_BIO = 30, 600
_REPORTED = re.compile(
    r"^\W*(?:(?:additional |further )?reporting|written|text) by (?P<names>.{4,160}?)(?:[;.)]|\bediting\b|$)", re.I
)
_IN_PLACE = re.compile(r"\s+in\s+[A-Z][\w.’' -]*?(?=\s+and\s+[A-Z]|,|;|$)")


def with_shown(authors: tuple[Author, ...], page: Page, base: str, first: int, last: int) -> tuple[Author, ...]:
    """The authors, each with the bio, contact and address that the page shows above or below the body.

    What is known of an author already stays. `first` and `last` bound the body's blocks.
    """
    return tuple(_filled(author, page, base, first, last) for author in authors)


def reporters_in(last_words: str) -> tuple[Author, ...]:
    """Those whom the line that ends an agency's report names: `(Reporting by … in …; editing by …)`."""
    found = _REPORTED.match(last_words)
    names = split_names(_IN_PLACE.sub("", found["names"])) if found else []
    return tuple(Author(name=name, kind=AuthorKind.PERSON) for name in names if " " in name)


def _filled(author: Author, page: Page, base: str, first: int, last: int) -> Author:
    address = complete(author.address, base) if author.address else ""
    if author.kind is AuthorKind.AGENCY or (author.bio and author.contact and address):
        return msgspec.structs.replace(author, address=address)
    n = len(page.texts)
    bio, contact = author.bio, author.contact
    for block in (*range(last, min(last + _BELOW, n)), *range(max(first - _ABOVE, 0), first)):
        text = page.texts[block]
        if author.name not in text or page.place(block) & _NEVER:
            continue
        if last <= block < last + _RIGHT_BELOW and text.startswith(author.name):
            said = _ABOUT.match(text, len(author.name))
            bio = bio or (text[:_MAX_BIO] if said and len(text) >= _MIN_BIO else "")
        box = _box_of(page, block)
        if box >= 0:
            blocks = range(page.box_first[box], page.box_last[box])
            bio = bio or _bio_in([page.texts[one] for one in blocks], author.name)
            contact = contact or _contact_in(page, blocks)
            address = address or _address_in(page, blocks, author.name, base)
    mail = _MAIL.search(bio)
    return msgspec.structs.replace(author, bio=bio, contact=contact or (mail[0] if mail else ""), address=address)


def _box_of(page: Page, block: int) -> int:
    """The widest box around a block that is named for authors and holds few blocks; -1 where there is none."""
    found = -1
    for box in page.ancestors(page.boxes[block], _MAX_LEVELS):
        if page.box_last[box] - page.box_first[box] > _MAX_BLOCKS:
            break
        if page.box_attrs[box] and _BOX.search(page.box_attrs[box]):
            found = box
    return found


def _bio_in(texts: list[str], name: str) -> str:
    """The sentences about the author in the author's box."""
    said = [text for text in texts if len(text) >= _MIN_BIO and text != name and (" " in text or text[0] > "\u2e80")]
    sentences = [text for text in said if text.rstrip()[-1] in '.!?。।…”"»' or _ABOUT.search(text[:80])]
    return " ".join(" ".join(sentences).split())[:_MAX_BIO]


def _contact_in(page: Page, blocks: range) -> str:
    for block in blocks:
        for mark in page.links_by_block.get(block, ()):
            href = mark.href
            if href.startswith("mailto:"):
                return href[7:].partition("?")[0][:100]
        mail = _MAIL.search(page.texts[block])
        if mail:
            return mail[0]
    return ""


def _address_in(page: Page, blocks: range, name: str, base: str) -> str:
    for block in blocks:
        for mark in page.links_by_block.get(block, ()):
            if page.words_of(mark) == name:
                return complete(mark.href, base)
    return ""
