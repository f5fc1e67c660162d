"""When an article was published and updated, by the page's own claims, most reliable first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from newsdesk.extract.dateparse import ReadDate, parse_date
from newsdesk.extract.linked import LinkedData, text_of
from newsdesk.extract.page import Page, Place
from newsdesk.model.article import Basis, DateClaim

_PUBLISHED_META = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publishdate",
    "publish-date", "publish_date", "published_time", "publication_date", "published-date", "published_at", "pubdate",
        "rnews:datepublished",
    "article_date_original", "originalpublicationdate", "dc.date.issued", "dcterms.issued", "dc.issued",
    "dc.date.created", "dcterms.created", "dc.created", "datecreated", "article:created", "article.published",
    "article.created", "ptime", "displaydate", "pdate", "analytics-s-date", "dcterms.date", "dc.date",
        "vr:published_time",
    "shareaholic:article_published_time", "bt:pubdate", "citation_publication_date", "citation_date",
    "article:post_date", "firstpublished", "date", "release_date", "blog_date", "timestamp", "created",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms.modified",
        "dc.date.modified",
    "lastmod", "last-modified", "article:updated_time", "og:article:modified_time", "updated_time", "dc.modified",
    "modified", "revised", "dateupdated", "sailthru.updated", "cxenseparse:modifytime", "article_date_updated",
)  # fmt: skip
_IN_ADDRESS = re.compile(
    r"[/=_.-]((?:19[89]|20[0-4])\d)[/_-]?(0[1-9]|1[0-2]|[a-z]{3}|[1-9](?=[/_-]))[/_-]?([0-3]?\d)(?=[/_.?-]|\D|$)", re.I
)
_MONTH_IN_ADDRESS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_UPDATED_WORDS = re.compile(
    r"updat|modif|aktualis|stand:|mis à jour|mise à jour|maj\b|actualiz|aggiorna|atualiza|обновлен|изменен|оновлен|"
    r"ενημ|bijgewerkt|gewijzigd|uppdater|oppdater|opdater|päivit|aktualiz|güncell|更新|수정|업데이트|تحديث|עודכן",
    re.I,
)
_PUBLISHED_WORDS = re.compile(
    r"publi|post|veröff|erstellt|δημοσ|опубл|dodan|utworz|发布|公開|掲載|입력|creat|entry|first|pubdate|datum|fecha",
    re.I,
)
_NEVER = re.compile(r"copyright|©|comment|kommentar|related|footer|event|birth|widget|sidebar", re.I)
_FUTURE = timedelta(days=2)
_FIRST_YEAR = 1990
_MAX_BLOCK = 160


class Dates:
    """Reads one page's dates; `latest` (usually the time of the snapshot) bounds what can be believed."""

    def __init__(self, page: Page, linked: LinkedData, address: str, latest: datetime, language: str) -> None:
        self._page, self._linked, self._address = page, linked, address
        self._latest = latest + _FUTURE
        self._month_first = language.lower() in {"", "en", "en-us", "en_us"}

    def published(self, title: int, first: int, last: int) -> DateClaim | None:
        """The best claim of publication; blocks `title`, `first` and `last` say where headline and body stand."""
        found = self._claim("json-ld", self._of_linked("datePublished", "dateCreated", "uploadDate"))
        found = found or self._claim("meta", self._of_meta(_PUBLISHED_META))
        address = self._in_address()
        if (
            found
            and address
            and abs(found.at - address.at) > timedelta(days=400)
            and found.at.hour == found.at.minute == 0
        ):
            return address
        found = found or self._claim("time", self._times(title, first, published=True))
        found = found or self._visible(title, first, last) or address
        return found or self._claim("time", self._times(title, first, published=False)) or self._anywhere()

    def updated(self, title: int, first: int) -> DateClaim | None:
        """The best claim of a later change."""
        found = self._claim("json-ld", self._of_linked("dateModified"))
        found = found or self._claim("meta", self._of_meta(_UPDATED_META))
        return found or self._claim("time", self._updated_times(title, first))

    def _claim(self, evidence: str, candidates: Iterable[str]) -> DateClaim | None:
        for words in candidates:
            read = parse_date(words, month_first=self._month_first)
            if read and self.believable(read):
                return claim(read, evidence, words)
        return None

    def believable(self, read: ReadDate) -> bool:
        """Tell whether a page of the web can have been published then."""
        return read.at.year >= _FIRST_YEAR and read.at <= self._latest

    def _of_linked(self, *names: str) -> list[str]:
        article = self._linked.article
        found = [text_of(article.get(name)) for name in names]
        if not any(found):
            found = [text_of(thing.get(name)) for thing in self._linked.things for name in names
                     if "WebPage" in str(thing.get("@type")) or "VideoObject" in str(thing.get("@type"))]  # fmt: skip
        return [words for words in found if words]

    def _of_meta(self, names: tuple[str, ...]) -> list[str]:
        meta = self._page.meta
        return [meta[name] for name in names if name in meta]

    def _times(self, title: int, first: int, *, published: bool) -> Iterable[str]:
        """`<time>` elements and dated marks near headline and body; those that say `updated` come last."""
        page = self._page
        ranked = []
        for order, mark in enumerate(page.marks):
            if mark.block >= len(page.texts) or page.place(mark.block) & (Place.NAV | Place.FOOTER | Place.ASIDE):
                continue
            attributes = mark.attributes
            stated = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or ""
            if mark.tag != "time" and not re.search("dat|time|publi", mark.attrs, re.I):
                continue
            words = page.words_of(mark)
            around = f"{mark.attrs} {page.texts[mark.block][:60]} {page.box_attrs[page.boxes[mark.block]]}"
            if _NEVER.search(around) or len(words) > _MAX_BLOCK or (_UPDATED_WORDS.search(around) and published):
                continue
            said = bool(_PUBLISHED_WORDS.search(around))
            near = title - 8 <= mark.block <= first + 8
            if published and not near and (not said or page.place(mark.block) & Place.LIST):
                continue
            rank = (not near, not said, not page.place(mark.block) & (Place.ARTICLE | Place.MAIN), order)
            ranked.append((rank, stated, words))
        for _, stated, words in sorted(ranked):
            yield stated
            yield words

    def _updated_times(self, title: int, first: int) -> Iterable[str]:
        page = self._page
        for mark in page.marks:
            if mark.tag == "time" and mark.block < len(page.texts) and title - 8 <= mark.block <= first + 8:
                around = f"{mark.attrs} {page.texts[mark.block][:60]}"
                if _UPDATED_WORDS.search(around):
                    yield mark.attributes.get("datetime", "")
                    yield page.words_of(mark)

    def _visible(self, title: int, first: int, last: int) -> DateClaim | None:
        """A date in a short block near the headline, or just below the body."""
        page = self._page
        n = len(page.texts)
        near = [
            *range(title + 1, min(first + 4, n)),
            *range(title, max(title - 8, -1), -1),
            *range(last, min(last + 5, n)),
        ]
        late: DateClaim | None = None
        for block in near:
            text = page.texts[block] if 0 <= block < n else ""
            if not text or len(text) > _MAX_BLOCK or not any(char.isdigit() for char in text):
                continue
            if _NEVER.search(text) or page.place(block) & (Place.NAV | Place.FOOTER):
                continue
            read = parse_date(text, month_first=self._month_first)
            if read and self.believable(read):
                made = claim(read, "text", text)
                if not _UPDATED_WORDS.search(text[: read.start]):
                    return made
                late = late or made
        return late

    def _anywhere(self) -> DateClaim | None:
        """The newest date of any short block of the page outside menus and footers: an inference."""
        newest: DateClaim | None = None
        for block, text in enumerate(self._page.texts):
            if len(text) < 60 and any(char.isdigit() for char in text) and not _NEVER.search(text):
                read = parse_date(text, month_first=self._month_first)
                if read and self.believable(read) and (not newest or read.at > newest.at):
                    newest = claim(read, "text", text, Basis.INFERRED)
            if block > 400:
                break
        return newest

    def _in_address(self) -> DateClaim | None:
        for match in _IN_ADDRESS.finditer(self._address):
            year, month, day = match.groups()
            number = int(month) if month.isdigit() else _MONTH_IN_ADDRESS.get(month.lower(), 0)
            read = parse_date(f"{year}-{number:02}-{int(day):02}") if number else None
            if read and self.believable(read):
                return claim(read, "address", match[0].strip("/=_.-"), Basis.INFERRED)
        return None


def claim(read: ReadDate, evidence: str, words: str, basis: Basis = Basis.STATED) -> DateClaim:
    """Make the claim of a date that was read."""
    return DateClaim(
        at=read.at.astimezone(UTC), precision=read.precision, basis=basis, evidence=evidence, words=words[:120]
    )
