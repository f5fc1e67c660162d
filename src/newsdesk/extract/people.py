"""Who wrote it: the places of a page where it names its authors, the most telling first."""

from __future__ import annotations

import re
import unicodedata

from newsdesk.extract.dateparse import has_digit, parse_date
from newsdesk.extract.features import tight
from newsdesk.extract.linked import LinkedData, Thing, each_of, text_of
from newsdesk.extract.names import BY, NO_NAME, Claim, authors_in
from newsdesk.extract.page import Page, Place
from newsdesk.model.article import Author, AuthorKind

_UNSURE_BY = frozenset(("de", "di", "da", "text", "i", "od", "文"))
_NAMED_IN = re.compile(
    r"(?:\b(?:posted by|written by|words by|story by|submitted by|(?:ein )?(?:artikel|beitrag|text|gastbeitrag|"
    r"interview|bericht) von|verfasst von|"
    r"veröffentlicht von|geschrieben von|gespeichert von|erstellt von|publié par|écrit par|publicado por|"
    r"escrito por|scritto da)"
    r"|\b(?:authors?|autor(?:in|en)?|auteur|autore|автор|text|redaktion)\s*[:：])\s*"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:\s+(?:(?:de|la|van|von|der|den|di|da|el|bin|al|le|du|"
    r"dos)\s+)*[^\W\d_a-zà-ÿ][\w.'’-]*){0,3})",
    re.I,
)
_TELLS_AUTHOR = re.compile(
    r"(?:^|[^a-z])(?:author|byline|by-line|writer|autor|auteur|redakteur|journalist|contributor)(?!iz|it)", re.I
)
_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "citation_author",
         "article:author_name", "cxenseparse:author", "dc.contributor", "og:article:author",
         "news_authors", "creator")  # fmt: skip
_TELLS_CREDIT = re.compile(r"credit|source|byline|agency|quelle|fuente|źródło", re.I)
_NEWSROOM = re.compile(r"\b(?:newsroom|news desk|redaktion|rédaction|redacción|redazione|редакция)$", re.I)
_PARTED = re.compile(r"\s*[|·•]\s*|\s+[—–-]\s+|\n")
_FULL_NAME = re.compile(r"[A-ZÀ-ÞА-ЯЁ][\w.'’-]+(?: (?:[a-zà-ÿ]{1,3} )?[A-ZÀ-ÞА-ЯЁ][\w.'’-]+){1,3}")
_GLUED = re.compile(
    r"^\W*(?:by\s+)?(?P<name>[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]*?){1,3}?)"
    r"(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, \d{4})"
    r"|(?<=\d{4})(?P<after>[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){1,3})$"
)
"""A name that runs into the date beside it, as where each stands in a box of its own."""
_DATED_BY = re.compile(r"\bby (?P<name>[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){1,3})(?= in |\W*$)")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|people|staff|profiles?|contributors?|by|journalist\w*|reporters?|writers?|"
    r"columnists?|redakt\w+|author-blog|writer)/[\w.%-]+"
)
_BESIDE = int(Place.NAV | Place.FOOTER | Place.ASIDE | Place.CAPTION)
_MAX_DATE_LINE = 120
_MAX_BIO = 600
_BYLINE = 4
"""Blocks over which the names of one byline are spread at most."""
_MAX_LONE, _REACH = 40, 14


def authors_of(page: Page, linked: LinkedData, site: str, title: int, first: int, last: int) -> tuple[Author, ...]:
    """Return the authors a page names, by the most telling of its claims; empty when it names none."""
    sites = tuple(name for name in (site, text_of(linked.article.get("publisher"))) if name)
    marked, near = _of_links(page, title, first, last)
    fallback: list[Author] = []
    for claims in (_of_linked(linked), _of_meta(page)):
        authors = authors_in(claims, sites)
        if _has_person(authors):
            return tuple(_as_shown(authors, authors_in(marked, sites)))
        fallback = fallback or authors
    for find in (None, _of_bylines, _of_date_lines, _of_lone_names):
        authors = authors_in(find(page, title, first, last) if find else marked or near, sites)
        if _has_person(authors):
            return tuple(authors)
        fallback = fallback or authors
    return tuple(fallback or authors_in(_of_credits(page, site, last), sites))


def _has_person(authors: list[Author]) -> bool:
    return any(author.kind is AuthorKind.PERSON for author in authors)


def _as_shown(stated: list[Author], shown: list[Author]) -> list[Author]:
    """The authors that the byline links to, where metadata forgets some of them: it often knows only the first."""
    known = {_plain(author.name): author for author in stated}
    if not known.keys() <= {_plain(author.name) for author in shown}:
        return stated
    return [known.get(_plain(author.name), author) for author in shown if author.kind is AuthorKind.PERSON]


def _plain(name: str) -> str:
    """A name without accents, blanks and case: metadata often drops them."""
    letters = unicodedata.normalize("NFKD", name)
    return tight("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _of_linked(linked: LinkedData) -> list[Claim]:
    found: list[Claim] = []
    by_id = {thing["@id"]: thing for thing in linked.things if isinstance(thing.get("@id"), str)}
    for author in each_of(linked.article.get("author") or linked.article.get("creator")):
        if not isinstance(author, dict):
            found.append(Claim(text_of(author)))
            continue
        known = by_id.get(str(author.get("@id")), author) if not author.get("name") else author
        about = Claim("", text_of(known.get("url")), text_of(known.get("description"))[:_MAX_BIO], _mail_of(known))
        found.extend(about._replace(words=text_of(name)) for name in each_of(known.get("name")) or [_full_name(known)])
    return found


def _full_name(thing: Thing) -> str:
    return f"{text_of(thing.get('givenName'))} {text_of(thing.get('familyName'))}".strip()


def _mail_of(thing: Thing) -> str:
    mail = text_of(thing.get("email")).removeprefix("mailto:")
    return mail if "@" in mail and len(mail) < 100 else ""


def _of_meta(page: Page) -> list[Claim]:
    for name in _META:
        values = [value for value in page.meta_all(name) if not value.startswith(("http", "/"))]
        if values:
            return [Claim(value) for value in values]
    return []


def _of_links(page: Page, title: int, first: int, last: int) -> tuple[list[Claim], list[Claim]]:
    """Names that link to their pages: those marked as author, and those near the headline whose address says so."""
    marked: list[tuple[int, Claim]] = []
    near: list[tuple[int, Claim]] = []
    for mark in page.links:
        if not title - 6 <= mark.block <= last + 4 or mark.block >= len(page.texts):
            continue
        told = 'rel="author"' in mark.attrs or 'itemprop="author"' in mark.attrs
        named = mark.block <= first + 3 and "/" in mark.attrs and _AUTHOR_PAGE.search(mark.attrs)
        if not (told or named) or page.place(mark.block) & _BESIDE:
            continue
        href = mark.href
        claim = Claim(
            page.words_of(mark), href, contact=href[7:].partition("?")[0] if href.startswith("mailto:") else ""
        )
        if not claim.words:
            continue
        if told:
            marked.append((mark.block, claim))
        elif _AUTHOR_PAGE.search(href):
            near.append((mark.block, claim))
    return _together(marked), _together(near)


def _together(found: list[tuple[int, Claim]]) -> list[Claim]:
    """The claims of the first byline: what links further on are other texts' authors."""
    return [claim for block, claim in found if block - found[0][0] <= _BYLINE]


def _of_bylines(page: Page, title: int, first: int, last: int) -> list[Claim]:
    """Names in marks and blocks whose class says author, then after `by` and its like, near headline or body's end."""
    n = len(page.texts)
    near = [mark for mark in page.marks if title - 6 <= mark.block <= first + 4]
    after = [mark for mark in page.marks if last <= mark.block <= last + 5]
    for mark in (*near, *after):
        if mark.block < n and _TELLS_AUTHOR.search(mark.attrs) and not page.place(mark.block) & Place.NAV:
            words = page.words_of(mark)
            if words and len(words) < 100 and authors_in([Claim(words)], ()):
                return [Claim(words)]
    blocks = [
        *range(max(title, 0), min(first + 4, n)), *range(max(title - 6, 0), max(title, 0)),
        *range(last, min(last + 6, n)),
    ]  # fmt: skip
    for block in blocks:
        text = page.texts[block]
        if len(text) > 140 or page.place(block) & Place.NAV or block == title:
            continue
        boxes = " ".join(page.box_attrs[box] for box in page.ancestors(page.boxes[block], 3))
        said = BY.match(text)
        telling = _TELLS_AUTHOR.search(boxes) or (said and said[0].strip().lower().rstrip(":") not in _UNSURE_BY)
        if telling and authors_in([Claim(text)], ()):
            return [Claim(text)]
        inside = _NAMED_IN.search(text)
        if inside:
            return [Claim(inside["name"])]
    return []


def _of_date_lines(page: Page, title: int, first: int, last: int) -> list[Claim]:
    """The one name that stands beside the date in a line of its own between headline and body: `May 6 | Oda Brenn`."""
    for block in range(max(title + 1, 0), min(first + 3, last, len(page.texts))):
        text = page.texts[block]
        if len(text) > _MAX_DATE_LINE or page.place(block) & Place.NAV or not has_digit(text):
            continue
        beside = _GLUED.search(text) or (_DATED_BY.search(text) if parse_date(text) else None)
        if beside:
            return [Claim(beside["name"] or beside["after"])]
        pieces = [piece for piece in _PARTED.split(text) if piece]
        names = [
            piece
            for piece in pieces
            if (_FULL_NAME.fullmatch(piece) or _NEWSROOM.search(piece)) and not NO_NAME.search(piece)
        ]
        if len(names) == 1 and any(parse_date(piece) for piece in pieces if piece not in names):
            return [Claim(names[0])]
    return []


def _of_lone_names(page: Page, title: int, first: int, last: int) -> list[Claim]:
    """A name alone in a line between headline and body, where the page says it by itself once more at the end."""
    for block in range(max(title + 1, 0), min(first, len(page.texts))):
        name = page.texts[block]
        fits = _FULL_NAME.fullmatch(name) and len(name) < _MAX_LONE and not page.place(block) & _BESIDE
        if fits and name in page.texts[max(last - 3, block + 1) : last + _REACH]:
            return [Claim(name)]
    return []


def _of_credits(page: Page, site: str, last: int) -> list[Claim]:
    """The site itself, where a line just below the body bears its name alone in a box that is named for credits."""
    for block in range(last, min(last + 2, len(page.texts))):
        if tight(page.texts[block]) == tight(site) and _TELLS_CREDIT.search(page.box_attrs[page.boxes[block]]):
            return [Claim(page.texts[block])]
    return []
