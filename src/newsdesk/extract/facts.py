"""What a page says of its article besides title, dates, authors and text."""

from __future__ import annotations

import re

from newsdesk.addresses import site_of
from newsdesk.extract.dateparse import has_digit
from newsdesk.extract.hrefs import complete
from newsdesk.extract.linked import LinkedData, each_of, text_of, types_of
from newsdesk.extract.page import Page, read_attributes

_MINUTES = re.compile(
    r"(?<![\d.,:])(?P<n>\d{1,3})(?:\s?[-–+]\s?\d{1,3})?[\s-]*(?:min(?:ute)?s?\.?|minuten|minuti|minutos?|"
    r"minuter|minutter|minuuttia|minut[ay]?|мин(?:ут[аы]?)?\.?|хв\.?|"
    r"λεπτ\w+|dakika|dk\.?|分钟?|分鐘|分で|분|perc|minūtes)\W{0,3}"
    r"(?:to |de |di |för |à |of |a |da |do |на |за |は)?\W{0,3}"
    r"(?:read\w*|reading|lesezeit|lesedauer|lektüre|lesen|lecture|lire|lectura|leer|lettura|leitura|leer|"
    r"czytania|czytanie|чтени\w*|прочит\w*|читанн\w*|читать|"
    r"ανάγνωση\w*|okuma|läsning|lästid|lesetid|læsetid|lukuaika|leestijd|lezen|阅读|閱讀|読\w*|olvasás|読了|čtení)"
    r"|(?:read(?:ing)? ?(?:time)?|lesezeit|lesedauer|temps de lecture|lecture|tiempo de lectura|"
    r"tempo di lettura|tempo de leitura|"
    r"czas czytania|время (?:на )?чтени\w+|час читання|χρόνος ανάγνωσης|okuma süresi|lästid|lesetid|læsetid|"
    r"lukuaika|leestijd|阅读时间|閱讀時間|読了時間)"
    r"\W{0,6}(?:ca\.? ?|about |approx\.? ?)?(?P<m>\d{1,3})\s*(?:min|m\b|мин|хв|λεπ|dk|dakika|分|'|’|′)", re.I
)  # fmt: skip
_MAX_TAGS = 40
_HOMES_NAMED = (
    "home|homepage|startseite|start|accueil|inicio|início|главная|головна|strona główna|αρχική|"
    "الرئيسية|דף הבית|首页|ホーム|홈"
)
_HOMES = frozenset(_HOMES_NAMED.split("|"))
_MAX_SECTION, _MAX_TRAIL = 40, 12


def reading_time_of(page: Page, title: int, first: int) -> int | None:
    """Minutes of reading as the page states them near its headline or in its metadata; None when it does not."""
    stated = page.meta.get("twitter:data2", "") + " " + page.meta.get("twitter:data1", "")
    near = [stated, *(text for text in page.texts[max(title - 6, 0) : first + 6] if len(text) < 160)]
    return next((minutes for text in near if (minutes := stated_minutes(text)) is not None), None)


def stated_minutes(text: str) -> int | None:
    """Read `2 min read` and its like in any of two dozen languages; None where the text has none."""
    match = _MINUTES.search(text[:300]) if has_digit(text) else None
    return int(match["n"] or match["m"]) or None if match else None


def section_of(page: Page, linked: LinkedData, title: int) -> str:
    """The section the article stands in; empty when the page does not say."""
    stated = (
        text_of(linked.article.get("articleSection"))
        or page.meta.get("article:section")
        or page.meta.get("section")
        or ""
    )
    stated = stated or _breadcrumb(linked) or page.meta.get("parsely-section", "") or _shown_breadcrumb(page)
    return " ".join(stated.split())[:80]


def _shown_breadcrumb(page: Page) -> str:
    """The innermost section that a trail of links above the headline names; empty where there is no such trail."""
    if "readcrumb" not in "".join(page.box_attrs):
        return ""
    for box, attrs in enumerate(page.box_attrs):
        if "breadcrumb" in attrs or "BreadcrumbList" in attrs:
            blocks = range(page.box_first[box], page.box_last[box])
            names = [page.words_of(mark) for mark in page.links if mark.block in blocks]
            inner = [name for name in names if name and name.casefold() not in _HOMES and len(name) <= _MAX_SECTION]
            if len(blocks) <= _MAX_TRAIL and inner:
                return inner[-1]
    return ""


def _breadcrumb(linked: LinkedData) -> str:
    for thing in linked.things:
        if "BreadcrumbList" in types_of(thing):
            names = []
            for item in each_of(thing.get("itemListElement")):
                if isinstance(item, dict):
                    inner = item.get("item")
                    names.append(
                        text_of(item.get("name")) or (text_of(inner.get("name")) if isinstance(inner, dict) else "")
                    )
            names = [name for name in names if name and name.casefold() not in _HOMES]
            if len(names) > 1:
                return names[-2]
    return ""


def tags_of(page: Page, linked: LinkedData) -> tuple[str, ...]:
    """The article's tags or keywords, each once, in the page's order."""
    found = page.meta_all("article:tag")
    if not found:
        words = each_of(linked.article.get("keywords"))
        found = [text_of(word) for word in words] if len(words) > 1 else re.split(r"\s*[,;]\s*", text_of(words[:1]))
    if not any(found):
        found = re.split(r"\s*[,;]\s*", page.meta.get("news_keywords") or page.meta.get("keywords") or "")
    if not any(found):
        found = [page.words_of(mark) for mark in page.links if 'rel="tag"' in mark.attrs]
    kept = dict.fromkeys(" ".join(tag.split()) for tag in found)
    return tuple(tag for tag in kept if 1 < len(tag) <= 60)[:_MAX_TAGS]


def addresses_of(page: Page, linked: LinkedData, address: str) -> tuple[str, str]:
    """Return the canonical address, and the one the text was syndicated from (empty when it is the site's own)."""
    canonical, syndicated = "", ""
    for written in page.head_links:
        if 'rel="canonical"' in written:
            canonical = canonical or complete(read_attributes(written).get("href", ""), address)
    canonical = canonical or complete(page.meta.get("og:url", ""), address)
    stated = [page.meta.get(name, "") for name in ("syndication-source", "original-source")]
    stated += [text_of(linked.article.get(key)) for key in ("isBasedOn", "isBasedOnUrl")]
    syndicated = next((complete(one, address) for one in stated if one), "")
    if canonical and address and _other_site(canonical, address):
        return complete(address), syndicated or canonical
    bare = canonical.split("/", 3)[3:] in ([], [""])
    if bare and address and complete(address).split("/", 3)[3:] not in ([], [""]):
        canonical = complete(address)
    return canonical or complete(address), syndicated if syndicated != canonical else ""


def _other_site(one: str, other: str) -> bool:
    first, second = site_of(one).split("."), site_of(other).split(".")
    return bool(first[-2:] != second[-2:]) and not other.startswith("file:") and len(second) > 1


def stated_language_of(page: Page, linked: LinkedData) -> str:
    """The BCP 47 tag the page claims for itself; empty when it claims none."""
    claims = (
        read_attributes(page.html_attrs).get("lang", ""), text_of(linked.article.get("inLanguage")),
        page.meta.get("og:locale", ""), page.meta.get("content-language", ""), page.meta.get("dc.language", ""),
    )  # fmt: skip
    for stated in claims:
        tag = stated.split(",")[0].strip().replace("_", "-")
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag):
            return tag
    return ""
