"""Links to articles on a watched page, told from the others by how links to articles look on any site.

Three things speak for an article: its address (a date, a number, a slug of several words), its words (a headline is
longer than the name of a section), and its place (in a heading or an `article`, one of several links of the same
structure, not in navigation). Each gives points; no site has rules of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsdesk.addresses import canonical_address, site_of
from newsdesk.decoding import decode

MAX_LINKS = 200
_MAX_ANCHORS = 5000
_MAX_CHARS = 4_000_000
_MAX_DEPTH = 2000
_ENOUGH = 4
_CLIMB = 12

_DATE_IN_PATH = re.compile(r"/(?:19|20)\d{2}[/\-]?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/\-]?\d{1,2})?(?=[/\-_.]|$)", re.I)
_DATE_ALONE = re.compile(r"/(?:19|20)\d{2}(?:/(?:\d{1,2}|[a-z]{3}))*/?$", re.I)
_NUMBER = re.compile(r"(?:^|[\-_/.a-z])\d{5,}(?=\D|$)", re.I)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|m4[av]|css|js|xml|rss|atom|ics|docx?|xlsx?|apk|exe)$", re.I
)
_NOT_ARTICLES = re.compile(
    r"/(?:tags?|topics?|themes?|authors?|profiles?|categor(?:y|ies)|autor(?:en|es|i)?|auteurs?|kategorien?|themen|temas?|etiquetas?|schlagwort|sections?|search|login|log-in|signin|sign-in|signup|"
    r"register|subscribe|subscriptions?|newsletters?|account|my|about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?|terms|"
    r"cookies?|imprint|impressum|advertis\w*|jobs|careers|shop|store|cart|podcasts?|videos?|gallery|galleries|photos|"
    r"weather|horoscopes?|games|crosswords?|quiz(?:zes)?|feeds?|rss|archives?|page|sitemap|help|faq|share|print|comments?)"
    r"(?:/|\.\w+$|$)",
    re.I,
)
_ASIDE = frozenset({"nav", "footer", "form", "menu"})
_ASIDE_NAME = re.compile(r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|breadcrumbs?|pagination|share|social|tags?|"
                         r"byline|author|cookie|comments?|login|skip)(?:[\s_-]|$)", re.I)  # fmt: skip
_SHARED = re.compile(r"[?&](?:share|replytocom|print|output|reply|comment)=", re.I)
_MAX_WORDS = 2000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9\-]{0,40})")
_NEVER_NESTED = frozenset(
    {"a", "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
     "param", "path", "source", "track", "wbr"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


class PageLink(Struct, frozen=True):
    """A link that seems to lead to an article, and the words it carries."""

    address: str
    title: str


class FeedLink(Struct, frozen=True):
    """A feed that a page names as its own (`<link rel="alternate">`)."""

    address: str
    title: str


class _Seen(Struct):
    """One link on the page."""

    address: str
    words: str
    place: str
    """The structure around it, as tags and classes."""
    points: int


def article_links(body: bytes, address: str, charset: str = "") -> tuple[PageLink, ...]:
    """Return the links of a page that seem to lead to articles of the same site, in the order of the page.

    An address that is linked several times (picture, headline, "more") comes once, with its longest words.
    """
    tree = _tree(body, charset)
    base = _base(tree, address)
    seen = [link for link in _links(tree, base, address) if link is not None]
    repeated = Counter(link.place for link in seen if _n_words(link.words) >= 4)
    best: dict[str, tuple[int, str]] = {}
    for link in seen:
        points = link.points + (1 if repeated[link.place] >= 3 else 0)
        before, words = best.get(link.address, (-99, ""))
        best[link.address] = (max(points, before), _better(words, link.words))
    chosen = ((found, words) for found, (points, words) in best.items() if points >= _ENOUGH and _n_words(words) >= 2)
    return tuple(PageLink(found, words) for found, words in list(chosen)[:MAX_LINKS])


def feed_links(body: bytes, address: str, charset: str = "") -> tuple[FeedLink, ...]:
    """Return the feeds that a page names, in its order; feeds of comments come last."""
    tree = _tree(body, charset)
    base = _base(tree, address)
    found: dict[str, FeedLink] = {}
    for node in tree.css("link[href]"):
        rel = (node.attributes.get("rel") or "").lower().split()
        kind = (node.attributes.get("type") or "").lower().partition(";")[0].strip()
        is_feed = "feed" in rel or kind in {"application/rss+xml", "application/atom+xml", "application/feed+json"}
        target = canonical_address(node.attributes.get("href") or "", base) if is_feed else ""
        if target and ("alternate" in rel or "feed" in rel):
            found.setdefault(target, FeedLink(target, " ".join((node.attributes.get("title") or "").split())))
    return tuple(sorted(found.values(), key=lambda link: "comment" in f"{link.address} {link.title}".lower()))


def _better(one: str, other: str) -> str:
    """Return which of two texts of links to one address is rather its headline: the longer, if not a whole teaser."""
    return max(one, other, key=lambda words: n_words if (n_words := _n_words(words)) <= 30 else 1)


def _tree(body: bytes, charset: str) -> LexborHTMLParser:
    """Parse the page; one nested beyond reason is cut where it becomes so, since parsing it would take long."""
    markup = decode(body, charset, markup=True)[:_MAX_CHARS]
    n_open: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if name in _NEVER_NESTED:
            continue
        if not tag[1]:
            n_open[name] += 1
            depth += 1
        elif n_open[name]:
            n_open[name] -= 1
            depth -= 1
        if depth > _MAX_DEPTH:
            return LexborHTMLParser(markup[: tag.start()])
    return LexborHTMLParser(markup)


def _base(tree: LexborHTMLParser, address: str) -> str:
    """Return the base of the page's links: its `<base>`, or its own address."""
    node = tree.css_first("base[href]")
    return (canonical_address(node.attributes.get("href") or "", address) if node else "") or address


def _links(tree: LexborHTMLParser, base: str, address: str) -> Iterable[_Seen | None]:
    """Yield the links to other pages of the same site; None for those that are none."""
    site = site_of(address)
    own = canonical_address(address)
    lengths: dict[int, int] = {}
    for node in tree.css("a[href]")[:_MAX_ANCHORS]:
        target = canonical_address(node.attributes.get("href") or "", base)
        elsewhere = not target or target == own or not _same_site(site_of(target), site)
        if elsewhere or _SHARED.search(target) or _FILE.search(urlsplit(target).path):
            yield None
            continue
        words = _words(node)
        place, place_points = _place(node, lengths)
        yield _Seen(target, words, place, _address_points(target) + _word_points(words) + place_points)


def _words(node: LexborNode) -> str:
    """Return the headline that a link carries: its heading, its text, or else its title."""
    heading = next((child for child in node.css("h1,h2,h3,h4,h5")), None)
    for words in ("" if heading is None else heading.text(separator=" "), node.text(separator=" ")):
        cleaned = " ".join(words[:_MAX_WORDS].split())
        if _n_words(cleaned) >= 2:
            return cleaned
    return " ".join((node.attributes.get("title") or "").split())


def _same_site(host: str, site: str) -> bool:
    """Tell whether a host is the site's own, or a part of it such as `news.` before its name."""
    return host == site or host.endswith(f".{site}") or (site.count(".") > 1 and site.endswith(f".{host}"))


def _address_points(target: str) -> int:
    """Count what speaks for an article in its address."""
    parts = urlsplit(target)
    segments = [segment for segment in parts.path.split("/") if segment]
    if not segments and not parts.query:
        return -5
    slug = max((len(re.split(r"[-_+]|%20", segment)) for segment in segments), default=0)
    points = 2 if slug >= 4 else 1 if slug == 3 else 0
    points += 2 if _DATE_IN_PATH.search(parts.path) else 0
    points += 1 if _NUMBER.search(parts.path) or re.search(r"\d{3,}", parts.query) else 0
    points += 1 if segments and re.search(r"\.(?:s?html?|php|aspx?|ece|story)$", segments[-1], re.I) else 0
    points -= 4 if _NOT_ARTICLES.search(parts.path) or _DATE_ALONE.search(parts.path) else 0
    return points - (1 if points == 0 and len(segments) < 2 else 0)


def _word_points(words: str) -> int:
    """Count what speaks for a headline in the link's words."""
    n_words = _n_words(words)
    return 2 if 5 <= n_words <= 40 else 1 if n_words in {3, 4} else 0


def _n_words(words: str) -> int:
    """Return the number of words; scripts without spaces count two characters a word."""
    return len(words.split()) + len(_UNSPACED.findall(words)) // 2


def _place(node: LexborNode, lengths: dict[int, int]) -> tuple[str, int]:
    """Return the structure around a link, and what in it speaks for an article or against.

    `lengths` remembers how long the paragraphs are, since one may hold thousands of links.
    """
    steps: list[str] = []
    points = 1 if any(child.tag in _HEADINGS for child in node.iter()) else 0
    parent = node.parent
    while parent is not None and parent.tag not in {"body", "html", None} and len(steps) < _CLIMB:
        name = f"{parent.attributes.get('class') or ''} {parent.attributes.get('id') or ''}"
        if parent.tag in _ASIDE or (len(steps) < 5 and _ASIDE_NAME.search(name)):
            points -= 4
            break
        if parent.tag in _HEADINGS or parent.tag == "article":
            points = max(points, 1)
        if parent.tag == "p":
            if parent.mem_id not in lengths:
                lengths[parent.mem_id] = len(parent.text())
            # A few words in the middle of a paragraph are a reference, not an announcement.
            points -= 2 if lengths[parent.mem_id] > 2 * len(node.text()) + 20 else 0
        steps.append(f"{parent.tag}.{(parent.attributes.get('class') or '').partition(' ')[0]}")
        parent = parent.parent
    return ">".join(steps[:4]), points
