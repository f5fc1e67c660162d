"""When an article was published and updated, by the page's own claims, most reliable first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from newsdesk.extract.dateparse import ReadDate, has_digit, parse_date, time_ago
from newsdesk.extract.linked import LinkedData, text_of
from newsdesk.extract.page import Page, Place, read_attributes
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
_COUNTED = re.compile(
    r"(?:\d+|no|keine?|aucun|sin|нет)\s+(?:comments?|kommentare?|commentaires?|comentarios)\b", re.IGNORECASE
)
"""How often readers commented, beside the date of the article."""
_GLUE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-z]{2,8}\.? \d)")
_ZONES = frozenset((*range(-12 * 60, 15 * 60, 60), -570, -210, -150, 210, 270, 330, 345, 390, 570, 630))
"""Minutes east of UTC by which clocks anywhere differ from it."""
_ABOVE, _BELOW = 3, 4
_NEAR = timedelta(days=3)
_MAX_LINE = 70
_FUTURE = timedelta(days=2)
_FIRST_YEAR = 1990
_MAX_BLOCK = 160
_MAX_BEHIND = 30


class Dates:
    """Reads one page's dates; `latest` (usually the time of the snapshot) bounds what can be believed."""

    def __init__(self, page: Page, linked: LinkedData, address: str, latest: datetime, language: str) -> None:
        self._page, self._linked, self._address = page, linked, address
        self._latest = latest + _FUTURE
        self._month_first = language.lower() in {"", "en", "en-us", "en_us"}

    def published(self, title: int, first: int, last: int) -> DateClaim | None:
        """The best claim of publication; blocks `title`, `first` and `last` say where headline and body stand."""
        stated = ("datePublished", "dateCreated", "uploadDate")
        found = self._claim("json-ld", self._of_linked(*stated))
        found = found or self._claim("meta", self._of_meta(_PUBLISHED_META))
        found = found or self._claim("json-ld", self._of_page(*stated))
        address = self._in_address()
        if (
            found
            and address
            and abs(found.at - address.at) > timedelta(days=400)
            and found.at.hour == found.at.minute == 0
        ):
            return address
        if found:
            return self._in_zone(found, title, first)
        found = self._claim("time", self._times(title, first, published=True)) or self._of_properties()
        found = found or self._visible(title, first, last, address) or address
        found = found or self._claim("time", self._times(title, first, published=False)) or self._anywhere()
        return found or self._ago(title, first)

    def updated(self, title: int, first: int) -> DateClaim | None:
        """The best claim of a later change."""
        found = self._claim("json-ld", self._of_linked("dateModified"))
        found = found or self._claim("meta", self._of_meta(_UPDATED_META))
        found = found or self._claim("json-ld", self._of_page("dateModified"))
        if found:
            return self._in_zone(found, title, first)
        return self._claim("time", self._updated_times(title, first)) or self._visible_update(title, first)

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
        found = [text_of(self._linked.article.get(name)) for name in names]
        return [words for words in found if words]

    def _of_page(self, *names: str) -> list[str]:
        """What is said of the page as a whole, or of its film, where nothing is said of an article."""
        found = [text_of(thing.get(name)) for thing in self._linked.things for name in names
                 if "WebPage" in str(thing.get("@type")) or "VideoObject" in str(thing.get("@type"))]  # fmt: skip
        return [words for words in found if words]

    def _of_properties(self) -> DateClaim | None:
        """A date in the microdata of a box, which no mark tells."""
        for written in self._page.box_attrs:
            if "datePublished" in written and "content=" in written:
                made = self._claim("time", [read_attributes(written).get("content", "")])
                if made:
                    return made
        return None

    def _in_zone(self, found: DateClaim, title: int, first: int) -> DateClaim:
        """The claim with the zone of the outlet's own clock, where it was written in UTC and is shown in local time."""
        if found.zone or found.precision == "day":
            return found
        for words in self._clocks(title, first):
            read = parse_date(words, month_first=self._month_first)
            if read is None or read.zoned or read.precision == "day":
                continue
            minutes = (read.at.replace(second=0) - found.at.replace(second=0, microsecond=0)).total_seconds() / 60
            if minutes in _ZONES:
                return msgspec.structs.replace(found, zone=int(minutes))
        return found

    def _clocks(self, title: int, first: int) -> Iterator[str]:
        """What is shown near the headline with a time of day."""
        page = self._page
        low, high = max(title - _ABOVE, 0), min(first + _BELOW, len(page.texts))
        for mark in page.marks:
            if mark.tag == "time" and low <= mark.block < high:
                yield mark.attributes.get("datetime", "")
        for text in page.texts[low:high]:
            if len(text) <= _MAX_BLOCK and ":" in text and has_digit(text):
                yield text

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
            if (
                _NEVER.search(_COUNTED.sub("", around))
                or len(words) > _MAX_BLOCK
                or (_UPDATED_WORDS.search(around) and published)
            ):
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

    def _visible_update(self, title: int, first: int) -> DateClaim | None:
        """A date right behind a word for `updated`, in a short block near the headline."""
        for text in self._page.texts[max(title - _ABOVE, 0) : max(first + _BELOW, 0)]:
            said = _UPDATED_WORDS.search(text) if len(text) <= _MAX_BLOCK and has_digit(text) else None
            read = self._read(text[said.start() :]) if said else None
            if said and read and read.start <= _MAX_BEHIND and self.believable(read):
                return claim(read, "text", text[said.start() :])
        return None

    def _visible(self, title: int, first: int, last: int, address: DateClaim | None) -> DateClaim | None:
        """A date in a short block near the headline, or just below the body.

        One that stands in a sentence and tells another day than the page's address is what the article speaks of.
        """
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
            if not text or len(text) > _MAX_BLOCK or not has_digit(text):
                continue
            if _NEVER.search(_COUNTED.sub("", text)) or page.place(block) & (Place.NAV | Place.FOOTER):
                continue
            read = self._read(text)
            if read and self.believable(read):
                made = claim(read, "text", text)
                if address and len(text) > _MAX_LINE and abs(made.at - address.at) > _NEAR:
                    continue
                if not _UPDATED_WORDS.search(text[: read.start]):
                    return made
                late = late or made
        return late

    def _read(self, text: str) -> ReadDate | None:
        """Read a date, if need be with a blank where letters run into the next box's: `Oda BrennMay 05, 2031`."""
        return parse_date(text, month_first=self._month_first) or parse_date(
            _GLUE.sub(" ", text), month_first=self._month_first
        )

    def _anywhere(self) -> DateClaim | None:
        """The newest date of any short block of the page outside menus and footers: an inference."""
        newest: DateClaim | None = None
        for block, text in enumerate(self._page.texts):
            if len(text) < 60 and has_digit(text) and not _NEVER.search(text):
                read = parse_date(text, month_first=self._month_first)
                if read and self.believable(read) and (not newest or read.at > newest.at):
                    newest = claim(read, "text", text, Basis.INFERRED)
            if block > 400:
                break
        return newest

    def _ago(self, title: int, first: int) -> DateClaim | None:
        """How long ago, said near the headline, as of when the page was taken: a day, and an inference."""
        for text in self._page.texts[max(title - _ABOVE, 0) : max(first + _BELOW, 0)]:
            spent = time_ago(text) if len(text) <= _MAX_LINE else None
            if spent is not None:
                day = (
                    (self._latest - _FUTURE - spent).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
                )
                return DateClaim(at=day, precision="day", basis=Basis.INFERRED, evidence="text", words=text)
        return None

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
        at=read.at.astimezone(UTC), precision=read.precision, basis=basis, evidence=evidence, words=words[:120],
        zone=_offset_of(read.at) if read.zoned else None,
    )  # fmt: skip


def _offset_of(at: datetime) -> int:
    offset = at.utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0
