"""What clustering looks at in a report: its terms by channel, its fingerprints, its links.

Everything here follows from the one report alone, never from what else is held.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, pairwise

import msgspec
import numpy as np

from newsdesk.cluster.names import LEAD_CHARS, Named, dateline_of, load_common, names_of, whole_form
from newsdesk.cluster.prints import Prints, digest, letters, prints_of
from newsdesk.cluster.rows import LIMITS, MOST_COUNTED, Counts, Ids, row_of
from newsdesk.cluster.stopwords import STOPWORDS
from newsdesk.cluster.terms import N_TERMS, Channel, TermIds, unique, words_of
from newsdesk.model.annotations import Annotations
from newsdesk.model.story import Report

TEXT_CHARS = 6000
"""Words beyond are not looked at: a report says what it is about before."""
LEAD_BOOST, TITLE_BOOST = 1, 2
"""How many times more a word counts for standing in the lead, or the title."""
MAX_LINKS = 40
# The looks behind stand after the capital, so that the search may leap from capital to capital.
_NAMED = re.compile(r"[A-Z](?:(?<=[^\W\d_A-Z] [A-Z])|(?<=[^\W\d_A-Z][, ] [A-Z]))[^\W_]{2,}")
# The look behind stands after the first digit, so that the search may leap from digit to digit.
_FIGURE = re.compile(r"\d(?<![\w.]\d)[\d,.]*\d(?!\w)")
_SEPARATOR = re.compile(r"[|–—-]")
_OUTLET = re.compile(r"(?:\s+[|–—-]\s+|\s*\|\s*)(?!.*\s[|–—-]\s)[^|]{2,40}$")
_SCHEME = re.compile(r"[a-z]+://(?:www\.)?", re.IGNORECASE)
_QUERY = re.compile(r"[?#]")


class Traits(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The traits of one report."""

    version_id: str
    article_id: str
    source_id: str
    parent_id: str
    title: str
    at: datetime
    seen: datetime
    dated: bool
    ids: Ids
    """Its terms as `cluster.rows` has them; empty in a report held, whose row the memory keeps."""
    counts: Counts
    """How often each of its words stands there, the title's and the lead's counted more; empty where `ids` is."""
    hour: float
    """`at` in hours since 1970."""
    n_words: int
    n_letters: int
    prints: Prints
    rate: int
    digest: str
    """The same for reports whose letters are the same."""
    reading: str
    """The same for readings in which nothing has changed."""
    address: str
    links: tuple[str, ...]
    names: tuple[tuple[int, ...], ...]
    """The forms of each annotated name and quotation, as `cluster.names` has them; none without annotations."""
    salience: tuple[float, ...]
    """For each of `names`, how much the report is about it: 1 and more for what it is about."""
    first_quotation: int
    """Where in `names` the quotations begin."""
    outlet: int
    """The outlet's own name, as a form of a name."""

    @property
    def words(self) -> Ids:
        """The ids of its words."""
        return self.ids[: self.n_words]


def address_key(address: str) -> str:
    """Return the address without scheme, `www.`, query, fragment and closing slash; empty for no address."""
    scheme, query = _SCHEME.match(address), _QUERY.search(address)
    return address[scheme.end() if scheme else 0 : query.start() if query else None].rstrip("/").lower()


def headline(title: str) -> str:
    """Return the title without the outlet's name that many pages set behind it (`… | Reed Post`, `… - Tarn Echo`)."""
    shorter = title.strip()
    for _ in _SEPARATOR.findall(shorter)[:2]:
        cut = _OUTLET.sub("", shorter)
        if len(words_of(cut)) < 4:
            break
        shorter = cut
    return shorter


class Reader:
    """Reads the traits of reports. It remembers the ids of words, which changes nothing but speed."""

    def __init__(self) -> None:
        self.words = TermIds(Channel.WORDS, STOPWORDS)
        self._title = TermIds(Channel.TITLE, STOPWORDS)
        self._names = TermIds(Channel.NAMES)
        self._figures = TermIds(Channel.FIGURES)
        self.common = load_common()
        self._named: tuple[Report | None, tuple[Named, ...]] = None, ()

    def read(self, report: Report) -> Traits:
        """Return what clustering looks at in the report; any text will do, an empty one too."""
        version, text, start = report.version, report.version.text, report.version.body_start
        title = headline(version.title or text[:start])
        dateline = dateline_of(version)
        body = text[start : dateline.start] + text[dateline.end : dateline.end + TEXT_CHARS]
        named = self.named(report)
        heading = _lower(title)
        words, counts = self._words(heading, body)
        own, plain = letters(title), letters(text[start:])
        plain = plain or own
        prints, rate = prints_of(plain)
        return Traits(
            version_id=version.id,
            article_id=version.article_id,
            source_id=version.source_id,
            parent_id=version.parent_id,
            title=title.strip() or body[:80].strip(),
            at=report.at,
            seen=version.seen,
            dated=version.dated is not None,
            ids=row_of((words, *self._terms(heading, title, body, report.annotations))),
            counts=counts,
            hour=report.at.timestamp() / 3600.0,
            n_words=len(words),
            n_letters=len(plain),
            prints=prints,
            rate=rate,
            digest=digest(own + plain),
            reading=digest(f"{version.title}\n{version.text}"),
            address=address_key(version.address),
            links=_links(report),
            names=tuple(one.forms for one in named),
            salience=tuple(one.salience for one in named),
            first_quotation=sum(not one.quotation for one in named),
            outlet=whole_form(report.outlet),
        )

    def named(self, report: Report) -> tuple[Named, ...]:
        """Return the names of the report, looked for once if the same report is asked for again."""
        if self._named[0] is not report:
            self._named = report, names_of(report.version, report.annotations, self.common)
        return self._named[1]

    def _terms(self, heading: list[str], title: str, body: str, annotations: Annotations) -> tuple[list[int], ...]:
        """The ids of the terms of each channel but the first, in the order of `Channel`."""
        title_ids = self._title.of(heading or _lower(body[:90]))
        names = self._names.of(_names(title, body, annotations))
        figures = self._figures.of(_figures(title, body, annotations))
        return (
            unique(title_ids, LIMITS[Channel.TITLE]),
            unique(names, LIMITS[Channel.NAMES]),
            unique(figures, LIMITS[Channel.FIGURES]),
            unique(_pairs(title_ids), LIMITS[Channel.PAIRS]),
        )

    def _words(self, heading: list[str], body: str) -> tuple[list[int], Counts]:
        """The words that count most, and how often they stand there; of equals those that come first."""
        keys = list(map(self.words.one, _lower(body)))
        keys += keys[: len(words_of(body[:LEAD_CHARS]))]
        keys += (1 + TITLE_BOOST) * list(map(self.words.one, heading))
        totals = Counter(chain.from_iterable(keys))
        ranked = sorted(totals, key=totals.__getitem__, reverse=True)[: LIMITS[Channel.WORDS]]
        counts = list(map(totals.__getitem__, ranked))
        if counts and counts[0] > MOST_COUNTED:
            counts = [min(count, MOST_COUNTED) for count in counts]
        return ranked, np.frombuffer(bytes(counts), np.uint8)


def _lower(text: str) -> list[str]:
    return words_of(text.lower())


def _names(title: str, body: str, annotations: Annotations) -> Iterator[str]:
    """Words of names in lower case: as annotated, else words with a capital letter within a sentence."""
    if annotations.entities or annotations.places:
        # No word goes over the end of a line.
        named = [one.name for one in annotations.entities] + [one.name for one in annotations.places]
        yield from _lower("\n".join(named))
        return
    for text in (title, body):
        if not _title_case(text[:200]):
            yield from (word.lower() for word in _NAMED.findall(text))


def _pairs(ids: list[int]) -> list[int]:
    """Ids for the terms that stand side by side, whichever comes first."""
    mask = N_TERMS - 1
    return [(min(a, b) * 31 + max(a, b) * 0x9E3779B1) & mask for a, b in pairwise(ids)]


def _title_case(text: str) -> bool:
    """Whether most longer words bear a capital letter, so that a capital tells nothing."""
    long_words = [word for word in words_of(text) if len(word) > 3]
    return 2 * sum(word[0].isupper() for word in long_words) > len(long_words)


def _figures(title: str, body: str, annotations: Annotations) -> Iterator[str]:
    for text in (title, body):
        for figure in _FIGURE.findall(text):
            yield figure.replace(",", "")
    for sentence in annotations.sentences:
        if len(sentence.event_date) == 10:
            yield sentence.event_date.replace("-", "d")


def _links(report: Report) -> tuple[str, ...]:
    """The addresses the text links to, or words of a chain of hops do."""
    links = [link.address for link in report.version.links]
    links += [hop.address for statement in report.annotations.statements for hop in statement.chain if hop.address]
    if not links:
        return ()
    own = address_key(report.version.address)
    keys = dict.fromkeys(key for link in links[: 4 * MAX_LINKS] if "/" in (key := address_key(link)) and key != own)
    return tuple(keys)[:MAX_LINKS]
