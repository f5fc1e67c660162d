"""Who wrote it: names out of metadata and bylines, told apart into persons, desks and agencies."""

from __future__ import annotations

import re

from newsdesk.extract.dateparse import is_month, parse_date
from newsdesk.extract.features import tight
from newsdesk.extract.linked import LinkedData, each_of, text_of
from newsdesk.extract.page import Page, Place
from newsdesk.model.article import Author, AuthorKind

AGENCIES = {
    tight(name): name
    for name in (
        "Reuters", "Associated Press", "The Associated Press", "AP", "AFP", "Agence France-Presse", "dpa", "APA",
            "EFE", "ANSA", "PTI",
        "Press Trust of India", "Xinhua", "TASS", "Interfax", "RIA Novosti", "Ukrinform", "PAP", "Kyodo", "Kyodo News",
            "Jiji Press",
        "Yonhap", "Bloomberg", "UPI", "IANS", "ANI", "NTB", "TT", "Ritzau", "STT", "Belga", "ANP", "Keystone-SDA",
            "SDA", "AAP",
        "The Canadian Press", "Canadian Press", "PA Media", "Press Association", "SID", "epd", "KNA", "Lusa",
            "Anadolu Agency",
        "Anadolu", "BTA", "CTK", "ČTK", "MTI", "Agerpres", "Europa Press", "Adnkronos", "AGI", "LaPresse", "Antara",
            "Bernama", "Afp Relaxnews",
        "afp", "КНА", "УНИАН", "Интерфакс", "ТАСС", "РИА Новости", "AFPRelaxnews",
    )
}  # fmt: skip
_DESK = re.compile(
    r"\b(?:desk|staff|team|newsroom|editors?|editorial|redakti\w*|redacción|rédaction|redazione|redação|"
    r"redactie|redaksj\w*|news|newspaper|press|"
    r"magazine|media|online|times|post|journal|tribune|gazette|herald|reporters|correspondents?|board|bureau|"
    r"service|agency|"
    r"web ?desk|digital|tv|radio|network|blog|admin|administrator|\w+\.(?:com|de|org|net|ru|at|pl|gr))\b|редакц|"
    r"编辑|記者|编辑部",
    re.I,
)
_BY = re.compile(
    r"^\W*(?:(?:written |reported |posted |words |story |article |text |analysis |opinion |published |"
    r"reviewed )?by|von|par|de|di|del|da|por|av|af|"
    r"door|автор(?:ы)?|текст|tekst|text|autor(?:en|ka|zy|es|e|a|i)?|auteur|author|authors|od|κείμενο|"
    r"γράφει (?:ο|η)|yazan|"
    r"kirjoittaja|szerző|reporting by|contributed by|作者|文|記者|撰文)\s*[:：]?\s+",
    re.I,
)
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
_DATED = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b.*|\d{1,2}:\d\d.*|(?<=[a-zà-ÿ])(?=[A-Z][a-z]{2,8} \d{1,2}, \d{4}).*"
    r"|\b(?:\d{1,2}\.?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zä]*\.?\s+\d.*"
    r"|\s*\([^()]*\)?\s*$",
    re.I,
)
_LEADING_DATE = re.compile(r"^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[\s~|·–-]*)+")
_SPLIT = re.compile(
    r"\s*[;|/·•]\s*|\s+(?:and|und|et|y|e|og|och|i|и|και|&|en|with)\s+|\s*,\s*(?:and|und|et|y)\s+|\s*,\s+|\s*、\s*|\n"
)
_TAIL = re.compile(
    r"\s*(?:[|,(–—-]\s*)?(?:(?:is )?(?:a |an |the )?(?:senior |chief |staff |political |business |sports? |"
    r"associate |contributing )*"
    r"(?:reporter|correspondent|editor|writer|journalist|columnist|producer|contributor|author|redakteur\w*|"
    r"journaliste|"
    r"photographer|for [A-Z].*)\b.*|\bin [A-Z][\w\s]+|[\w.+-]+@[\w.-]+|@\w+|\(\w+\)|\d.*|updated.*|published.*|"
    r"posted.*|on [A-Z]\w+ \d.*)$",
    re.I,
)
_BAD = re.compile(r"https?:|www\.|@|\d{2}|^(?:get|am|le|vor|vom|von|by|par|por|name|blattlinie|chefredakteur\w*|"
                  r"impressum|says|sagt|at|on|in|the|und)$|\b(?:click here|"
                  r"sagt|says|lesezeit|categor\w+|all articles|show all|more|follow|share|read|subscribe|about|"
                  r"profile|contact|login|sign|view|all posts|unknown|none|null|undefined|"
                  r"guest|anonymous|min|comments?|photo|foto|image|getty|tweet|facebook|twitter)\b", re.I)  # fmt: skip
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
_MAX_DATE_LINE = 120
_MAX_NAME, _MAX_AUTHORS, _MAX_SINGLE = 60, 12, 3
_MIN_NAME = (2, 3)
"""Fewest characters of a name: in other scripts, and in ASCII."""


def authors_of(page: Page, linked: LinkedData, site: str, title: int, first: int, last: int) -> tuple[Author, ...]:
    """Return the authors a page names, by the most telling of its claims; empty when it names none."""
    candidates = (
        _of_linked(linked),
        _of_meta(page),
        _of_links(page, title, first, last),
        _of_bylines(page, title, first, last),
        _of_date_lines(page, title, first),
        _of_credits(page, site, last),
    )
    fallback: tuple[Author, ...] = ()
    for names in candidates:
        authors = _unique(names, site)
        persons = [author for author in authors if author.kind is AuthorKind.PERSON]
        if persons:
            return tuple(authors)
        fallback = fallback or tuple(authors)
    return fallback


def _of_linked(linked: LinkedData) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    by_id = {thing["@id"]: thing for thing in linked.things if isinstance(thing.get("@id"), str)}
    for author in each_of(linked.article.get("author") or linked.article.get("creator")):
        address = ""
        if isinstance(author, dict):
            known = by_id.get(str(author.get("@id")), author) if not author.get("name") else author
            address = text_of(known.get("url"))
            names = each_of(known.get("name"))
        else:
            names = [author]
        found.extend((text_of(name), address) for name in names)
    return found


def _of_meta(page: Page) -> list[tuple[str, str]]:
    for name in _META:
        values = [value for value in page.meta_all(name) if not value.startswith(("http", "/"))]
        if values:
            return [(value, "") for value in values]
    return []


def _of_links(page: Page, title: int, first: int, last: int) -> list[tuple[str, str]]:
    found = []
    for mark in page.links:
        if not title - 6 <= mark.block <= last + 4 or mark.block >= len(page.texts):
            continue
        near = mark.block <= first + 3
        rel = 'rel="author"' in mark.attrs or 'itemprop="author"' in mark.attrs
        href = mark.attributes.get("href", "")
        if rel or (
            near
            and re.search(
                r"/(?:authors?|autor(?:en)?|auteurs?|people|staff|profiles?|contributors?|by|journalist\w*|"
                r"redakt\w+)/[\w.%-]+",
                href,
            )
        ):
            words = page.words_of(mark)
            if words:
                found.append((words, href))
    return found


def _of_bylines(page: Page, title: int, first: int, last: int) -> list[tuple[str, str]]:
    """Names in marks and blocks whose class says author, then after `by` and its like, near headline or body's end."""
    n = len(page.texts)
    near = [mark for mark in page.marks if title - 6 <= mark.block <= first + 4]
    after = [mark for mark in page.marks if last <= mark.block <= last + 5]
    for mark in (*near, *after):
        if mark.block < n and _TELLS_AUTHOR.search(mark.attrs) and not page.place(mark.block) & Place.NAV:
            words = page.words_of(mark)
            if words and len(words) < 100 and _unique([(words, "")], ""):
                return [(words, "")]
    blocks = [
        *range(max(title, 0), min(first + 4, n)), *range(max(title - 6, 0), max(title, 0)),
        *range(last, min(last + 6, n)),
    ]  # fmt: skip
    for block in blocks:
        text = page.texts[block]
        if len(text) > 140 or page.place(block) & Place.NAV or block == title:
            continue
        boxes = " ".join(page.box_attrs[box] for box in page.ancestors(page.boxes[block], 3))
        said = _BY.match(text)
        if _TELLS_AUTHOR.search(boxes) or (said and said[0].strip().lower().rstrip(":") not in _UNSURE_BY):
            names = [(text, "")]
            if _unique(names, ""):
                return names
        inside = _NAMED_IN.search(text)
        if inside:
            return [(inside["name"], "")]
    return []


def _of_date_lines(page: Page, title: int, first: int) -> list[tuple[str, str]]:
    """The one name that stands beside the date in a line of its own between headline and body: `May 6 | Oda Brenn`."""
    for block in range(max(title + 1, 0), min(first, len(page.texts))):
        text = page.texts[block]
        if len(text) > _MAX_DATE_LINE or page.place(block) & Place.NAV or not any(char.isdigit() for char in text):
            continue
        pieces = [piece for piece in _PARTED.split(text) if piece]
        names = [
            piece
            for piece in pieces
            if (_FULL_NAME.fullmatch(piece) or _NEWSROOM.search(piece)) and not _BAD.search(piece)
        ]
        if len(names) == 1 and any(parse_date(piece) for piece in pieces if piece not in names):
            return [(names[0], "")]
    return []


def _of_credits(page: Page, site: str, last: int) -> list[tuple[str, str]]:
    """The site itself, where a line just below the body bears its name alone in a box that is named for credits."""
    for block in range(last, min(last + 2, len(page.texts))):
        if tight(page.texts[block]) == tight(site) and _TELLS_CREDIT.search(page.box_attrs[page.boxes[block]]):
            return [(page.texts[block], "")]
    return []


def _unique(found: list[tuple[str, str]], site: str) -> list[Author]:
    """Clean, split and classify names; each once."""
    authors: dict[str, Author] = {}
    for words, address in found[:_MAX_AUTHORS]:
        for name in _stated_name(words) if address or len(found) > 1 else split_names(words):
            key = tight(name)
            if key and key not in authors and len(authors) < _MAX_AUTHORS:
                kind = kind_of(name, site)
                authors[key] = Author(name=name, kind=kind, address=address if address.startswith("http") else "")
    return list(authors.values())


def _stated_name(words: str) -> list[str]:
    """One name of a list, or with a page of its own, as it stands; split only where it plainly holds several."""
    name = re.sub(r"\s*\([^()]*\)?\s*$", "", _BY.sub("", " ".join(words.split()))).strip()
    if not name or len(name) > _MAX_NAME or re.search(r"[,;|@]|https?:|\s(?:and|und|et|y|&)\s", name):
        return split_names(words)
    return [] if _BAD.search(re.sub(r"\d", "", name)) else [name]


def split_names(words: str) -> list[str]:
    """Split a byline into names, without `By`, offices and dates."""
    words = _BY.sub("", _LEADING_DATE.sub("", " ".join(words.split("\n")[:3]).strip()))
    whole = words.strip(" .,:;|-–—")
    if whole.isupper() and len(whole) > 6 and " " in whole:
        whole = whole.title()
    names = []
    for piece in _SPLIT.split(whole):
        name = _TAIL.sub("", _DATED.sub("", _BY.sub("", piece))).strip(' .,:;|-–—()"“”')
        if is_month(name):
            continue
        if (
            _MIN_NAME[name.isascii()] <= len(name) <= _MAX_NAME
            and not _BAD.search(name)
            and len(name.split()) <= 6
            and any(c.isalpha() for c in name)
        ) or tight(name) in AGENCIES:
            names.append(name)
    return _likely(names)


def _likely(names: list[str]) -> list[str]:
    """Leave out single words and words in lower case that stand beside full names: places, papers, offices."""
    if not any(" " in name for name in names):
        return names[:1] if len(names) > _MAX_SINGLE and names[0].isascii() else names
    return [
        name
        for name in names
        if not name[0].islower() and (" " in name or not name.isascii() or tight(name) in AGENCIES)
    ]


def kind_of(name: str, site: str) -> AuthorKind:
    """Tell a person from a desk and an agency, by the name and the site's."""
    if tight(name) in AGENCIES:
        return AuthorKind.AGENCY
    if _DESK.search(name) or (site and tight(name) and (tight(name) in tight(site) or tight(site) in tight(name))):
        return AuthorKind.DESK
    return AuthorKind.PERSON if len(name.split()) > 1 or not name.isascii() else AuthorKind.DESK


_DATELINE = re.compile(r"^[^.\n]{0,60}?[(（]\s*(?:with |mit |avec )?([A-Za-zÀ-ž -]{2,24})\s*[)）]\s*[-–—:]?")
_CREDIT = re.compile(r"\b(?:with|mit|avec|con|source:|quelle:|źródło:|источник:)\s+([A-Z][\w .-]{1,20})", re.I)


def agency_of(first_words: str, last_words: str, authors: tuple[Author, ...]) -> str:
    """Return the agency credited in dateline, byline or below the text; empty when none is."""
    for author in authors:
        if author.kind is AuthorKind.AGENCY:
            return author.name
    match = _DATELINE.match(first_words)
    if match:
        for piece in re.split(r"[/,]", match[1]):
            if tight(piece) in AGENCIES:
                return piece.strip()
    if len(last_words) < 120:
        for piece in re.split(r"[/,()\[\]]|\s[-–—]\s", last_words):
            if tight(piece) in AGENCIES:
                return piece.strip()
        match = _CREDIT.search(last_words)
        if match and tight(match[1]) in AGENCIES:
            return match[1].strip()
    return ""
