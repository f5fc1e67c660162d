"""Whether a sentence put anew tells no more and no less than the one it stands for.

That two wordings mean the same cannot be computed here, so that only what is seen to be safe passes. Words may go that
stand between commas, a day, and what a named place is (`the town of`), unless they hold what changes the rest: who
says it, doubt, a condition, a negation. Who says it, and when it was, may move from one end to the other. Single words
may be exchanged for plainer ones of a short list. All else stands as it stood, in its order and in its quotation
marks: many a false sentence has no word that its evidence lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from newsdesk.calendar_words import MONTHS, WEEKDAYS
from newsdesk.quotation import quoted

_LEAST_KEPT = 0.3
"""Share of the words that must be left."""
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’\-][^\W_]+)*|[$€£¥%]|[,;:()–—]")
_BREAKS = frozenset(",;:()–—")
_ARTICLES = frozenset({"a", "an", "the"})
_FREE = _ARTICLES | {"that"}
_PLAINER = (
    "said stated says",
    "about approximately",
    "began started commenced",
    "bought purchased",
    "tried attempted",
    "helped assisted aided",
    "received got",
    "also additionally",
    "more additional",
    "after following",
)
_SAME = {word: row.split()[0] for row in _PLAINER for word in row.split()}
_PLACES = frozenset({"town", "city", "village", "river", "province", "region"})
_MOVABLE = frozenset(
    ["in", "on", "at", "after", "before", "during", "since", "when", "while", "amid", "as", "according"]
)
"""Words that begin a part which tells when, where or through whom."""
_STEMS = (
    # What a part tells of the rest: that somebody says it, doubts it, wants it.
    "accord accus acknowledg admit alleg announc apparent appear argu attempt believ claim confirm consider "
    "declar deni deny disput doubt estimat expect fail fear imagin insist perhaps pledg possib predict probabl "
    "promis propos purport question quot refus report reveal rumor rumour saying seem so-called suggest suppos "
    "suspect testif think thought threat tweet unconfirm vow warn "
    # Negation, condition, contrast.
    "although barely cannot despite either except hardly however instead neither never nobody nothing rather "
    "scarcely though unless until whether without almost least mostly nearly partly respectively "
    # A world that is not this one.
    "draft drama dream drill exercis fake false ficti hoax hypothe jok movie novel parod satir scenario simulat "
    "sketch survey theor"
)
_ALONE = (
    "add added adding adds ask asked asking asks but call called calling calls cited cites citing could film "
    "films game games hope hoped hopes hoping if just likely may maybe might model models most must no none nor "
    "not note noted notes only or per plan planned planning plans play plays poll polls said say says shall "
    "should tell telling told tried tries try trying unlikely urged urges urging want wanted wanting wants will "
    "would write writes writing written wrote"
)
_CARRYING = re.compile(rf"(?:{'|'.join(_STEMS.split())}|(?:{'|'.join(_ALONE.split())})$)")
"""Words that change what the rest tells: where they stand nothing is left out."""
_SAYS = re.compile(r"(?:sa(?:id|ys)|stated|reported|announced|told|according|wrote|warned|confirmed|added)$")
_FINITE = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|do|did|\w{2,}ed|said|says|told|came|went|"
    r"took|made|gave|found|left|won|lost|fell|rose|began|led|met|held|kept|brought|sent|put|cut|hit|set|shut|shot|"
    r"struck|broke|saw|stood|spoke|drew|grew|ran|flew|sank|burnt|paid|sold|bought|built|became|fought|caught|taught)$"
)
_DAYS = frozenset(name.casefold() for name in (*WEEKDAYS, *MONTHS))
_AROUND_DAY = frozenset(["on", "early", "late", "last", "this", "morning", "afternoon", "evening", "night"])
_JOINS = frozenset(["and", "or", "to", "through", "at", "until"])


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence's words, compared without case; `stops[i]`: a comma or the like, or an end, stands before word `i`."""

    words: tuple[str, ...]
    capital: tuple[bool, ...]
    quoted: tuple[bool, ...]
    stops: tuple[bool, ...]

    def ordered(self, order: Sequence[int]) -> _Words:
        """Return the words in another order, with a stop where two meet that did not."""
        joined = [i for i, (here, before) in enumerate(pairwise([-1, *order])) if before != here + 1]
        stops = [self.stops[i] or n in joined for n, i in enumerate(order)]
        return _Words(
            tuple(self.words[i] for i in order),
            tuple(self.capital[i] for i in order),
            tuple(self.quoted[i] for i in order),
            (*stops, True),
        )


def unfaithful(text: str, plain: str) -> str:
    """Return why a text may tell something else than the plain sentence it stands for; empty: it tells the same."""
    made, source = _words_of(text), _words_of(plain)
    if not made.words:
        return "it is empty"
    known = {_same(word) for word in source.words} | _FREE
    unknown = [word for word in made.words if _same(word) not in known]
    if unknown:
        return f"the sentence lacks {', '.join(dict.fromkeys(unknown))}"
    if len(made.words) < _LEAST_KEPT * len(source.words):
        return "too little of the sentence is left"
    if _ending(text) != _ending(plain) or text.lstrip("\"“‘'(")[:1].islower() or _has_stray_article(made, source):
        return "it is no whole sentence"
    if any(_stands(made, order, core) for order, core in _orders(source)):
        return ""
    return "words stand in another order, or some are left out that may change what the others tell"


def _ending(text: str) -> str:
    """Return the mark that ends a sentence; empty: none."""
    found = re.search(r"[.!?…](?=[\"”’')\s]*$)", text)
    return found[0] if found else ""


def _has_stray_article(made: _Words, source: _Words) -> bool:
    """Tell whether an article has lost its noun: `Ada Morn, the resigned`."""
    follow = {
        word for i, word in enumerate(source.words) if i == 0 or source.capital[i] or source.words[i - 1] in _ARTICLES
    }
    after = (made.words[i + 1 : i + 2] for i, word in enumerate(made.words) if word in _ARTICLES)
    return any(not word or word[0] not in follow for word in after)


def _words_of(text: str) -> _Words:
    text = re.sub(r"\b(a) (few|little)\b", r"\1-\2", re.sub(r"\bcannot\b", "can not", text), flags=re.IGNORECASE)
    text = re.sub(r"\bwon['’]t\b", "will not", re.sub(r"\bcan['’]t\b", "can not", text, flags=re.I), flags=re.I)
    text = re.sub(r"n['’]t\b", " not", text)
    marks = quoted(text)
    words, capital, inside, stops = [], [], [], [True]
    for match in _TOKEN.finditer(text):
        if match[0] in _BREAKS:
            stops[-1] = True
            continue
        words.append(match[0].replace("’", "'").replace(".", "").casefold() or match[0])
        capital.append(match[0][0].isupper())
        inside.append(any(span.start <= match.start() < span.end for span in marks))
        stops.append(False)
    stops[-1] = True
    return _Words(tuple(words), tuple(capital), tuple(inside), tuple(stops))


def _same(word: str) -> str:
    """Return the word that stands for all that may be exchanged for this one."""
    return _SAME.get(word, word)


def _orders(source: _Words) -> Iterator[tuple[_Words, int]]:
    """Give the orders in which the words may stand, each with where the part begins that may not be left out."""
    n = len(source.words)
    breaks = [i for i, stop in enumerate(source.stops) if stop]
    if n == 0:
        return
    first, last = breaks[1], breaks[-2]
    leading = 0 < first < n and source.words[0] in _MOVABLE
    core = first if leading else 0
    yield source, core
    if leading and last == first and _may_move(source.words[:first], source.words[first:]):
        yield source.ordered([*range(first, n), *range(first)]), 0
    if last > core and _may_move(source.words[last:], source.words[:last]):
        yield source.ordered([*range(last, n), *range(last)]), core + n - last
        if _SAYS.match(source.words[last]):
            yield source.ordered([*range(last + 1, n), last, *range(last)]), core + n - last


def _may_move(part: Sequence[str], rest: Sequence[str]) -> bool:
    """Tell whether a part says through whom the rest is known, or when or where all of it was.

    Not when it was where the rest is a saying: `On Monday, she said it will open` is no opening on Monday.
    """
    if part[0] == "according" or (part[0] not in {"who", "which"} and any(map(_SAYS.match, part))):
        return not any(map(_SAYS.match, rest))
    return part[0] in _MOVABLE and not any(map(_CARRYING.match, rest))


def _stands(made: _Words, source: _Words, core: int) -> bool:
    """Tell whether the words are those of the source, in its order, but for what may be left out or put in."""

    @cache
    def may_go(begin: int, end: int) -> bool:
        return _may_go(source, core, begin, end)

    reached = {-1}
    for word, inside in zip(made.words, made.quoted, strict=True):
        same = _same(word)
        fitting = [i for i, other in enumerate(source.words) if _same(other) == same and source.quoted[i] == inside]
        after = {i for i in fitting if any(j < i and may_go(j + 1, i) for j in reached)}
        reached = after | reached if word in _FREE and not inside else after
    return any(may_go(j + 1, len(source.words)) for j in reached)


def _may_go(source: _Words, core: int, begin: int, end: int) -> bool:
    """Tell whether the words from `begin` to `end` may be left out."""
    left_out = [i for i in range(begin, end) if source.words[i] not in _FREE]
    if not left_out:
        return not any(source.quoted[begin:end])
    words = [source.words[i] for i in left_out]
    if any(source.quoted[i] for i in left_out) and not (source.stops[begin] and source.stops[end]):
        return False
    if any(map(_CARRYING.match, words)):
        return False
    if _is_day(source, words, end) or _is_kind_of_place(source, words, end):
        return True
    if not source.stops[begin] or not source.stops[end] or begin <= core < end or begin == 0:
        return False
    # Without a verb in what must stay, the last part may hold it.
    stops = [i for i in range(core + 1, len(source.stops)) if source.stops[i]]
    return end < len(source.words) or any(map(_FINITE.match, source.words[core : stops[0]]))


def _is_day(source: _Words, words: Sequence[str], end: int) -> bool:
    """Tell whether the words are `on Monday` and no more; with a negation they are what is denied."""
    around = all(word in _DAYS or word in _AROUND_DAY or word.isdigit() for word in words)
    follows = source.words[end] if end < len(source.words) else ""
    return (
        words[0] == "on"
        and around
        and bool(_DAYS.intersection(words))
        and (follows not in _JOINS and not {"not", "no", "never"}.intersection(source.words))
    )


def _is_kind_of_place(source: _Words, words: Sequence[str], end: int) -> bool:
    """Tell whether the words are `river` or `town of` before a name."""
    kind = words[0] in _PLACES and (len(words) == 1 or words[1:] == ["of"])
    return kind and end < len(source.words) and source.capital[end] and not source.capital[end - len(words)]
