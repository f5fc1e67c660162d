"""Names of authors out of the words of a byline: cleaned, split, and told apart into persons, desks and agencies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsdesk.extract.dateparse import is_month
from newsdesk.extract.features import tight
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
    r"redactie|redaksj\w*|news|newspaper|press|report|network|"
    r"magazine|media|online|times|post|journal|tribune|gazette|herald|reporters|correspondents?|board|bureau|"
    r"service|agency|"
    r"web ?desk|digital|tv|radio|blog|admin|administrator|\w+\.(?:com|de|org|net|ru|at|pl|gr))\b|редакц|"
    r"编辑|記者|编辑部",
    re.I,
)
BY = re.compile(
    r"^\W*(?:(?:(?:photos and |words and )?(?:written|reported|posted|words|story|article|text|analysis|opinion|"
    r"published|reviewed|interview)\s+)?by|von|par|por|di|de|del|da|av|af|"
    r"door|автор(?:ы)?|текст|tekst|text|autorin/autor|autor(?:en|in|ka|zy|es|e|a|i)?|auteur|author|authors|od|κείμενο|"
    r"γράφει (?:ο|η)|yazan|"
    r"kirjoittaja|szerző|reporting by|contributed by|"
    r"作者|文|記者|撰文|投稿者|著者|執筆者|责编|责任编辑|責任編輯)\s*[:：]?"
    r"(?:\s+|(?<=[:：])|(?<=[Bb]y)(?=[A-Z][a-z]))",
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
_ROLES = (
    r"reporter|correspondent|editor|writer|journalist|columnist|producer|contributor|author|redakteur(?:in)?|"
    r"journaliste|photographer|strategist|officer|president|director|manager|professor|fellow|educators?|analyst"
)
_ROLE = re.compile(
    rf"^(?:an?\s|the\s)?(?:[\w&’'-]+\s){{0,4}}(?:{_ROLES})$|^(?:head|chief|vice president|director|dean|chair\w*) of\b|"
    rf"^(?:an?\s|the\s)(?:[\w&’'-]+\s){{0,5}}(?:{_ROLES})\b",
    re.I,
)
_OFFICE = re.compile(
    rf"(?<=\w)\s+(?:(?:senior|chief|staff|associate|contributing|deputy|managing|executive|freelance|special)\s+)+(?:{_ROLES})$",
    re.I,
)
_CREDENTIAL = re.compile(
    r"^(?:ph\.?\s?d|m\.?\s?d|m\.?b\.?a|m\.?p\.?h|m\.?s|m\.?a|b\.?a|r\.?d\.?n?|r\.?n|l\.?d|j\.?d|esq|cfp|cpa|cfa|facp|faclm)"
    r"[.®*]*$",
    re.I,
)
_TAIL = re.compile(
    r"\s*(?:[|,(–—-]\s*)?(?<!\w)(?:(?:is )?(?:a |an |the )?(?:senior |chief |staff |political |business |sports? |"
    r"associate |contributing |deputy |managing |executive |freelance |special )*"
    rf"(?:{_ROLES}|for [A-Z].*)\b.*|\bin [A-Z][\w\s]+|[\w.+-]+@[\w.-]+|@\s?\w+|\(\w+\)|\d.*|updated.*|published.*|"
    r"posted.*|on [A-Z]\w+ \d.*|at|am|on|um)$",
    re.I,
)
_AGENCY_TAIL = re.compile(r"\s+(?:The )?(?:Associated Press|Canadian Press|Reuters|Agence France-Presse)$")
_TOLD = re.compile(r"^.{3,60}\bas told to\s+", re.I)
NO_NAME = re.compile(r"https?:|www\.|@|\d{2}|^(?:get|am|le|vor|vom|von|by|par|por|name|blattlinie|chefredakteur\w*|bio|"
                  r"authors?|no author|auteur|autor(?:in|en|\*in)?|"
                  r"impressum|says|sagt|at|on|in|the|und|staff directory|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
                  r"mon|tue|wed|thu|fri|sat|sun)$|^(?:quelle|source|fuente|źródło|источник)\s*:|書いた人|"
                  r"\b(?:click here|sagt|says|lesezeit|categor\w+|all articles|show all|more|follow|share|read|"
                  r"subscribe|about|rss|kommentare?|kopieren|teilen|folgen|intern|"
                  r"profile|contact|login|sign|view|all posts|unknown|none|null|undefined|"
                  r"guest|anonymous|min|comments?|photo|foto|image|getty|tweet|facebook|twitter)\b", re.I)  # fmt: skip
_CREDITED = re.compile(r"^\W*\(?\s*(?:image|photo|picture|foto|bild|credit|illustration|getty)\b", re.I)
_MAX_NAME, _MAX_AUTHORS, _MAX_SINGLE = 60, 12, 3
_MIN_LOWER = 4
_MIN_NAME = (2, 3)
"""Fewest characters of a name: in other scripts, and in ASCII."""


class Claim(NamedTuple):
    """What a page says in one place of who wrote it: the words, and what it tells of them."""

    words: str
    address: str = ""
    bio: str = ""
    contact: str = ""


def authors_in(found: list[Claim], sites: tuple[str, ...]) -> list[Author]:
    """Clean, split and classify names; each once. `sites`: what the site and its publisher go by."""
    authors: dict[str, Author] = {}
    for claim in found[:_MAX_AUTHORS]:
        for name in _stated_name(claim.words, sites) if claim.address or len(found) > 1 else split_names(claim.words):
            key = tight(name)
            if key and key not in authors and len(authors) < _MAX_AUTHORS:
                address = claim.address if not claim.address.startswith("mailto:") else ""
                authors[key] = Author(
                    name=name, kind=_kind(name, sites), address=address, bio=claim.bio, contact=claim.contact
                )
    return [author for key, author in authors.items() if len(authors) == 1 or not _ROLE.match(author.name)]


def _kind(name: str, sites: tuple[str, ...]) -> AuthorKind:
    kinds = [kind_of(name, site) for site in sites or ("",)]
    return next((kind for kind in kinds if kind is not AuthorKind.PERSON), AuthorKind.PERSON)


def _stated_name(words: str, sites: tuple[str, ...]) -> list[str]:
    """One name of a list, or with a page of its own, as it stands; split only where it plainly holds several."""
    if _CREDITED.match(words):
        return []
    name = re.sub(r"\s*\([^()]*\)?\s*$|\s(?:at|am|on|um)$", "", BY.sub("", " ".join(words.split()))).strip()
    if tight(name) and tight(name) in map(tight, sites):
        return [name.strip(" ,;")]
    if not name or len(name) > _MAX_NAME or re.search(r"[,;|@]|https?:|\s(?:and|und|et|y|&|as told to)\s", name):
        return split_names(words)
    name = _without_agency(name)
    return [] if NO_NAME.search(re.sub(r"\d", "", name)) else [name]


def split_names(words: str) -> list[str]:
    """Split a byline into names, without `By`, offices and dates."""
    if _CREDITED.match(words):
        return []
    words = BY.sub("", _LEADING_DATE.sub("", "\n".join(words.split("\n")[:3]).strip()))
    whole = _TOLD.sub("", words).strip(" .,:;|-–—")
    if whole.isupper() and len(whole) > 6 and " " in whole:
        whole = whole.title()
    pieces = [_without_office(piece) for piece in _SPLIT.split(whole) if not _CREDENTIAL.match(piece.strip())]
    named = [piece for piece in pieces if not _ROLE.match(piece.strip(" .,:;|-–—"))]
    names = [name for piece in named or pieces if (name := _cleaned(piece, lone=not named))]
    return _likely(names)


def _cleaned(piece: str, *, lone: bool) -> str:
    """One piece of a byline as a name; empty when it is none. `lone`: an office stands for the name."""
    name = _DATED.sub("", BY.sub("", piece))
    name = (name if lone and " " in name else _without_agency(_TAIL.sub("", name))).strip(' .,:;|-–—()"“”')
    if is_month(name):
        return ""
    fits = (
        _MIN_NAME[name.isascii()] <= len(name) <= _MAX_NAME
        and not NO_NAME.search(name)
        and len(name.split()) <= 6
        and any(c.isalpha() for c in name)
        and (
            lone
            or bool(_DESK.search(name))
            or sum(word.islower() and len(word) >= _MIN_LOWER for word in name.split()) < 2
        )
    )
    return name if fits or tight(name) in AGENCIES else ""


def _without_office(piece: str) -> str:
    """A person's name without the office that stands right behind it."""
    bare = _OFFICE.sub("", piece)
    return bare if " " in bare.strip() else piece


def _without_agency(name: str) -> str:
    """A person's name without the agency that stands right behind it."""
    bare = _AGENCY_TAIL.sub("", name)
    return bare if " " in bare else name


def _likely(names: list[str]) -> list[str]:
    """Leave out what stands beside full names without being one: places, papers, offices, desks; not agencies."""
    if not any(" " in name for name in names):
        return names[:1] if len(names) > _MAX_SINGLE and names[0].isascii() else names
    likely = [
        name
        for name in names
        if not name[0].islower() and (" " in name or not name.isascii() or tight(name) in AGENCIES)
    ]
    persons = [name for name in likely if tight(name) in AGENCIES or not _DESK.search(name)]
    return persons if any(tight(name) not in AGENCIES for name in persons) else likely


def kind_of(name: str, site: str) -> AuthorKind:
    """Tell a person from a desk and an agency, by the name and the site's."""
    if tight(name) in AGENCIES:
        return AuthorKind.AGENCY
    if _DESK.search(name) or (site and tight(name) and (tight(name) in tight(site) or tight(site) in tight(name))):
        return AuthorKind.DESK
    return AuthorKind.PERSON if len(name.split()) > 1 or not name.isascii() else AuthorKind.DESK


_DATELINE = re.compile(r"^[^.\n]{0,60}?[(（]\s*(?:with |mit |avec )?([A-Za-zÀ-ž -]{2,24})\s*[)）]\s*[-–—:]?")
_BEHIND = re.compile(r"[(（]([^()（）\n]{2,40})[)）]\s+[-–—]{1,2}\s")
_N_HEAD, _HEAD = 4, 600
"""Paragraphs, and characters of them, in which a dateline may stand behind something else."""
_MAX_BELOW = 120
_CREDIT = re.compile(r"\b(?:with|mit|avec|con|source:|quelle:|źródło:|источник:)\s+([A-Z][\w .-]{1,20})", re.I)


_CREDITS = re.compile(
    r"(?:^|\b)(?:with|from|by|and|mit|von|und|avec|et|con|de|e|source|quelle|agencies|с|по материалам)\b[:\s]+"
    r"(?:(?:files|material|(?:additional )?reporting|contributions?|(?:agency )?inputs?|material der|des)\s+"
    r"(?:from|by|of|der|von)?\s*)?(?:the |der |l['’])?",
    re.I,
)
_PHOTO = re.compile(r"\b(?:photos?|images?|pictures?|fotos?|bild|credit|video|getty)\b|©", re.I)
_MAX_CREDIT = 140


def credited_agency(line: str) -> str:
    """The agency that a short line beside an article credits with words such as `with` or `files from`; else empty."""
    if len(line) > _MAX_CREDIT or _PHOTO.search(line):
        return ""
    parts = _CREDITS.split(line)
    pieces = [piece.strip(" .,;:()[]") for part in parts[1:] for piece in re.split(r"\s*[/,;()|]\s*", part)]
    return next((piece for piece in pieces if tight(piece) in AGENCIES), "")


def agency_of(paragraphs: Sequence[str], authors: tuple[Author, ...], beside: tuple[str, ...] = ()) -> str:
    """Return the agency credited in dateline, byline or below the text; empty when none is.

    `beside` are the lines around the article, which credit one only in so many words.
    """
    for author in authors:
        if author.kind is AuthorKind.AGENCY:
            return author.name
    agency = _in_dateline(paragraphs) or _below(paragraphs[-1] if paragraphs else "")
    return agency or next((agency for line in beside if (agency := credited_agency(line))), "")


def _in_dateline(paragraphs: Sequence[str]) -> str:
    """The agency of a dateline: in the first words, or, with its dash, behind a byline or what a page sets there."""
    head = "\n".join(paragraphs[:_N_HEAD])[:_HEAD]
    first = _DATELINE.match(paragraphs[0]) if paragraphs else None
    for match in (*([first] if first else ()), *_BEHIND.finditer(head)):
        for piece in re.split(r"[/,]", match[1]):
            if tight(piece) in AGENCIES:
                return piece.strip()
    return ""


def _below(last: str) -> str:
    """The agency that the last words credit."""
    if len(last) >= _MAX_BELOW:
        return ""
    for piece in re.split(r"[/,()\[\]]|\s[-–—]\s", last):
        if tight(piece) in AGENCIES:
            return piece.strip()
    match = _CREDIT.search(last)
    return match[1].strip() if match and tight(match[1]) in AGENCIES else ""
